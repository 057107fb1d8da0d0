using System.Numerics;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Searching.Columns;

/// <summary>Facts of the posts, or of the comments, held in memory as columns: some 17 bytes a row.</summary>
internal sealed class TextColumns
{
    /// <summary>The month of a row whose month is not known.</summary>
    public const ushort NoMonth = 0;

    private TextColumns(RowIndex rows) => Rows = rows;

    public RowIndex Rows { get; }

    /// <summary>Words of each row's text, up to <see cref="LengthOperators.MaxWords"/>.</summary>
    public required ushort[] Words { get; init; }

    /// <summary>Of all rows together.</summary>
    public double MeanWords { get; private init; }

    /// <summary>Year * 12 + month of each row, from 1 for January.</summary>
    public required ushort[] Months { get; init; }

    /// <summary>The first month that a row has; behind <see cref="LastMonth"/> where none has any.</summary>
    public required int FirstMonth { get; init; }

    public required int LastMonth { get; init; }

    /// <summary>The places of <see cref="Months"/> in <see cref="MonthCounts"/>.</summary>
    public required ValueRuns PlacesOfMonths { get; init; }

    /// <summary>For each of <see cref="FacetCounter.Lengths"/> the rows that are so long.</summary>
    public required ulong[][] OfLength { get; init; }

    /// <summary>Places in <see cref="SearchColumns.Names"/>.</summary>
    public required ValueLists Names { get; init; }

    /// <summary>Places in <see cref="SearchColumns.Sites"/>.</summary>
    public required ValueLists Sites { get; init; }

    /// <param name="index">comment or post: what the names of the tables begin with.</param>
    /// <param name="kinds">Takes up which blog and labels each row of posts has; null of comments, which have those of their post.</param>
    public static TextColumns Load(SqliteConnection connection, string index, ValueNames names, ValueNames sites, PostKinds? kinds = null)
    {
        var rows = RowIndex.Of(Ids(connection, index));
        var words = new ushort[rows.Count];
        var months = new ushort[rows.Count];
        var (nameOf, siteOf) = (new List<(int, int)>(), new List<(int, int)>());
        var total = 0L;
        Read(LengthOperators.WordsFact, term => term.Length == 4 ? int.Parse(term, System.Globalization.CultureInfo.InvariantCulture) : -1, (row, value) =>
        {
            words[row] = (ushort)value;
            total += value;
        });
        Read(DateOperators.MonthFact, MonthOf, (row, value) => months[row] = (ushort)value);
        Read(PeopleOperators.AuthorFact, names.PlaceOf, (row, value) => nameOf.Add((row, value)));
        Read(PeopleOperators.SignOffFact, names.PlaceOf, (row, value) => nameOf.Add((row, value)));
        Read(AddressOperators.SiteFact, sites.PlaceOf, (row, value) => siteOf.Add((row, value)));
        if (kinds is not null)
        {
            var (blogOf, labelOf) = (new int[rows.Count], new List<(int, int)>());
            Read(AddressOperators.BlogFact, kinds.Blogs.PlaceOf, (row, value) => blogOf[row] = value);
            Read(LabelOperator.LabelFact, kinds.Labels.PlaceOf, (row, value) => labelOf.Add((row, value)));
            kinds.Take(blogOf, ValueLists.Of(labelOf, rows.Count));
        }

        var firstMonth = months.Where(month => month != NoMonth).DefaultIfEmpty((ushort)1).Min();
        var ofLength = FacetCounter.Lengths.Select(_ => new ulong[rows.All.Length]).ToArray();
        for (var row = 0; row < words.Length; row++)
        {
            ofLength[FacetCounter.LengthOf(words[row])][row / RowSet.BitsOfWord] |= 1UL << (row % RowSet.BitsOfWord);
        }

        return new TextColumns(rows)
        {
            PlacesOfMonths = ValueRuns.Of(rows, row => MonthCounts.PlaceOf(months[row], firstMonth)),
            OfLength = ofLength,
            Words = words,
            MeanWords = rows.Count == 0 ? 1 : Math.Max(1, total / (double)rows.Count),
            Months = months,
            FirstMonth = firstMonth,
            LastMonth = months.DefaultIfEmpty(NoMonth).Max(),
            Names = ValueLists.Of(nameOf, rows.Count),
            Sites = ValueLists.Of(siteOf, rows.Count),
        };

        void Read(char kind, Func<string, int> valueOf, Action<int, int> take) =>
            ReadFacts(connection, index, kind, rows, valueOf, take);
    }

