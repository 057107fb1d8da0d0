using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Threads;

/// <summary>The comments of one post, as pages of its thread fetch them.</summary>
internal sealed class ThreadRows(ArchiveDb db, long post)
{
    /// <summary>Comments above another that its page shows: the nearest, and the one at the top. Nobody reads up a chain of thousands.</summary>
    public const int MaxAbove = 12;

    private IQueryable<Comment> All => db.Comments.Where(comment => comment.PostId == post);

    /// <summary>The depths of a stretch of the thread.</summary>
    public Task<IReadOnlyList<int>> DepthsAsync(int first, int last, CancellationToken cancel) => db.DepthsAsync(post, first, last, cancel);

    /// <summary>The comments of stretches of the thread, each from its first to its last position.</summary>
    public List<PageComment> Runs(IEnumerable<(int First, int Last)> runs)
        => [.. runs.SelectMany(run => db.CommentsOf(post, run.First, run.Last))];

    /// <summary>The order by time, as far as it is known: a page of it; what has no time comes last.</summary>
    public async Task<List<PageComment>> ByTimeAsync(int skip, int take, CancellationToken cancel)
    {
        var ids = await All
            .OrderBy(comment => comment.Published == null)
            .ThenBy(comment => comment.Published)
            .ThenBy(comment => comment.Position)
            .Select(comment => comment.Id)
            .Skip(skip)
            .Take(take)
            .ToListAsync(cancel);
        var comments = await ByIdAsync(ids, cancel);
        var turn = ids.Index().ToDictionary(id => id.Item, id => id.Index);
        return [.. comments.OrderBy(comment => turn[comment.Id])];
    }

    /// <summary>Comments at the top: a page of them.</summary>
    public Task<List<PageComment>> AtTopAsync(int skip, int take, CancellationToken cancel) =>
        All.Where(comment => comment.Depth == 0).OrderBy(comment => comment.Position).Skip(skip).Take(take).Select(PageComment.FromComment).ToListAsync(cancel);

    public Task<List<PageComment>> ByIdAsync(IReadOnlyCollection<long> ids, CancellationToken cancel) =>
        db.Comments.Where(comment => ids.Contains(comment.Id)).Select(PageComment.FromComment).ToListAsync(cancel);

    public Task<List<PageComment>> AtAsync(IReadOnlyCollection<int> positions, CancellationToken cancel) =>
        All.Where(comment => positions.Contains(comment.Position)).Select(PageComment.FromComment).ToListAsync(cancel);

    public Task<PageComment?> FindAsync(string key, CancellationToken cancel) =>
        All.Where(comment => comment.Key == key).Select(PageComment.FromComment).SingleOrDefaultAsync(cancel);

    /// <summary>The comment that a reader asks for by its number, <c>8.5</c>, or by its place in the thread, <c>#412</c>.</summary>
    /// <remarks>A number alone may be either: the dump's own goes first. Of two that had the same number in their time, the one that still has it.</remarks>
    public async Task<PageComment?> FindNumberAsync(string asked, CancellationToken cancel)
    {
        // As the page writes them, and as sentences do: #1,000 and 8.5.
        var typed = asked.Trim().TrimEnd('.').Replace(",", "", StringComparison.Ordinal);
        var place = typed.TrimStart('#');
        var found = typed.StartsWith('#') ? null : await All.Where(comment => comment.Number == typed)
            .OrderBy(comment => comment.NumberOf != null).ThenBy(comment => comment.Position)
            .Select(PageComment.FromComment).FirstOrDefaultAsync(cancel);
        return found is null && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (await AtAsync([number - 1], cancel)).SingleOrDefault()
            : found;
    }

    /// <summary>The comments that a comment answers, from the top down: the last one before it of each lower depth.</summary>
    /// <param name="most">How many of the nearest; the one at the top comes beside them.</param>
    public async Task<List<PageComment>> AboveAsync(PageComment comment, CancellationToken cancel, int most = MaxAbove)
    {
        if (comment.Depth == 0)
        {
            return [];
        }

        var (position, depth, nearest) = (comment.Position, comment.Depth, comment.Depth - most);
        var positions = await All
            .Where(above => above.Position < position && above.Depth < depth && (above.Depth >= nearest || above.Depth == 0))
            .GroupBy(above => above.Depth)
            .Select(level => level.Max(above => above.Position))
            .ToListAsync(cancel);
        return [.. (await AtAsync(positions, cancel)).OrderBy(above => above.Position)];
    }

    /// <summary>The comments right before and after one that answer the same, where there are any.</summary>
    public async Task<List<PageComment>> BesideAsync(PageComment comment, CancellationToken cancel)
    {
        var (position, parent, depth) = (comment.Position, comment.ParentId, comment.Depth);
        var siblings = All.Where(other => other.Depth == depth && other.ParentId == parent);
        var before = siblings.Where(other => other.Position < position).OrderByDescending(other => other.Position).Take(1);
        var after = siblings.Where(other => other.Position > position).OrderBy(other => other.Position).Take(1);
        return
        [
            .. await before.Select(PageComment.FromComment).ToListAsync(cancel),
            .. await after.Select(PageComment.FromComment).ToListAsync(cancel),
        ];
    }

    public Task<bool> HasTimesAsync(CancellationToken cancel) => All.AnyAsync(comment => comment.Published != null, cancel);

    /// <summary>Comments at the top.</summary>
    public Task<int> CountBranchesAsync(CancellationToken cancel) => All.CountAsync(comment => comment.Depth == 0, cancel);

    /// <summary>All rows, placeholders too; positions count from 0 without a gap.</summary>
    public async Task<int> CountAsync(CancellationToken cancel) => (await All.MaxAsync(comment => (int?)comment.Position, cancel) ?? -1) + 1;

    /// <summary>The highest <see cref="PageComment.Arrival"/> of the thread; -1 where it is empty.</summary>
    public async Task<int> NewestAsync(CancellationToken cancel) =>
        await All.MaxAsync(comment => (long?)comment.Id, cancel) is { } id ? PostId.Arrival(id) : -1;
}
