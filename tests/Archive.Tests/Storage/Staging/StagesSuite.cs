using System.IO.Compression;
using System.Text;
using Archive.Tests.Storage.Desk;

namespace Archive.Tests.Storage.Staging;

/// <summary>What holds for stages wherever the desk is.</summary>
public abstract class StagesSuite(TestDesk desk) : IDisposable
{
    private readonly Stages stages = new(desk.Home, desk.StageFolder, new StageLimits(), desk.Clock);

    public void Dispose()
    {
        desk.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Holds_what_came_under_a_label_and_no_path()
    {
        var stage = stages.Begin(null);
        var file = await AddAsync(stage, "../../etc/\u0007pass\u202Ewd\uFFFE", "hello");
        Assert.Equal(("etc/passwd\uFFFD", 5L, Sha256("hello")), (file!.Name, file.Bytes, file.Sha256));
        Assert.Equal([file], stages.Files(stage));
        Assert.Equal("hello", await ReadAsync(stage, file.Number));
        Assert.Equal(["1"], desk.Held(stage));
    }

    [Fact]
    public async Task Counts_what_systems_put_beside_files()
    {
        var stage = stages.Begin(null);
        foreach (var name in (string[])["__MACOSX/a.txt", "b/._a.txt", "Thumbs.db", "x/.DS_Store"])
        {
            Assert.Null(await AddAsync(stage, name, "noise"));
        }

        Assert.Equal(4, stages.Find(stage)!.Noise);
        Assert.Empty(stages.Files(stage));
        Assert.Empty(desk.Held(stage));
    }

    [Theory]
    [InlineData(10, 100, 100, "a file of more than")]
    [InlineData(100, 10, 100, "MB at once")]
    [InlineData(100, 100, 0, "more than 0 files")]
    public async Task Leaves_nothing_of_a_file_that_is_too_much(int file, int all, int files, string reason)
    {
        var small = Of(new StageLimits { FileBytes = file, StageBytes = all, Files = files });
        var stage = small.Begin(null);
        var refused = await Assert.ThrowsAsync<StageFullException>(() => small.AddAsync(stage, "a.txt", Stream("more than ten"), CancellationToken.None));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Empty(small.Files(stage));
        Assert.Empty(desk.Held(stage));
    }

    [Fact]
    public async Task Leaves_nothing_of_an_upload_that_was_cut()
    {
        var stage = stages.Begin(null);
        await Assert.ThrowsAsync<IOException>(() => stages.AddAsync(stage, "a.txt", new CutStream(), CancellationToken.None));
        Assert.Empty(stages.Files(stage));
        Assert.Empty(desk.Held(stage));
    }

    [Fact]
    public async Task Lets_several_uploads_into_one_stage()
    {
        var stage = stages.Begin(null);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => AddAsync(stage, $"{n}.txt", $"text {n}")));
        var files = stages.Files(stage);
        Assert.Equal(50, files.Select(file => file.Number).Distinct().Count());
        foreach (var file in files)
        {
            Assert.Equal($"text {file.Name[..^4]}", await ReadAsync(stage, file.Number));
        }
    }

    [Fact]
    public async Task Forgets_what_nobody_confirms_and_what_a_killed_server_left()
    {
        var (forgotten, confirmed) = (stages.Begin(null), stages.Begin(null));
        await AddAsync(forgotten, "a.txt", "a");
        await AddAsync(confirmed, "b.txt", "b");
        stages.Confirm(confirmed);
        desk.Clock.Now += TimeSpan.FromHours(47);
        var young = stages.Begin(null);
        await AddAsync(young, "c.txt", "c");
        desk.Clock.Now += TimeSpan.FromHours(1);
        stages.DropForgotten();
        Assert.Equal([young, confirmed], stages.All().Select(stage => stage.Id));
        Assert.Equal([0, 1, 1], new[] { forgotten, confirmed, young }.Select(stage => desk.Held(stage).Count));
        stages.Drop(confirmed);
        Assert.Null(stages.Find(confirmed));
        Assert.Equal([0, 1], new[] { confirmed, young }.Select(stage => desk.Held(stage).Count));
        Assert.True(stages.Begin(null) > young);
    }

    [Fact]
    public async Task Holds_of_what_was_imported_only_what_was_refused_and_that_for_a_month()
    {
        var stage = stages.Begin(null);
        var (good, bad, unwanted) = ((await AddAsync(stage, "good.txt", "a"))!, (await AddAsync(stage, "bad.txt", "b"))!, (await AddAsync(stage, "unwanted.txt", "c"))!);
        stages.Tried(stage, good.Number, null);
        stages.Tried(stage, bad.Number, "no dump");
        stages.Tried(stage, unwanted.Number, "no dump");
        stages.LeaveOut(stage, unwanted.Number, true);
        stages.Confirm(stage);

        stages.Finish(stage);

        Assert.Equal(desk.Clock.Now, stages.Find(stage)!.ImportedAt);
        Assert.Equal(["bad.txt"], stages.Files(stage).Select(file => file.Name));
        Assert.Single(desk.Held(stage));
        desk.Clock.Now += TimeSpan.FromDays(29);
        stages.DropForgotten();
        Assert.Single(stages.Files(stage));
        desk.Clock.Now += TimeSpan.FromDays(1);
        stages.DropForgotten();
        Assert.Null(stages.Find(stage));
        Assert.Empty(desk.Held(stage));
    }

    [Fact]
    public async Task Takes_a_zip_apart_and_a_zip_in_it_once()
    {
        var inner = Zip(("post 2.txt", "two"), ("__MACOSX/x", "noise"));
        var stage = stages.Begin(null);
        var files = await TakeApartAsync(stage, Zip(("dumps/2014/post.txt", "one"), ("dumps/", ""), ("../../climbs.txt", "three"), ("more.zip", inner)));
        Assert.Equal(["a.zip/dumps/2014/post.txt", "a.zip/climbs.txt", "a.zip/more.zip/post 2.txt"], files.Select(file => file.Name));
        Assert.Equal(files, stages.Files(stage));
        Assert.Equal(["one", "three", "two"], await Task.WhenAll(files.Select(file => ReadAsync(stage, file.Number))));
        Assert.Equal(1, stages.Find(stage)!.Noise);
        Assert.Equal(3, desk.Held(stage).Count);
    }

    [Fact]
    public async Task Refuses_a_zip_that_is_a_bomb_damaged_or_too_deep_and_keeps_nothing_of_it()
    {
        var zeros = new string('0', 40_000_000);
        var stage = stages.Begin(null);
        var bomb = Assert.Single(await TakeApartAsync(stage, Zip(("small.txt", "fine"), ("bomb.txt", zeros))));
        Assert.Contains("bomb", bomb.Refusal, StringComparison.Ordinal);
        var whole = Zip(("a.txt", new string('a', 1000)));
        var damaged = Assert.Single(await TakeApartAsync(stage, Latin(whole)[..40]));
        Assert.NotNull(damaged.Refusal);
        var empty = Assert.Single(await TakeApartAsync(stage, Zip()));
        Assert.Contains("no file in it", empty.Refusal, StringComparison.Ordinal);
        var noise = Assert.Single(await TakeApartAsync(stage, Zip(("__MACOSX/._one.txt", "noise"))));
        Assert.Contains("no file in it", noise.Refusal, StringComparison.Ordinal);
        // Stored as it is, so that a letter that was lost on the way makes another text and no error.
        var stored = Zip(CompressionLevel.NoCompression, ("a.txt", "the mill"));
        stored[stored.AsSpan().IndexOf("mill"u8)] = (byte)'b';
        var changed = Assert.Single(await TakeApartAsync(stage, stored));
        Assert.Contains("damaged", changed.Refusal, StringComparison.Ordinal);
        var deep = await TakeApartAsync(stage, Zip(("1.zip", Zip(("2.zip", Zip(("a.txt", "deep")))))));
        Assert.NotNull(Assert.Single(deep).Refusal);
        // What was said at once is what is kept.
        Assert.Equal([bomb, damaged, empty, noise, changed, deep[0]], stages.Files(stage));
        Assert.Equal(6, desk.Held(stage).Count);
    }

    // The list is in memory before the first file is, some six hundred bytes for each short name; how long it is, nobody needs to say.
    [Theory]
    [InlineData(400_000, 2)]
    [InlineData(300, 60_000)]
    public async Task Refuses_a_zip_whose_list_alone_would_fill_the_memory(int listed, int nameLength)
    {
        var zip = Zip(("a.txt", "fine"));
        var first = zip.AsSpan().IndexOf("PK\x01\x02"u8);
        var end = zip.AsSpan().IndexOf("PK\x05\x06"u8);
        byte[] head = [.. zip[first..(first + 28)], (byte)nameLength, (byte)(nameLength >> 8), .. zip[(first + 30)..(first + 46)], .. Enumerable.Repeat((byte)'/', nameLength)];
        using var bytes = new MemoryStream();
        bytes.Write(zip.AsSpan(0, end));
        for (var i = 0; i < listed; i++)
        {
            bytes.Write(head);
        }

        bytes.Write(zip.AsSpan(end));
        var stage = stages.Begin(null);

        var refused = Assert.Single(await TakeApartAsync(stage, bytes.ToArray()));

        Assert.Contains("lists far more files", refused.Refusal, StringComparison.Ordinal);
        Assert.Equal([refused], stages.Files(stage));
    }

    // A part is a mebibyte.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1024 * 1024)]
    [InlineData(3 * 1024 * 1024 + 7)]
    public async Task Gives_back_byte_for_byte_what_came(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var stage = stages.Begin(null);
        var file = (await stages.AddAsync(stage, "a.txt", new MemoryStream(bytes), CancellationToken.None))!;

        Assert.Equal((length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))), (file.Bytes, file.Sha256));
        Assert.Equal(bytes.Take(4), stages.Head(stage, file.Number, 4));
        using (var fetched = stages.Fetch(stage, [file.Number], CancellationToken.None))
        {
            Assert.Equal(bytes, await File.ReadAllBytesAsync(fetched.PathOf(file.Number)));
        }

        using (var heads = stages.FetchHeads(stage, [file.Number], CancellationToken.None))
        {
            Assert.Equal(bytes.Take(4096), (await File.ReadAllBytesAsync(heads.PathOf(file.Number))).Take(4096));
        }

        using (var open = new MemoryStream())
        {
            await using var held = stages.Open(stage, file.Number);
            await held.CopyToAsync(open);
            Assert.Equal(bytes, open.ToArray());
        }

        stages.Drop(stage);
        Assert.Throws<FileNotFoundException>(() => stages.Open(stage, file.Number));
        Assert.Empty(Directory.Exists(desk.StageFolder) ? Directory.GetFileSystemEntries(desk.StageFolder) : []);
    }

    [Fact]
    public async Task Reads_the_beginnings_of_many_files()
    {
        var stage = stages.Begin(null);
        for (var i = 0; i < 150; i++)
        {
            await AddAsync(stage, $"{i}.txt", i % 10 == 0 ? "" : $"text {i}");
        }

        using var heads = stages.FetchHeads(stage, stages.Files(stage).Select(file => file.Number), CancellationToken.None);
        Assert.All(stages.Files(stage), file => Assert.Equal(Sha256(File.ReadAllText(heads.PathOf(file.Number))), file.Sha256));
    }

    private async Task<IReadOnlyList<StagedFile>> TakeApartAsync(long stage, object zip)
    {
        var file = await AddAsync(stage, "a.zip", zip);
        return await new StagedZip(stages).TakeApartAsync(stage, file!, CancellationToken.None);
    }

    private static string Latin(object bytes) => bytes as string ?? Encoding.Latin1.GetString((byte[])bytes);

    private Stages Of(StageLimits limits) => new(desk.Home, desk.StageFolder, limits, desk.Clock);

    private Task<StagedFile?> AddAsync(long stage, string name, object content) => stages.AddAsync(stage, name, Stream(content), CancellationToken.None);

    private static MemoryStream Stream(object content) => new(Encoding.Latin1.GetBytes(Latin(content)));

    private async Task<string> ReadAsync(long stage, int number)
    {
        using var reader = new StreamReader(stages.Open(stage, number));
        return await reader.ReadToEndAsync();
    }

    private static byte[] Zip(params (string Name, object Content)[] entries) => Zip(CompressionLevel.Optimal, entries);

    private static byte[] Zip(CompressionLevel level, params (string Name, object Content)[] entries)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(Encoding.Latin1.GetBytes(Latin(content)));
            }
        }

        return bytes.ToArray();
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed class CutStream : MemoryStream
    {
        private int reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (reads++ > 0)
            {
                throw new IOException("the connection was reset");
            }

            buffer.Span[..10].Fill(65);
            return ValueTask.FromResult(10);
        }
    }
}
