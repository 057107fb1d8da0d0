using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Primitives;

namespace Archive.Web.Hosting.Finished;

/// <summary>Has the finished pages at hand: those of the last hour in memory, in the codings that were asked for; all of them in the store.</summary>
internal sealed class PageShelf(PageMoment.Clock clock, SignerNames signers, FinishedStore store) : IDisposable
{
    /// <summary>Some four hundred compressed pages: those that are asked for again and again. The others come from the store, in a tenth of a millisecond.</summary>
    public const long MaxBytes = 8 * 1024 * 1024;

    /// <summary>What was put there longer ago, however often it is asked for, is taken from the store again, where the archive still has it.</summary>
    public static readonly TimeSpan KeepFor = TimeSpan.FromHours(1);

    // What a page takes in memory beside its bytes.
    private const int EntryBytes = 1024;

    private const char EndOfLine = '\n', EndOfName = ':';

    private readonly MemoryCache memory = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    /// <summary>The present moment; null where the archive cannot be read.</summary>
    public PageMoment? Moment()
    {
        try
        {
            return clock.Now();
        }
        catch (Exception unread) when (unread is SqliteException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The finished page of an address in a coding, as the archive is now; null where there is none.</summary>
    /// <param name="isDeclared">The query is what the address reads; else it may be anything, and only what is in memory is looked at.</param>
    public FinishedPage? Find(PageKey key, string coding, bool isDeclared)
    {
        if (Moment() is not { } moment)
        {
            return null;
        }

        if (InMemory(key, coding, moment) is { } page)
        {
            return page;
        }

        var brotli = coding == ContentCoding.Brotli ? null : InMemory(key, ContentCoding.Brotli, moment);
        brotli ??= isDeclared ? Stored(key, moment) : null;
        return brotli is null ? null
            : coding == ContentCoding.Brotli ? brotli
            : Put(key, brotli with { Coding = coding, Bytes = Recoded(brotli.Bytes, coding) });
    }

    /// <summary>Has a page at hand.</summary>
    public FinishedPage Put(PageKey key, FinishedPage page) => memory.Set((key, page.Coding), page, new MemoryCacheEntryOptions
    {
        Size = page.Bytes.Length + EntryBytes,
        AbsoluteExpirationRelativeToNow = KeepFor,
    });

    /// <summary>A page as the store keeps it.</summary>
    public static StoredPage ToStore(PageKey key, FinishedPage page) => new(
        key.Path, key.Query, page.Blog, page.State, page.Names.ToString(), page.Tag,
        string.Concat(page.Headers.SelectMany(header => header.Value.Select(value => $"{header.Key}{EndOfName}{value}{EndOfLine}"))),
        page.MadeAt.ToUnixTimeMilliseconds(), page.Bytes.ToArray());

    /// <summary>Forgets all pages.</summary>
    public void Forget()
    {
        memory.Clear();
        store.Clear();
    }

    public void Dispose() => memory.Dispose();

    private FinishedPage? InMemory(PageKey key, string coding, PageMoment moment) =>
        memory.TryGetValue((key, coding), out FinishedPage? page) && IsGood(page!, moment) ? page : null;

    private FinishedPage? Stored(PageKey key, PageMoment moment)
    {
        if (store.Find(key.Path, key.Query) is not { } stored || stored.State != moment.StateOf(stored.Blog))
        {
            return null;
        }

        var page = new FinishedPage
        {
            Blog = stored.Blog,
            State = stored.State,
            Names = SignedNames.Parse(stored.Names),
            Tag = stored.Tag,
            Headers = [.. stored.Headers.Split(EndOfLine, StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(EndOfName, 2)).Select(line => KeyValuePair.Create(line[0], new StringValues(line[1])))],
            MadeAt = DateTimeOffset.FromUnixTimeMilliseconds(stored.MadeAt),
            Coding = ContentCoding.Brotli,
            Bytes = stored.Content,
        };
        return IsGood(page, moment) ? Put(key, page) : null;
    }

    // Asked once for each state of the archive.
    private bool IsGood(FinishedPage page, PageMoment moment)
    {
        if (page.GoodAt == moment)
        {
            return true;
        }

        if (page.State != moment.StateOf(page.Blog) || !page.Names.Hold(signers))
        {
            return false;
        }

        page.GoodAt = moment;
        return true;
    }

    private static byte[] Recoded(ReadOnlyMemory<byte> brotli, string coding)
    {
        using var plain = new MemoryStream();
        using (var unpacked = new BrotliStream(new MemoryStream(brotli.ToArray()), CompressionMode.Decompress))
        {
            unpacked.CopyTo(plain);
        }

        return ContentCoding.Coded(plain.GetBuffer().AsSpan(0, (int)plain.Length), coding, isFinished: true);
    }
}
