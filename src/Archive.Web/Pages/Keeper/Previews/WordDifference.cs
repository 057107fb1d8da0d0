using System.Diagnostics;
using DiffPlex;
using DiffPlex.Chunkers;

namespace Archive.Web.Pages.Keeper.Previews;

/// <summary>How a run of words stands to an earlier text.</summary>
internal enum WordChange
{
    Stays,
    Goes,
    Comes,
}

/// <summary>Words of two texts that have one fate.</summary>
internal readonly record struct ChangedWords(WordChange Change, string Text);

/// <summary>Compares texts word by word, as many as one page has time for.</summary>
internal sealed class WordDifference
{
    /// <summary>Words of one text; two longer ones are read side by side.</summary>
    public const int MaxWords = 3_000;

    /// <summary>For all texts of one page: what has nothing in common costs the most, and somebody waits.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1);

    private static readonly CustomFunctionChunker Chunks = new(Words);

    private readonly Stopwatch elapsed = new();

    /// <summary>The words of both texts in runs; null where that would take too long.</summary>
    public IReadOnlyList<ChangedWords>? Of(string before, string after)
    {
        if (elapsed.Elapsed > MaxTime || Words(before).Count > MaxWords || Words(after).Count > MaxWords)
        {
            return null;
        }

        elapsed.Start();
        var difference = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, Chunks);
        elapsed.Stop();
        var runs = new List<ChangedWords>();
        var at = 0;
        foreach (var block in difference.DiffBlocks)
        {
            Add(WordChange.Stays, difference.PiecesOld, at, block.DeleteStartA);
            Add(WordChange.Goes, difference.PiecesOld, block.DeleteStartA, block.DeleteStartA + block.DeleteCountA);
            Add(WordChange.Comes, difference.PiecesNew, block.InsertStartB, block.InsertStartB + block.InsertCountB);
            at = block.DeleteStartA + block.DeleteCountA;
        }

        Add(WordChange.Stays, difference.PiecesOld, at, difference.PiecesOld.Count);
        return runs;

        void Add(WordChange change, IReadOnlyList<string> pieces, int from, int end)
        {
            if (end > from)
            {
                runs.Add(new ChangedWords(change, string.Join(' ', pieces.Skip(from).Take(end - from))));
            }
        }
    }

    // Where lines break says nothing, where paragraphs do does.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var (from, breaks) = (-1, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !char.IsWhiteSpace(text[i]))
            {
                if (from < 0 && breaks > 1 && words.Count > 0)
                {
                    words.Add("\n\n");
                }

                (from, breaks) = (from < 0 ? i : from, 0);
                continue;
            }

            if (from >= 0)
            {
                words.Add(text[from..i]);
                from = -1;
            }

            breaks += i < text.Length && text[i] == '\n' ? 1 : 0;
        }

        return words;
    }
}
