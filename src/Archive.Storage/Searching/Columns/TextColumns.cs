using System.Text;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Searching.Columns;

/// <summary>What is counted of the posts, or of the comments, held in memory as columns: some 16 bytes a row.</summary>
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

    /// <summary>Places in <see cref="SearchColumns.Names"/>.</summary>
    public required ValueLists Names { get; init; }

    /// <summary>Places in <see cref="SearchColumns.Sites"/>.</summary>
    public required ValueLists Sites { get; init; }

    /// <summary>For each row of posts its blog, as a place in <see cref="SearchColumns.Blogs"/>; null of comments.</summary>
    public ushort[]? Blogs { get; private init; }

    /// <param name="index">comment or post: what the names of the tables begin with.</param>
    public static TextColumns Load(SqliteConnection connection, string index, ValueNames names, ValueNames sites, ValueNames? blogs)
    {
        var rows = RowIndex.Of(Ids(connection, index));
        var words = new ushort[rows.Count];
        var months = new ushort[rows.Count];
        var blogOf = blogs is null ? null : new ushort[rows.Count];
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
        if (blogs is not null)
        {
            Read(AddressOperators.BlogFact, blogs.PlaceOf, (row, value) => blogOf![row] = (ushort)value);
        }

        return new TextColumns(rows)
        {
            Words = words,
            MeanWords = rows.Count == 0 ? 1 : Math.Max(1, total / (double)rows.Count),
            Months = months,
            Names = ValueLists.Of(nameOf, rows.Count),
            Sites = ValueLists.Of(siteOf, rows.Count),
            Blogs = blogOf,
        };

        void Read(char kind, Func<string, int> valueOf, Action<int, int> take) =>
            ReadFacts(connection, index, kind, rows, valueOf, take);
    }

    public static string MonthName(int month) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(month - 1) / 12:0000}-{((month - 1) % 12) + 1:00}");

    private static IEnumerable<long> Ids(SqliteConnection connection, string index)
    {
        using var ids = new Statement(connection, $"SELECT id FROM {index}_fts_docsize ORDER BY id");
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

            var row = rows.Find(read.Long(1)).Row;
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
