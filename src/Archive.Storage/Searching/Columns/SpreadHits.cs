namespace Archive.Storage.Searching.Columns;

/// <summary>Counts hits by month, blog, name, site and length.</summary>
internal sealed class SpreadHits(SearchColumns all, TextColumns columns) : HitCollector
{
    /// <summary>Where one length ends and the next begins, in words.</summary>
    public static readonly int[] Lengths = [0, 20, 50, 100, 200, 500];

    public long Count { get; private set; }

    /// <summary>By year * 12 + month, as <see cref="TextColumns.Months"/>.</summary>
    public Dictionary<int, long> Months { get; } = [];

    public long[] Blogs { get; } = new long[Math.Max(1, all.Blogs.Count)];

    public int[] Names { get; } = new int[all.Names.Count];

    public int[] Sites { get; } = new int[all.Sites.Count];

    public long[] OfLength { get; } = new long[Lengths.Length];

    public override void Take(HitFunction.Hit hit)
    {
        var (row, group) = columns.Rows.Find(hit.Id);
        if (row < 0)
        {
            return;
        }

        Count++;
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(Months, columns.Months[row], out _)++;
        Blogs[columns.Blogs is { } blogs ? blogs[row] : all.BlogOfThread[group]]++;
        var length = Lengths.Length - 1;
        while (columns.Words[row] < Lengths[length])
        {
            length--;
        }

        OfLength[length]++;
        foreach (var name in columns.Names.Of(row))
        {
            Names[name]++;
        }

        foreach (var site in columns.Sites.Of(row))
        {
            Sites[site]++;
        }
    }
}
