namespace Archive.Threads;

/// <summary>Lays a thread out on pages: which comments each page shows, and behind which of them the rest of a branch goes on.</summary>
/// <remarks>
/// A branch is a top comment with all that stands below it. Pages end between branches; a branch that is too long or too
/// deep is shown in part, and goes on where the comment that it is cut at has a page of its own. One walk over the depths.
/// </remarks>
public sealed class ThreadPages
{
    /// <summary>Comments of one page, about 400 kB of markup; the threads of lively blogs fit on it.</summary>
    public const int MaxPerPage = 500;

    /// <summary>Comments of one branch that a page shows: more than anybody reads of one quarrel before the next begins.</summary>
    public const int MaxPerBranch = 200;

    /// <summary>Lists within lists that a page makes. Browsers stop at 512 elements within each other, and a level takes four.</summary>
    public const int MaxNesting = 30;

    private const int Hidden = 0;

    private readonly int[] pageOf;
    private readonly int[] holder;
    private readonly int[] held;
    private readonly List<int> starts = [];
    private readonly List<int> lastBranches = [];

    private ThreadPages(int count)
    {
        pageOf = new int[count];
        holder = new int[count];
        held = new int[count];
    }

    /// <summary>How many pages there are; at least one.</summary>
    public int Count => Math.Max(1, starts.Count);

    /// <param name="depths">Of the comments in reading order.</param>
    /// <param name="top">The depth of the top ones among them.</param>
    public static ThreadPages Of(ReadOnlySpan<int> depths, int top = 0)
    {
        var pages = new ThreadPages(depths.Length);
        var path = new int[MaxNesting];
        var onPage = MaxPerPage;
        for (var start = 0; start < depths.Length;)
        {
            var end = start + 1;
            while (end < depths.Length && depths[end] > top)
            {
                end++;
            }

            var laid = pages.LayBranch(depths, top, start, end, path);
            if (onPage + laid > MaxPerPage)
            {
                pages.starts.Add(start);
                pages.lastBranches.Add(start);
                onPage = 0;
            }

            pages.lastBranches[^1] = start;
            pages.PutOnPage(start, end);
            (start, onPage) = (end, onPage + laid);
        }

        return pages;
    }

    /// <summary>The page that shows a comment, from 1; null where it stands behind another, or, in a damaged copy, behind the end.</summary>
    public int? PageOf(int comment) => comment >= pageOf.Length || pageOf[comment] == Hidden ? null : pageOf[comment];

    /// <summary>The comment itself where it is shown, else the one that it stands behind.</summary>
    public int ShownFor(int comment) => comment < holder.Length ? holder[comment] : comment;

    /// <summary>How many comments stand behind this one.</summary>
    public int Behind(int comment) => held[comment];

    /// <summary>The comments of a page, as runs of neighbours.</summary>
    public IReadOnlyList<(int First, int Last)> Runs(int page)
    {
        var runs = new List<(int First, int Last)>();
        for (var i = Start(page); i < Start(page + 1); i++)
        {
            if (pageOf[i] == Hidden)
            {
                continue;
            }

            if (runs is [.., var last] && last.Last == i - 1)
            {
                runs[^1] = (last.First, i);
            }
            else
            {
                runs.Add((i, i));
            }
        }

        return runs;
    }

    /// <summary>Where a page starts; behind the last page, the end of the thread.</summary>
    public int Start(int page) => page <= starts.Count ? starts[page - 1] : pageOf.Length;

    /// <summary>The top comment right before a page and the one right after it, which its own are siblings of; null at the ends.</summary>
    public (int? Before, int? After) Beside(int page) =>
        (page > 1 ? lastBranches[page - 2] : null, page < starts.Count ? starts[page] : null);

    // What is shown of a branch is its beginning, as far as it is not too deep; path holds the latest shown comment of each depth.
    private int LayBranch(ReadOnlySpan<int> depths, int top, int start, int end, int[] path)
    {
        var laid = 0;
        for (var i = start; i < end; i++)
        {
            var depth = depths[i] - top;
            if (depth < MaxNesting && laid < MaxPerBranch)
            {
                laid++;
                path[depth] = i;
                holder[i] = i;
                continue;
            }

            holder[i] = laid < MaxPerBranch ? path[MaxNesting - 1] : start;
            held[holder[i]]++;
        }

        return laid;
    }

    private void PutOnPage(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            pageOf[i] = holder[i] == i ? starts.Count : Hidden;
        }
    }
}
