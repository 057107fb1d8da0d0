namespace Archive.Tests.Storage.Record;

/// <summary>What holds for a record wherever it is kept.</summary>
public abstract class RecordSuite
{
    private static readonly DateTimeOffset Noon = new(2014, 2, 11, 12, 0, 0, TimeSpan.Zero);

    private static readonly string Hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("ferry"u8));

    /// <summary>A place with no record yet, another each time.</summary>
    protected abstract RecordPlace NewPlace();

    [Fact]
    public void An_empty_record_has_no_seal()
    {
        using var record = NewPlace().Open();

        Assert.Equal((0, Entry.NoHash), record.Head());
        Assert.Empty(record.EntriesAfter(0));
        Assert.Empty(record.Originals());
        Assert.Null(record.Find(1));
        Assert.Null(record.Fetch(Hash));
        Assert.Empty(record.CheckHome());
    }

    [Fact]
    public void Whoever_reads_where_there_is_no_record_is_told_the_place()
    {
        var place = NewPlace();

        Assert.Contains(place.Name, Assert.ThrowsAny<ArchiveFileException>(place.OpenReader).Message, StringComparison.Ordinal);
    }

    // What a JSON text may hold, and what is no letter of any table.
    [Theory]
    [InlineData("ferry")]
    [InlineData("Überfähre – 渡船 – معدية – \U0001F6A2")]
    [InlineData("\0 \u0001 \\ \" ' %s $1 ; -- \r\n\t \uFFFE")]
    public void An_entry_comes_back_letter_for_letter(string title)
    {
        var place = NewPlace();
        using (var writer = Writer(place))
        {
            writer.Append(to => to.Write(Noon, Described("harbour", title)));
        }

        using var record = place.OpenReader();
        var entry = Assert.Single(record.EntriesAfter(0));
        Assert.Equal(title, Assert.IsType<BlogDescribed>(entry.Read()).Title);
        Assert.Equal((1, Entry.Hash(Entry.NoHash, 1, entry.At, "blog", entry.Detail)), record.Head());
        Assert.Equal(entry, record.Find(1));
        Assert.True(record.Mentions("harbour", 2));
        Assert.False(record.Mentions("harbour", 1));
        Assert.False(record.Mentions("harbou", 2));
        // The name of a field is no blog's: "blog" is what dumps go to of which nobody says whose they are.
        Assert.False(record.Mentions("title", 2));
        Assert.Equal(["harbour"], record.Descriptions("harbour").Select(said => said.Slug));
        Assert.Empty(record.Descriptions("harbou"));
    }

    [Fact]
    public void An_original_is_kept_once_and_comes_back_byte_for_byte()
    {
        var place = NewPlace();
        var bytes = new byte[9_000_000];
        new Random(7).NextBytes(bytes);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        using var writer = Writer(place);
        for (var turn = 0; turn < 2; turn++)
        {
            writer.Append(to =>
            {
                to.Keep(hash, bytes.Length, SourceBytes.Pack(bytes));
                to.Keep(Hash, 5, SourceBytes.Pack("ferry"u8));
            });
        }

        using var record = place.OpenReader();
        Assert.Equal(bytes, record.Fetch(hash));
        Assert.Equal("ferry"u8.ToArray(), record.Fetch(Hash));
        Assert.Equal([.. new[] { (hash, (long)bytes.Length), (Hash, 5L) }.OrderBy(one => one.Item1, StringComparer.Ordinal)], record.Originals());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    [InlineData(9_000_000)]
    public async Task An_original_comes_in_parts_too(int length)
    {
        const int PartBytes = 100_000;
        var place = NewPlace();
        var bytes = new byte[length];
        new Random(8).NextBytes(bytes);
        using var writer = Writer(place);
        writer.Append(to => to.Keep(Hash, length, SourceBytes.Pack(bytes)));
        using var record = place.OpenReader();
        using var whole = new MemoryStream();
        await SourceBytes.UnpackAsync(PartsAsync(), length, whole, TestContext.Current.CancellationToken);

        Assert.Equal(bytes, whole.ToArray());
        Assert.Equal((0, length), (record.FetchPart(Hash, 0, 0)!.Value.Packed.Length, record.FetchPart(Hash, 0, 0)!.Value.Bytes));
        Assert.Empty(record.FetchPart(Hash, length + 1_000, PartBytes)!.Value.Packed);
        Assert.Null(record.FetchPart(Entry.NoHash, 0, PartBytes));

        async IAsyncEnumerable<byte[]> PartsAsync()
        {
            await Task.CompletedTask;
            for (var from = 0; record.FetchPart(Hash, from, PartBytes) is { Packed.Length: > 0 } part; from += part.Packed.Length)
            {
                Assert.InRange(part.Packed.Length, 1, PartBytes);
                yield return part.Packed;
            }
        }
    }

    [Fact]
    public void What_is_begun_is_seen_by_its_writer_alone_until_it_is_whole()
    {
        var place = NewPlace();
        using var writer = Writer(place);
        using var reader = place.OpenReader();
        var appending = writer.Begin();
        appending.Keep(Hash, 5, SourceBytes.Pack("ferry"u8));
        appending.Write(Noon, Described("harbour", "Harbour"));

        Assert.Equal(1, writer.Head().Number);
        Assert.Equal("ferry"u8.ToArray(), writer.Fetch(Hash));
        Assert.Equal((0, null), (reader.Head().Number, reader.Fetch(Hash)));

        writer.Rest();
        Assert.Equal((0, null), (writer.Head().Number, writer.Fetch(Hash)));

        writer.Begin().Write(Noon, Described("port", "Port"));
        writer.Commit();
        Assert.Equal("port", ((BlogDescribed)Assert.Single(reader.EntriesAfter(0)).Read()).Slug);
    }

    [Fact]
    public void What_fails_in_the_middle_leaves_nothing()
    {
        using var writer = Writer(NewPlace());

        Assert.Throws<InvalidOperationException>(() => writer.Append(to =>
        {
            to.Write(Noon, Described("harbour", "Harbour"));
            throw new InvalidOperationException();
        }));

        Assert.Empty(writer.EntriesAfter(0));
        writer.Append(to => to.Write(Noon, Described("port", "Port")));
        Assert.Equal(1, writer.Head().Number);
    }

    [Fact]
    public void Thousands_of_entries_come_in_order_and_in_one_chain()
    {
        const int Entries = 2_500;
        var place = NewPlace();
        using var writer = Writer(place);
        writer.Append(to =>
        {
            for (var i = 1; i <= Entries; i++)
            {
                to.Write(Noon.AddSeconds(i), i % 1_000 == 0 ? new BlogsOrdered([$"blog-{i}"]) : i == 7 ? new BlogRenamed("a", "b") : Described($"blog-{i}", "A blog"));
            }
        });

        using var record = place.OpenReader();
        var all = record.EntriesAfter(0).ToList();
        Assert.Equal(Enumerable.Range(1, Entries).Select(number => (long)number), all.Select(entry => entry.Number));
        Assert.Equal(all[1_200..], record.EntriesAfter(1_200));
        Assert.Equal([all[99], all[98], all[97]], record.EntriesBefore(101, 3));
        Assert.Equal(2_000, record.Last("order", 0)!.Number);
        Assert.Null(record.Last("order", 2_000));
        Assert.Equal((7L, 1_000L, null), (record.LastForAll(0, 999)!.Number, record.LastForAll(0, 1_999)!.Number, record.LastForAll(1_000, 1_999)));
        var differences = new DifferenceList();
        new RecordCheck(record, differences, _ => { }).Run(CancellationToken.None);
        Assert.Empty(differences.Listed);
    }

    [Fact]
    public void An_entry_that_does_not_follow_is_not_appended()
    {
        using var writer = Writer(NewPlace());
        writer.Append(to => to.Write(Noon, Described("harbour", "Harbour")));
        var first = writer.Find(1)!;

        Assert.Throws<InvalidDataException>(() => writer.Append(to => to.Write(first)));
        Assert.Throws<InvalidDataException>(() => writer.Append(to => to.Write(first with { Number = 2 })));

        Assert.Equal(first, Assert.Single(writer.EntriesAfter(0)));
    }

    [Fact]
    public void A_copy_of_a_record_has_its_seal_and_goes_on_where_it_ended()
    {
        var (one, other) = (NewPlace(), NewPlace());
        Append(one, 1, 1_500);
        Writing(one, from => from.Append(to => to.Keep(Hash, 5, SourceBytes.Pack("ferry"u8))));

        Assert.Equal((1_500, 151), RecordCopy.Run(one, other, CancellationToken.None));
        AssertSame(one, other);

        Append(one, 1_501, 1_600);
        Assert.Equal((100, 10), RecordCopy.Run(one, other, CancellationToken.None));
        AssertSame(one, other);
        Assert.Equal((0, 0), RecordCopy.Run(one, other, CancellationToken.None));

        // Bytes that the other has already come again, in an entry that it has not.
        Writing(one, from => from.Append(to => to.Write(Noon, new SourceKept(Hash, "harbour", "a.txt", null, "2026-01-01T00:00:00Z", "given", 1))));
        Assert.Equal((1, 0), RecordCopy.Run(one, other, CancellationToken.None));
        AssertSame(one, other);

        Writing(other, copy => copy.Append(to => to.Write(Noon, Described("port", "Port"))));
        Assert.Contains("never mixed", Assert.Throws<ArchiveFileException>(() => RecordCopy.Run(one, other, CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    private static void Writing(RecordPlace place, Action<IRecord> write)
    {
        using var writer = Writer(place);
        write(writer);
    }

    private static void Append(RecordPlace place, int first, int last) => Writing(place, record => record.Append(to =>
    {
        for (var i = first; i <= last; i++)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes($"dump {i}");
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
            if (i % 10 == 0)
            {
                to.Keep(hash, bytes.Length, SourceBytes.Pack(bytes));
                to.Write(Noon, new SourceKept(hash, "harbour", $"{i}.txt", null, "2014-02-11T12:00:00Z", "given", 1));
            }
            else
            {
                to.Write(Noon, Described($"blog-{i}", "Überfähre"));
            }
        }
    }));

    private static void AssertSame(RecordPlace left, RecordPlace right)
    {
        using var one = left.OpenReader();
        using var other = right.OpenReader();
        Assert.Equal(one.Head(), other.Head());
        Assert.Equal(one.EntriesAfter(0), other.EntriesAfter(0));
        Assert.Equal(one.Originals(), other.Originals());
        foreach (var (sha256, _) in one.Originals())
        {
            Assert.Equal(one.Fetch(sha256), other.Fetch(sha256));
        }
    }

    private static IRecord Writer(RecordPlace place) => place.TryOpenWriter() ?? throw new InvalidOperationException("somebody writes");

    private static BlogDescribed Described(string slug, string title) => new(slug, title, null, null, null, null, null, Guessed: false, null);
}
