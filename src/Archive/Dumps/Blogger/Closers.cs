namespace Archive.Dumps.Blogger;

/// <summary>For every line of a thread, whether words that close a comment follow before the text goes further left.</summary>
/// <remarks>Found in one pass from the end: a line takes back all that it cuts off, so every column is kept and taken back once.</remarks>
internal sealed class Closers
{
    private readonly int from;
    private readonly bool[] ownLevel;
    private readonly bool[] item;

    public Closers(DumpLines lines, BloggerChrome chrome, int from, int limit)
    {
        this.from = from;
        ownLevel = new bool[limit - from];
        item = new bool[limit - from];
        var reachable = new Stack<int>();
        var columns = new HashSet<int>();
        for (var i = limit - 1; i >= from; i--)
        {
            var column = lines.Column(i);
            if (column == DumpLines.Blank)
            {
                continue;
            }

            item[i - from] = columns.Contains(column + 2);
            while (reachable.Count > 0 && reachable.Peek() > column + 1)
            {
                columns.Remove(reachable.Pop());
            }

            var even = column - (column % 2);
            if (column == even && even >= 4 && chrome.IsCloser(lines, i, (even / 2) - 1) && columns.Add(even))
            {
                reachable.Push(even);
            }

            ownLevel[i - from] = columns.Contains(even);
        }
    }

    /// <summary>Whether the comment whose text stands in the column of this line is closed from here on.</summary>
    public bool CloseOwnLevel(int line) => ownLevel[line - from];

    /// <summary>Whether a comment that begins in this line is closed.</summary>
    public bool CloseItem(int line) => item[line - from];
}
