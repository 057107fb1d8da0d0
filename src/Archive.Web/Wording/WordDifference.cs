using System.Text.Encodings.Web;
using DiffPlex;
using DiffPlex.Chunkers;
using Microsoft.AspNetCore.Html;

namespace Archive.Web.Wording;

/// <summary>How a run of words stands to an earlier text.</summary>
internal enum WordChange
{
    Stays,
    Goes,
    Comes,
}

/// <summary>Words of two texts that have one fate.</summary>
internal readonly record struct ChangedWords(WordChange Change, string Text);

/// <summary>The words of two texts in runs: without those that come they are the earlier text, without those that go the later one.</summary>
/// <param name="IsCoarse">Some stretch was too long to be compared and is marked whole.</param>
internal sealed record TextDifference(IReadOnlyList<ChangedWords> Runs, bool IsCoarse) : IHtmlContent
{
    /// <summary>The texts have the same words, whatever else tells them apart.</summary>
    public bool IsNothing => !Runs.Any(run => run.Change != WordChange.Stays);

    /// <summary>Words that go are struck through, words that come underlined, and whoever listens is told so.</summary>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        foreach (var (change, text) in Runs)
        {
            var (open, close) = change switch
            {
                WordChange.Goes => ("<del><span class=\"unseen\"> (removed: </span>", "<span class=\"unseen\">) </span></del>"),
                WordChange.Comes => ("<ins><span class=\"unseen\"> (added: </span>", "<span class=\"unseen\">) </span></ins>"),
                _ => ("", ""),
            };
            writer.Write(open);
            encoder.Encode(writer, text);
            writer.Write(close);
        }
    }
}

/// <summary>Compares texts word by word, as many as one page has time for.</summary>
/// <remarks>Words that both texts have once part them into stretches, and only what lies between is searched for the least change, which costs the square of its length. Bounds are numbers of steps and not times, so that a page is the same whenever it is made.</remarks>
internal sealed class WordDifference
{
    /// <summary>Words, marks and blanks of one text; two longer ones are read side by side.</summary>
    public const int MaxPieces = 100_000;

    /// <summary>Of all texts of one page.</summary>
    public const int MaxPiecesOfPage = 600_000;

    /// <summary>Pieces of both texts in one stretch; a longer one is marked whole.</summary>
    private const int MaxStretch = 3_000;

    /// <summary>Of all stretches of one page, the squares of their lengths: half a second where nothing is alike.</summary>
    private const long MaxSteps = 30_000_000;

    /// <summary>How often a stretch is parted by words that only it has once.</summary>
    private const int MaxPartings = 4;

    // Pieces are compared by their numbers.
    private static readonly CustomFunctionChunker Numbers = new(numbers => numbers.Split(' '));

    private long steps;
    private long pieces;

    /// <summary>The words of both texts in runs; null where that would take too long.</summary>
    public TextDifference? Of(string before, string after)
    {
        if (TextPieces.Of(before, MaxPieces) is not { } old || TextPieces.Of(after, MaxPieces) is not { } now || (pieces += old.Count + now.Count) > MaxPiecesOfPage)
        {
            return null;
        }

        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var (a, b) = (NumbersOf(old, numbers), NumbersOf(now, numbers));
        var changes = new List<Stretch>();
        var isCoarse = !Compare(a, b, changes);
        return new TextDifference(Runs(old, now, Readable(changes, old, now)), isCoarse);
    }

    private static int[] NumbersOf(List<string> pieces, Dictionary<string, int> numbers)
    {
        var all = new int[pieces.Count];
        for (var i = 0; i < all.Length; i++)
        {
            // Where a line breaks says nothing.
            var piece = pieces[i] == "\n" ? " " : pieces[i];
            if (!numbers.TryGetValue(piece, out all[i]))
            {
                numbers.Add(piece, all[i] = numbers.Count);
            }
        }

        return all;
    }

    // False where a stretch was marked whole because it is too long. What is still to be compared waits in the order of the texts.
    private bool Compare(int[] a, int[] b, List<Stretch> changes)
    {
        var isFine = true;
        var waiting = new Stack<(Stretch Stretch, int Partings)>();
        waiting.Push((new Stretch(0, a.Length, 0, b.Length), 0));
        while (waiting.TryPop(out var next))
        {
            var stretch = Trimmed(next.Stretch, a, b);
            var length = (long)stretch.Length;
            if (stretch.IsOneSided)
            {
                AddTo(changes, stretch);
            }
            else if (next.Partings < MaxPartings && Anchors(stretch, a, b) is { Count: > 0 } anchors)
            {
                Part(stretch, anchors, next.Partings + 1, waiting);
            }
            else if (length > MaxStretch || (steps += length * length) > MaxSteps)
            {
                (isFine, steps) = (false, Math.Min(steps, MaxSteps));
                AddTo(changes, stretch);
            }
            else
            {
                foreach (var block in Differ.Instance.CreateDiffs(Joined(a, stretch.From, stretch.To), Joined(b, stretch.LaterFrom, stretch.LaterTo), false, false, Numbers).DiffBlocks)
                {
                    AddTo(changes, new Stretch(
                        stretch.From + block.DeleteStartA, stretch.From + block.DeleteStartA + block.DeleteCountA,
                        stretch.LaterFrom + block.InsertStartB, stretch.LaterFrom + block.InsertStartB + block.InsertCountB));
                }
            }
        }

        return isFine;
    }