    /// <summary>The ids of the longest rows of a set, the longest first, of equal ones the newer.</summary>
    public List<long> Longest(RowSet rows, int keep)
    {
        var longest = new PriorityQueue<int, (int Words, int Row)>();
        for (var row = rows.LastBefore(Rows.Count); row >= 0; row = rows.LastBefore(row))
        {
            if (longest.Count < keep)
            {
                longest.Enqueue(row, (Words[row], row));
            }
            else if (longest.TryPeek(out _, out var shortest) && Words[row] > shortest.Words)
            {
                longest.EnqueueDequeue(row, (Words[row], row));
            }
        }

        var ids = new List<long>(longest.Count);
        while (longest.TryDequeue(out var row, out _))
        {
            ids.Add(Rows.IdOf(row));
        }

        ids.Reverse();
        return ids;
    }

    public static string MonthName(int month) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(month - 1) / 12:0000}-{((month - 1) % 12) + 1:00}");

    // FTS5 keeps no list of the rows that it has: they are those of the table that do not wait for it, read from an index of the table, without its texts.
    private static IEnumerable<long> Ids(SqliteConnection connection, string index)
    {
        using var ids = new Statement(connection, index == "comment"
            ? "SELECT id FROM comments WHERE post_id NOT IN (SELECT post_id FROM index_pending) ORDER BY post_id, id"
            : "SELECT id FROM posts WHERE id NOT IN (SELECT post_id FROM index_pending) ORDER BY +id");
        while (ids.Read())
        {
            yield return ids.Long(0);
        }
    }

    // The vocabulary comes word by word, so each word is understood once for all of its rows.
    private static void ReadFacts(
        SqliteConnection connection, string index, char kind, RowIndex rows, Func<string, int> valueOf, Action<int, int> take)
    {
        using var read = new Statement(connection, $"SELECT term, doc FROM {index}_words WHERE term >= ? AND term < ?");
        read.With(kind.ToString()).With(((char)(kind + 1)).ToString());
        var (known, value) = (Array.Empty<byte>(), -1);
        while (read.Read())
        {
            var term = read.Utf8(0);
            if (!term.SequenceEqual(known))
            {
                known = term.ToArray();
                value = valueOf(FactTokens.ValueOf(Encoding.UTF8.GetString(known)));
            }

            var row = rows.Find(read.Long(1));
            if (value >= 0 && row >= 0)
            {
                take(row, value);
            }
        }
    }

    private static int MonthOf(string value) =>
        value.Length >= 6
        && int.TryParse(value.AsSpan(0, 4), out var year) && int.TryParse(value.AsSpan(value.Length - 2), out var month)
        && year * 12 + month <= ushort.MaxValue
            ? (year * 12) + month
            : -1;
}

/// <summary>Gives the rows of a table, whose ids have gaps, numbers without any.</summary>
/// <remarks>Rows lie in order of groups (<see cref="RowId"/>): of a comment the group is its post, of a post its day.</remarks>
internal sealed class RowIndex
{
    private readonly long[] groups;
    private readonly int[] first;
    private readonly RowSet all;
    private int last;

    private RowIndex(long[] groups, int[] first, List<int> rows)
    {
        (this.groups, this.first, all) = (groups, first, new RowSet(first[^1]));
        rows.ForEach(all.Add);
    }

    /// <summary>The rows that there are: numbers have gaps where rows went.</summary>
    public ReadOnlySpan<ulong> All => all.Words;

    /// <summary>How many numbers there are.</summary>
    public int Count => first[^1];

    public int Groups => groups.Length;

    /// <param name="ids">In ascending order.</param>
    public static RowIndex Of(IEnumerable<long> ids)
    {
        var groups = new List<long>();
        var first = new List<int> { 0 };
        var (next, group, rows) = (0, -1L, new List<int>());
        foreach (var id in ids)
        {
            if (RowId.GroupOf(id) != group)
            {
                group = RowId.GroupOf(id);
                groups.Add(group);
                first.Add(0);
            }

            next = first[^2] + RowId.TurnOf(id) + 1;
            first[^1] = next;
            rows.Add(next - 1);
        }

        return new RowIndex([.. groups], [.. first], rows);
    }

    public long GroupAt(int place) => groups[place];

    /// <summary>The number of the first row of a group.</summary>
    public int FirstOf(int place) => first[place];

    /// <summary>The place of the group that a row is in.</summary>
    public int GroupOf(int row)
    {
        // Groups are never empty, so that no two begin with the same number.
        var place = Array.BinarySearch(first, row);
        return place >= 0 ? place : ~place - 1;
    }

    /// <summary>The id of a row.</summary>
    public long IdOf(int row)
    {
        var place = GroupOf(row);
        return RowId.Of(groups[place], row - first[place]);
    }

    /// <summary>The number of the first row whose id is at least this one; <see cref="Count"/> where there is none.</summary>
    public int FirstFrom(long id)
    {
        var place = Array.BinarySearch(groups, RowId.GroupOf(id));
        return place < 0 ? first[~place] : (int)Math.Min((long)first[place] + RowId.TurnOf(id), first[place + 1]);
    }

