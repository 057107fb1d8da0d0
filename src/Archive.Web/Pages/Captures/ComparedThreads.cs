using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Captures;

/// <summary>Says what a later capture has of a comment that an earlier one has otherwise.</summary>
internal enum CommentFate
{
    Changed,
    New,
    Gone,
}

/// <summary>A comment of two captures, as each has it.</summary>
/// <param name="Numbers">Its number in the earlier and in the later capture; null where that lacks it.</param>
internal sealed record ComparedComment(
    long Id, string Key, string? Author, string? Published, (string? Earlier, string? Later) Numbers, CommentFate Fate, StandingText? Earlier, StandingText? Later)
{
    /// <summary>The words of both texts; null where they are not compared.</summary>
    public TextDifference? Words { get; init; }

    /// <summary>It answers another comment than before, or none.</summary>
    public bool IsMoved { get; init; }
}

/// <summary>A text as a capture has it.</summary>
/// <param name="Text">Without markup.</param>
internal readonly record struct StandingText(CommentStatus Status, string Text, SafeHtml Html)
{
    private const int OpeningLength = 200;

    /// <summary>It is too long for a page that has many.</summary>
    public bool IsLong => IsCut || Text.Length > PostHistory.MaxLength;

    /// <summary>It was not read to its end.</summary>
    public bool IsCut { get; init; }

    /// <summary>The first words of a long one.</summary>
    public string Opening => LongTexts.Beginning(Text, OpeningLength);
}

/// <summary>The threads of two captures of a post, laid over each other.</summary>
internal sealed class ComparedThreads
{
    /// <summary>Changes on a page: each may have two texts.</summary>
    public const int PerPage = 50;

    /// <summary>Characters of a text as it came that are read for it: what is longer, and is not nearly all marks, is too long to be shown (<see cref="StandingText.IsLong"/>).</summary>
    private const int MaxOriginal = 10 * PostHistory.MaxLength;

    /// <summary>Texts of both captures that are looked into to see whether more than lines and marks changed; of more it is enough that they are not the same letters.</summary>
    private const int MaxLookedInto = 500;

    private readonly ArchiveDb db;
    private readonly long post;
    private readonly TakenCapture earlier, later;
    private readonly List<(Place Place, CommentFate Fate, bool IsMoved)> changes = [];

    private ComparedThreads(ArchiveDb db, long post, TakenCapture earlier, TakenCapture later) => (this.db, this.post, this.earlier, this.later) = (db, post, earlier, later);

    public int Count => changes.Count;

    /// <summary>Comments that both have, and that say and answer the same.</summary>
    public int Same { get; private set; }

    /// <summary>Comments that only the later one has, because the earlier one does not reach their place.</summary>
    public int BeyondEarlier { get; private set; }

    /// <summary>Comments that only the earlier one has, because the later one does not reach their place.</summary>
    public int BeyondLater { get; private set; }

    public int CountOf(CommentFate fate) => changes.Count(change => change.Fate == fate);

    public static async Task<ComparedThreads> OfAsync(ArchiveDb db, long post, TakenCapture earlier, TakenCapture later, CancellationToken cancel)
    {
        var threads = new ComparedThreads(db, post, earlier, later);
        var places = await threads.PlacesAsync(cancel);
        var edited = await threads.EditedAsync(cancel);
        threads.Lay(places, edited);
        return threads;
    }

    /// <summary>A page of the changes, in the order of the thread.</summary>
    public async Task<IReadOnlyList<ComparedComment>> PageAsync(int number, WordDifference difference, CancellationToken cancel)
    {
        var page = changes.Skip((number - 1) * PerPage).Take(PerPage).ToList();
        long[] ids = [.. page.Select(change => change.Place.Id)];
        var rows = await db.Comments.Where(comment => ids.Contains(comment.Id))
            .Select(comment => new { comment.Id, comment.Key, comment.Author, comment.Published, comment.Status, comment.Kind, Original = comment.Original.Substring(0, MaxOriginal) })
            .ToDictionaryAsync(row => row.Id, cancel);
        var versions = await db.CommentVersions
            .Where(version => ids.Contains(version.CommentId) && (version.CaptureId == earlier.Id || version.CaptureId == later.Id))
            .Select(version => new { version.CommentId, version.CaptureId, version.Status, version.Kind, Original = version.Original.Substring(0, MaxOriginal) })
            .ToDictionaryAsync(version => (version.CommentId, version.CaptureId), cancel);
        return [.. page.Select(change =>
        {
            var row = rows[change.Place.Id];
            var before = change.Fate == CommentFate.New ? (StandingText?)null : TextIn(earlier);
            var after = change.Fate == CommentFate.Gone ? (StandingText?)null : TextIn(later);
            return new ComparedComment(row.Id, row.Key, row.Author, row.Published, (change.Place.Earlier, change.Place.Later), change.Fate, before, after)
            {
                IsMoved = change.IsMoved,
                Words = before is { Status: CommentStatus.Visible, IsLong: false } old && after is { Status: CommentStatus.Visible, IsLong: false } now ? difference.Of(old.Text, now.Text) : null,
            };

            StandingText TextIn(TakenCapture capture)
            {
                var version = versions.GetValueOrDefault((row.Id, capture.Id));
                var written = version is null ? new WrittenText(row.Original, row.Kind) : new WrittenText(version.Original, version.Kind);
                var html = written.ToHtml();
                return new StandingText(version?.Status ?? row.Status, written.TextOf(html), html) { IsCut = written.Original.Length >= MaxOriginal };
            }
        })];
    }