    private static string Joined(int[] numbers, int from, int to) => string.Join(' ', numbers[from..to]);

    private static void AddTo(List<Stretch> changes, Stretch stretch)
    {
        if (stretch.Length > 0)
        {
            changes.Add(stretch);
        }
    }

    private static Stretch Trimmed(Stretch stretch, int[] a, int[] b)
    {
        var (from, to, laterFrom, laterTo) = stretch;
        while (from < to && laterFrom < laterTo && a[from] == b[laterFrom])
        {
            (from, laterFrom) = (from + 1, laterFrom + 1);
        }

        while (from < to && laterFrom < laterTo && a[to - 1] == b[laterTo - 1])
        {
            (to, laterTo) = (to - 1, laterTo - 1);
        }

        return new Stretch(from, to, laterFrom, laterTo);
    }

    // What stands once in each of both, as far as it keeps its order.
    private static List<(int At, int LaterAt)> Anchors(Stretch stretch, int[] a, int[] b)
    {
        var places = new Dictionary<int, int>();
        for (var i = stretch.From; i < stretch.To; i++)
        {
            places[a[i]] = places.ContainsKey(a[i]) ? -1 : i;
        }

        var later = new Dictionary<int, int>();
        for (var i = stretch.LaterFrom; i < stretch.LaterTo; i++)
        {
            later[b[i]] = later.ContainsKey(b[i]) ? -1 : i;
        }

        var pairs = new List<(int, int)>();
        for (var i = stretch.LaterFrom; i < stretch.LaterTo; i++)
        {
            if (later[b[i]] >= 0 && places.TryGetValue(b[i], out var at) && at >= 0)
            {
                pairs.Add((at, i));
            }
        }

        return Rising(pairs);
    }

    // The longest run whose places in the earlier text rise.
    private static List<(int At, int LaterAt)> Rising(List<(int At, int LaterAt)> pairs)
    {
        var ends = new List<int>();
        var before = new int[pairs.Count];
        for (var i = 0; i < pairs.Count; i++)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = pairs[ends[middle]].At < pairs[i].At ? (middle + 1, high) : (low, middle);
            }

            before[i] = low == 0 ? -1 : ends[low - 1];
            if (low == ends.Count)
            {
                ends.Add(i);
            }
            else
            {
                ends[low] = i;
            }
        }

        var run = new List<(int, int)>(ends.Count);
        for (var i = ends.Count == 0 ? -1 : ends[^1]; i >= 0; i = before[i])
        {
            run.Add(pairs[i]);
        }

        run.Reverse();
        return run;
    }

    private static void Part(Stretch stretch, List<(int At, int LaterAt)> anchors, int partings, Stack<(Stretch Stretch, int Partings)> waiting)
    {
        var (to, laterTo) = (stretch.To, stretch.LaterTo);
        for (var i = anchors.Count - 1; i >= 0; i--)
        {
            waiting.Push((new Stretch(anchors[i].At + 1, to, anchors[i].LaterAt + 1, laterTo), partings));
            (to, laterTo) = anchors[i];
        }

        waiting.Push((new Stretch(stretch.From, to, stretch.LaterFrom, laterTo), partings));
    }

    // A word or two that stay between longer changes are read as changed with them: nobody reads a text word by word in two colours.
    private static List<Stretch> Readable(List<Stretch> changes, List<string> old, List<string> now)
    {
        var joined = new List<Stretch>();
        foreach (var change in changes)
        {
            if (joined.Count > 0 && joined[^1] is var last
                && LengthOf(old, last.To, change.From) is var between && between <= Longer(last) && between <= Longer(change))
            {
                joined[^1] = new Stretch(last.From, change.To, last.LaterFrom, change.LaterTo);
            }
            else
            {
                joined.Add(change);
            }
        }

        return joined;

        int Longer(Stretch stretch) => Math.Max(LengthOf(old, stretch.From, stretch.To), LengthOf(now, stretch.LaterFrom, stretch.LaterTo));
    }

    // Beyond some words it is long.
    private static int LengthOf(List<string> pieces, int from, int to)
    {
        const int Long = 200;
        var length = 0;
        for (var i = from; i < to && length < Long; i++)
        {
            length += pieces[i].Length;
        }

        return length;
    }

    private static List<ChangedWords> Runs(List<string> old, List<string> now, List<Stretch> changes)
    {
        var runs = new List<ChangedWords>();
        var at = 0;
        foreach (var change in changes)
        {
            Add(WordChange.Stays, now, at, change.LaterFrom);
            Add(WordChange.Goes, old, change.From, change.To);
            Add(WordChange.Comes, now, change.LaterFrom, change.LaterTo);
            at = change.LaterTo;
        }

        Add(WordChange.Stays, now, at, now.Count);
        return runs;

        void Add(WordChange change, List<string> pieces, int from, int end)
        {
            if (end > from)
            {
                runs.Add(new ChangedWords(change, string.Concat(pieces.GetRange(from, end - from))));
            }
        }
    }

    /// <summary>Pieces of an earlier and of a later text that stand in each other's place.</summary>
    private readonly record struct Stretch(int From, int To, int LaterFrom, int LaterTo)
    {
        public int Length => To - From + LaterTo - LaterFrom;

        public bool IsOneSided => From == To || LaterFrom == LaterTo;
    }
}
