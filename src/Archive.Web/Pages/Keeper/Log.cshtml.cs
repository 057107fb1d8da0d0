using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Keeper;

/// <summary>The record in words, the newest entries first; hears that a word on two comments is taken back.</summary>
internal sealed class LogModel(ArchiveFolder archive, ArchiveDb db, TimeProvider clock, ILogger<LogModel> log) : KeepingForm(archive, clock, log)
{
    public const string Address = AccessList.Keeper + "/log";

    public const int EntriesPerPage = 50;

    /// <summary>Entries that are looked through for those of a kind, before the page says how far it came.</summary>
    public const int MaxLookedAt = 10_000;

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    /// <summary>One of <see cref="EntryDetail.AllKinds"/>; null for all.</summary>
    public string? Kind { get; private set; }

    /// <summary>The page goes on before this entry; null where nothing is before it.</summary>
    public long? Next { get; private set; }

    /// <summary>It is not the first page.</summary>
    public bool IsLater { get; private set; }

    public static string Of(string? kind, long? before) =>
        Address + ((kind, before) switch
        {
            (null, null) => "",
            (_, null) => $"?kind={kind}",
            (null, _) => string.Create(CultureInfo.InvariantCulture, $"?before={before}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"?kind={kind}&before={before}"),
        });

    /// <summary>What entries of a kind tell of.</summary>
    public static string InWords(string kind) => kind switch
    {
        "blog" => "blogs described",
        "source" => "dumps kept",
        "import" => "imports",
        "undo" => "taken back",
        "restore" => "brought back",
        "rename" => "blogs renamed",
        "merge" => "blogs merged",
        "remove" => "blogs removed",
        "given" => "earlier addresses",
        "same" => "posts joined",
        "different" => "posts kept as two",
        "apart" => "comments kept as two",
        "together" => "comments no longer kept as two",
        "order" => "order of blogs",
        "settings" => "settings decided",
        _ => kind,
    };

    public async Task<IActionResult> OnGetAsync([FromQuery] string? kind = null, [FromQuery] long? before = null, CancellationToken cancel = default)
    {
        if ((kind is not null && !EntryDetail.AllKinds.Contains(kind)) || before < 1)
        {
            return NotFound();
        }

        (Kind, IsLater) = (kind, before is not null);
        var entries = Find(kind, before ?? long.MaxValue);
        var lines = entries.ConvertAll(Read);
        var blogs = await SlugsAsync([.. lines.Select(line => line.Subject.Blog).OfType<string>()], cancel);
        var hashes = lines.Select(line => line.Subject.Sha256).Concat(lines.SelectMany(line => line.Subject.Comments is { } two ? [two.One.Sha256, two.Other.Sha256] : Array.Empty<string>())).OfType<string>().Distinct().ToList();
        var sources = (await db.Sources.Where(source => hashes.Contains(source.Sha256)).Select(source => source.Sha256).ToListAsync(cancel)).ToHashSet();
        // Only what still holds can be taken back.
        var held = new HashSet<long>();
        foreach (var line in lines)
        {
            if (line is { Opposite: not null, Subject.Captures: { } pair } && await HoldsAsync(line, pair, cancel))
            {
                held.Add(line.Number);
            }
        }

        Lines = lines.ConvertAll(line => line with
        {
            Subject = line.Subject with
            {
                Blog = line.Subject.Blog is { } blog && blogs.Contains(blog) ? blog : null,
                Sha256 = line.Subject.Sha256 is { } sha256 && sources.Contains(sha256) ? sha256 : null,
                Captures = held.Contains(line.Number) ? line.Subject.Captures : null,
                Comments = line.Subject.Comments is { } two && db.AreKeptApart(two.One, two.Other) == (line.Kind == "apart")
                    && (line.Kind == "apart" || (sources.Contains(two.One.Sha256) && sources.Contains(two.Other.Sha256))) ? two : null,
            },
        });
        return Page();
    }

    /// <param name="entry">The number of an entry that says of two comments whether they are kept apart, and is taken back.</param>
    public async Task<IActionResult> OnPostAsync([FromForm] long entry, CancellationToken cancel)
    {
        await OnGetAsync(cancel: cancel);
        return Archive.Record.Find(entry) is { } said && Read(said) is { Subject.Comments: { } two } line
            ? await KeepAsync(keeper => _ = line.Kind == "apart" ? keeper.LetTogether(two.One, two.Other) : keeper.KeepApart(two.One, two.Other), Address)
            : Refuse("That entry says nothing of two comments.");
    }

    // In any blog that has both captures.
    private async Task<bool> HoldsAsync(Line line, (string One, string Other) pair, CancellationToken cancel)
    {
        var others = (await PostsOfAsync(pair.Other, cancel)).ToLookup(post => post.Blog, post => post.Post);
        return (await PostsOfAsync(pair.One, cancel)).Exists(one => others[one.Blog].Any(other => (other == one.Post) == (line.Opposite == ProblemsModel.Different)));
    }

    private async Task<List<(long Blog, long Post)>> PostsOfAsync(string capture, CancellationToken cancel)
    {
        var (sha256, number) = (capture.Split('#')[0], int.Parse(capture.Split('#')[1], CultureInfo.InvariantCulture));
        var posts = await (
            from source in db.Sources
            join shown in db.Captures on source.Id equals shown.SourceId
            where source.Sha256 == sha256
            select new { source.BlogId, shown.PostId, shown.Id }).ToListAsync(cancel);
        return [.. posts.Where(shown => Capture.TurnOf(shown.Id) + 1 == number).Select(shown => (shown.BlogId, shown.PostId))];
    }

    private List<Entry> Find(string? kind, long before)
    {
        const int Part = 1_000;
        var entries = new List<Entry>();
        var lookedAt = 0;
        while (entries.Count < EntriesPerPage && lookedAt < MaxLookedAt)
        {
            var part = Archive.Record.EntriesBefore(before, kind is null ? EntriesPerPage : Part);
            lookedAt += part.Count;
            foreach (var entry in part.TakeWhile(_ => entries.Count < EntriesPerPage))
            {
                before = entry.Number;
                if (kind is null || entry.Kind == kind)
                {
                    entries.Add(entry);
                }
            }

            if (before <= 1 || part.Count == 0)
            {
                return entries;
            }
        }

        Next = before;
        return entries;
    }

    // One that a newer program wrote is shown by its kind.
    private static Line Read(Entry entry)
    {
        try
        {
            var detail = entry.Read();
            return new Line(entry.Number, entry.At, entry.Kind, detail.By, detail.InWords(), detail.Subject());
        }
        catch (InvalidDataException)
        {
            return new Line(entry.Number, entry.At, entry.Kind, null, "This program cannot read what it says.", new EntrySubject());
        }
    }

    private async Task<HashSet<string>> SlugsAsync(List<string> slugs, CancellationToken cancel) =>
        [.. await db.Blogs.Where(blog => slugs.Contains(blog.Slug)).Select(blog => blog.Slug)
            .Union(db.BlogNames.Where(name => slugs.Contains(name.Slug)).Select(name => name.Slug)).ToListAsync(cancel)];

    /// <summary>An entry as a line of the page.</summary>
    /// <param name="Subject">What of it is there now.</param>
    public sealed record Line(long Number, string At, string Kind, string? By, string Words, EntrySubject Subject)
    {
        /// <summary>The verdict that takes back what was said of two posts; null for anything else.</summary>
        public string? Opposite => Kind switch
        {
            "same" => ProblemsModel.Different,
            "different" => ProblemsModel.Same,
            _ => null,
        };

        public DateTime Time => DateTime.Parse(At, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
    }
}