    // All comments that either has, each with its number in both, in the order of the thread.
    private async Task<List<Place>> PlacesAsync(CancellationToken cancel)
    {
        var (one, other) = (earlier.Id, later.Id);
        var last = await db.Comments.Where(comment => comment.PostId == post && (comment.LastCaptureId == one || comment.LastCaptureId == other))
            .Select(comment => new { comment.Id, comment.Position, Capture = comment.LastCaptureId, comment.Number }).ToListAsync(cancel);
        var before = await (
            from sighting in db.Sightings
            join comment in db.Comments on sighting.CommentId equals comment.Id
            where (sighting.CaptureId == one || sighting.CaptureId == other) && comment.PostId == post
            select new { comment.Id, comment.Position, Capture = sighting.CaptureId, sighting.Number }).ToListAsync(cancel);
        var places = new Dictionary<long, Place>();
        foreach (var comment in last.Concat(before))
        {
            var place = places.GetValueOrDefault(comment.Id) ?? new Place(comment.Id, comment.Position, null, null);
            places[comment.Id] = comment.Capture == one ? place with { Earlier = comment.Number } : place with { Later = comment.Number };
        }

        return [.. places.Values.OrderBy(place => place.Position)];
    }

    // Where one of the two has another text than is shown now, and the other that one; or both have others, that differ.
    private async Task<HashSet<long>> EditedAsync(CancellationToken cancel)
    {
        var (one, other) = (earlier.Id, later.Id);
        var both = await (
            from version in db.CommentVersions
            join comment in db.Comments on version.CommentId equals comment.Id
            where comment.PostId == post && (version.CaptureId == one || version.CaptureId == other)
            select new { comment.Id, version.CaptureId }).ToListAsync(cancel);
        var edited = both.CountBy(version => version.Id).Where(versions => versions.Value == 1).Select(versions => versions.Key).ToHashSet();
        var pairs = await (
            from before in db.CommentVersions
            join after in db.CommentVersions on before.CommentId equals after.CommentId
            join comment in db.Comments on before.CommentId equals comment.Id
            where comment.PostId == post && before.CaptureId == one && after.CaptureId == other
                && (before.Status != after.Status || before.Original != after.Original || before.Kind != after.Kind)
            orderby comment.Position
            select comment.Id).ToListAsync(cancel);
        var looked = pairs.Take(MaxLookedInto).ToList();
        var texts = (await db.CommentVersions.Where(version => looked.Contains(version.CommentId) && (version.CaptureId == one || version.CaptureId == other)
                && version.Original.Length <= PostHistory.MaxLength).ToListAsync(cancel))
            .ToLookup(version => version.CommentId);
        edited.UnionWith(pairs.Where(id => texts[id].ToList() is not [var a, var b] || a.Status != b.Status
            || !new WrittenText(a.Original, a.Kind).SaysTheSameAs(new WrittenText(b.Original, b.Kind))));
        return edited;
    }

    private void Lay(List<Place> places, HashSet<long> edited)
    {
        var shared = places.Where(place => place is { Earlier: not null, Later: not null }).ToList();
        var (from, to) = shared.Count == 0 ? (0, -1) : (shared[0].Position, shared[^1].Position);
        var (before, after) = (new Dictionary<string, long>(StringComparer.Ordinal), new Dictionary<string, long>(StringComparer.Ordinal));
        foreach (var place in places)
        {
            _ = place.Earlier is { } number && before.TryAdd(number, place.Id);
            _ = place.Later is { } another && after.TryAdd(another, place.Id);
        }

        foreach (var place in places)
        {
            if (place.Earlier is null)
            {
                BeyondEarlier += Add(place, CommentFate.New, Reaches(earlier, place));
            }
            else if (place.Later is null)
            {
                BeyondLater += Add(place, CommentFate.Gone, Reaches(later, place));
            }
            else
            {
                var isMoved = ParentOf(place.Earlier, before) is { } old && ParentOf(place.Later, after) is { } now && old != now;
                Same += 1 - (edited.Contains(place.Id) || isMoved ? 1 : 0);
                if (edited.Contains(place.Id) || isMoved)
                {
                    changes.Add((place, CommentFate.Changed, isMoved));
                }
            }
        }

        int Add(Place place, CommentFate fate, bool isKnown)
        {
            if (isKnown)
            {
                changes.Add((place, fate, false));
            }

            return isKnown ? 0 : 1;
        }

        bool Reaches(TakenCapture capture, Place place) =>
            capture.Reach == CaptureReach.Whole || (capture.Reach == CaptureReach.Between && place.Position > from && place.Position < to);
    }

    // By its number, 0 at the top; null where that is too deep to be written in full.
    private static long? ParentOf(string number, Dictionary<string, long> ids) =>
        number.Contains('…', StringComparison.Ordinal) ? null
            : number.LastIndexOf('.') is > 0 and var dot ? ids.TryGetValue(number[..dot], out var id) ? id : null
            : 0;

    private sealed record Place(long Id, int Position, string? Earlier, string? Later);
}