    /// <summary>The number of a row; -1 where there is no such row.</summary>
    /// <remarks>Hits come in the order of ids, so that the group is nearly always that of the hit before, or the next.</remarks>
    public int Find(long id)
    {
        var group = RowId.GroupOf(id);
        var place = last;
        if ((uint)place >= (uint)groups.Length || groups[place] != group)
        {
            place = place > 0 && place <= groups.Length && groups[place - 1] == group ? place - 1 : Array.BinarySearch(groups, group);
            if (place < 0)
            {
                return -1;
            }

            last = place;
        }

        var row = first[place] + RowId.TurnOf(id);
        return row < first[place + 1] ? row : -1;
    }
}

/// <summary>For each row any number of values, of which most rows have none or one.</summary>
internal sealed class ValueLists
{
    // Of the rows that have any, one after the other: the value where it has one, else the place in several, turned over.
    private readonly int[] values;

    // Of rows that have several: how many, and which.
    private readonly int[] several;

    // Rows that have a value, as bits, and how many lie before each word of these.
    private readonly ulong[] any;
    private readonly int[] before;

    private ValueLists(int[] values, int[] several, ulong[] any)
    {
        (this.values, this.several, this.any, before) = (values, several, any, new int[any.Length]);
        for (var i = 1; i < any.Length; i++)
        {
            before[i] = before[i - 1] + BitOperations.PopCount(any[i - 1]);
        }
    }

    /// <param name="pairs">In any order; a pair that comes twice counts once.</param>
    public static ValueLists Of(List<(int Row, int Value)> pairs, int rows)
    {
        pairs.Sort();
        var (values, several, any) = (new List<int>(), new List<int>(), new ulong[(rows / RowSet.BitsOfWord) + 1]);
        for (int first = 0, end; first < pairs.Count; first = end)
        {
            var row = pairs[first].Row;
            for (end = first + 1; end < pairs.Count && pairs[end].Row == row;)
            {
                end++;
            }

            any[row / RowSet.BitsOfWord] |= 1UL << (row % RowSet.BitsOfWord);
            var ofRow = pairs.Skip(first).Take(end - first).Select(pair => pair.Value).Distinct().ToList();
            values.Add(ofRow.Count == 1 ? ofRow[0] : ~several.Count);
            several.AddRange(ofRow.Count == 1 ? [] : [ofRow.Count, .. ofRow]);
        }

        return new ValueLists([.. values], [.. several], any);
    }

    /// <summary>Counts the values that some rows have.</summary>
    public void Count(RowSet some, int[] counts)
    {
        var words = some.Words;
        for (var i = 0; i < words.Length; i++)
        {
            var here = any[i];
            for (var both = words[i] & here; both != 0; both &= both - 1)
            {
                var value = values[before[i] + BitOperations.PopCount(here & ((both & (~both + 1)) - 1))];
                if (value >= 0)
                {
                    counts[value]++;
                    continue;
                }

                foreach (var one in Several(~value))
                {
                    counts[one]++;
                }
            }
        }
    }

    public ReadOnlySpan<int> Of(int row)
    {
        var (word, bit) = (row / RowSet.BitsOfWord, 1UL << (row % RowSet.BitsOfWord));
        if ((any[word] & bit) == 0)
        {
            return [];
        }

        var place = before[word] + BitOperations.PopCount(any[word] & (bit - 1));
        return values[place] >= 0 ? values.AsSpan(place, 1) : Several(~values[place]);
    }

    private ReadOnlySpan<int> Several(int place) => several.AsSpan(place + 1, several[place]);
}

/// <summary>For each row one value, that of the row before in most cases: months and kinds of posts, as rows lie in order of days and threads.</summary>
internal sealed class ValueRuns
{
    private readonly int[] first;
    private readonly int[] values;

    private ValueRuns(int[] first, int[] values) => (this.first, this.values) = (first, values);

    public static ValueRuns Of(RowIndex rows, Func<int, int> valueOf)
    {
        var (first, values) = (new List<int>(), new List<int>());
        for (var row = 0; row < rows.Count; row++)
        {
            // Numbers that no row has are of no run of their own.
            var isRow = (rows.All[row / RowSet.BitsOfWord] >> (row % RowSet.BitsOfWord) & 1) != 0;
            if (isRow && (values.Count == 0 || valueOf(row) != values[^1]))
            {
                first.Add(row);
                values.Add(valueOf(row));
            }
        }

        first.Add(rows.Count);
        return new ValueRuns([.. first], [.. values]);
    }

    /// <summary>Counts the values of some rows.</summary>
    public void Count(RowSet some, Span<int> counts) => some.CountRuns(first, values, counts);
}
