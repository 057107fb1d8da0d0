using System.Buffers;
using System.Globalization;
using System.Text;

namespace Archive.Web.Outputs;

/// <summary>Writes an answer as CSV (RFC 4180), its head in lines that begin with a hash.</summary>
internal static class HitCsv
{
    // Spreadsheets run what begins so; a leading apostrophe tells them that it is text.
    private static readonly SearchValues<char> Formula = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");

    private const int FlushCharacters = 32 * 1024;

    public static Task WriteAsync(Stream output, SearchHead head, IAsyncEnumerable<SearchHit> hits, CancellationToken cancel)
    {
        var text = new StringBuilder();
        text.Append("# query: ").Append(OneLine(head.Query)).Append("\r\n");
        text.Append(CultureInfo.InvariantCulture, $"# count: {head.Total.Number}{(head.Total.IsExact ? "" : " or more")}\r\n");
        text.Append(ArchiveLines(head.Archive, head.Date));
        text.Append("kind,path,key,post,published,number,snippet,author,signed,blog,dateOf,removed\r\n");
        return WriteAsync(output, text.ToString(), hits, hit => Values(new HitFields(hit)), cancel);
    }

    /// <summary>A line for each thing, below the lines of a head.</summary>
    /// <param name="head">With the names of the columns, each line ended.</param>
    public static async Task WriteAsync<T>(
        Stream output, string head, IAsyncEnumerable<T> things, Func<T, IReadOnlyList<string?>> values, CancellationToken cancel)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        var text = new StringBuilder(head, FlushCharacters + 4096);
        await foreach (var thing in things)
        {
            Append(text, values(thing));
            if (text.Length > FlushCharacters)
            {
                await writer.WriteAsync(text, cancel);
                await writer.FlushAsync(cancel);
                text.Clear();
            }
        }

        await writer.WriteAsync(text, cancel);
    }

    private static string?[] Values(HitFields hit) =>
    [
        hit.Kind, hit.Path, hit.Key, hit.Post, hit.Published, hit.Number, hit.SnippetText(), hit.Author, hit.Signer, hit.Blog,
        hit.DateOf, hit.IsRemoved ? "true" : "false",
    ];

    /// <summary>A line of values.</summary>
    public static void Append(StringBuilder text, params IReadOnlyList<string?> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(Field(values[i] ?? ""));
        }

        text.Append("\r\n");
    }

    /// <summary>A value between two commas, which no spreadsheet runs.</summary>
    public static string Field(string value)
    {
        var guarded = value.AsSpan().IndexOfAny(Formula) == 0 ? "'" + value : value;
        return guarded.AsSpan().IndexOfAny(Quoted) < 0 ? guarded : $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>The lines of a head that say of which archive an answer is, and of when.</summary>
    public static string ArchiveLines(ArchiveIdentity archive, DateTime date) =>
        $"# archive: sha256 {archive.SourcesSha256}\r\n# date: {InWords.Iso(date)}\r\n# seal: {archive.Seal}\r\n";

    /// <summary>A text in one line of the head, in which no spreadsheet finds a cell that it runs: a line that begins with a hash is one to programs, and to a spreadsheet a row.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c))
        {
            line.Append(Formula.Contains(c) && line.Length > 0 && line[^1] is ',' or ';' ? "'" : "").Append(c);
        }

        return line.ToString();
    }
}
