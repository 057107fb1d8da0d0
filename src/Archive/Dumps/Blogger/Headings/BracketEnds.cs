namespace Archive.Dumps.Blogger.Headings;

/// <summary>Finds where the brackets of one text are closed.</summary>
/// <remarks>Once nothing closes one, all ends of its kind are found at once: a text of such brackets would be searched to its end from each of them.</remarks>
internal struct BracketEnds
{
    private int[]? square, round, curly;

    /// <summary>A square bracket was met that nothing closes: none below it is asked for its end.</summary>
    public readonly bool HasOpenSquare => square is not null;

    /// <summary>Where the bracket at a place is closed; -1 where nothing closes it. The text is the same each time.</summary>
    public int Of(ReadOnlySpan<char> text, int open) => text[open] switch
    {
        '[' => Find(text, open, ']', ref square),
        '(' => Find(text, open, ')', ref round),
        _ => Find(text, open, '}', ref curly),
    };

    private static int Find(ReadOnlySpan<char> text, int open, char closes, ref int[]? ends)
    {
        var depth = 0;
        for (var i = open; ends is null && i < text.Length; i++)
        {
            depth += text[i] == text[open] ? 1 : text[i] == closes ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return (ends ??= All(text, text[open], closes))[open];
    }

    private static int[] All(ReadOnlySpan<char> text, char opens, char closes)
    {
        var (ends, open) = (new int[text.Length], new Stack<int>());
        for (var i = 0; i < text.Length; i++)
        {
            ends[i] = -1;
            if (text[i] == opens)
            {
                open.Push(i);
            }
            else if (text[i] == closes && open.TryPop(out var at))
            {
                ends[at] = i;
            }
        }

        return ends;
    }
}
