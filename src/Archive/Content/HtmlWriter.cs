using System.Buffers;
using System.Text;

namespace Archive.Content;

/// <summary>The one place where HTML is written: markup comes from this room's own constants, everything else is escaped.</summary>
internal sealed class HtmlWriter(int capacity)
{
    private const char Delete = '\u007F';

    // The first and last of the characters that open and close embeddings and isolates.
    private const char FirstBidi = '\u202A', LastBidi = '\u2069';

    private static readonly SearchValues<char> Escaped = SearchValues.Create(Unprintable() + "&<>\"'");

    // Apart, because a set of ASCII alone is searched several times faster, and hardly a text holds the others.
    private static readonly SearchValues<char> EscapedOrBidi =
        SearchValues.Create(Unprintable() + "&<>\"'\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>Characters for which a thread keeps room from one text to the next: a page prints forty texts, one after the other.</summary>
    private const int MaxRested = 16 * 1024;

    private const int MinCapacity = 1024;

    [ThreadStatic]
    private static StringBuilder? rested;

    private readonly StringBuilder html = TakeRested(capacity);
    private List<char>? bidi;
    private int openIsolates;

    /// <summary>Appends markup as it is; for constants only.</summary>
    public void Markup(string constant) => html.Append(constant);

    public void Text(ReadOnlySpan<char> text)
    {
        var special = text.ContainsAnyInRange(FirstBidi, LastBidi) ? EscapedOrBidi : Escaped;
        for (var at = text.IndexOfAny(special); at >= 0; at = text.IndexOfAny(special))
        {
            html.Append(text[..at]);
            Escape(text[at]);
            text = text[(at + 1)..];
        }

        html.Append(text);
    }

    public void Attribute(string name, ReadOnlySpan<char> value)
    {
        html.Append(' ').Append(name).Append("=\"");
        Text(value);
        CloseBidi();
        html.Append('"');
    }

    public void Number(int number) => html.Append(number);

    /// <summary>
    /// Closes the bidirectional embeddings and isolates that a block's text left open, so that they cannot turn round
    /// what is printed after it.
    /// </summary>
    public void CloseBidi()
    {
        if (bidi is not { Count: > 0 } openBidi)
        {
            return;
        }

        for (var i = openBidi.Count - 1; i >= 0; i--)
        {
            html.Append(openBidi[i]);
        }

        openBidi.Clear();
        openIsolates = 0;
    }

    public SafeHtml ToSafeHtml()
    {
        while (html.Length > 0 && html[^1] == '\n')
        {
            html.Length--;
        }

        var written = new SafeHtml(html.ToString());
        if (html.Capacity <= MaxRested)
        {
            rested = html.Clear();
        }

        return written;
    }

    private static StringBuilder TakeRested(int capacity)
    {
        var free = rested is { } kept && kept.Capacity >= capacity ? kept : new StringBuilder(Math.Max(capacity, MinCapacity));
        rested = null;
        return free;
    }

    /// <summary>The text that was escaped so.</summary>
    public static string Unescaped(string escaped) => escaped.Contains('&', StringComparison.Ordinal)
        ? escaped.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&#39;", "'", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal)
        : escaped;

    private void Escape(char c)
    {
        switch (c)
        {
            case '&': html.Append("&amp;"); break;
            case '<': html.Append("&lt;"); break;
            case '>': html.Append("&gt;"); break;
            case '"': html.Append("&quot;"); break;
            case '\'': html.Append("&#39;"); break;
            case > Delete:
                TrackBidi(c);
                html.Append(c);
                break;
            default: break; // a control character: HTML cannot hold it
        }
    }

    // A closer without an opener has no effect, and is kept.
    private void TrackBidi(char c)
    {
        // Hardly a text has any.
        var openBidi = bidi ??= [];
        switch (c)
        {
            case '\u202A' or '\u202B' or '\u202D' or '\u202E':
                openBidi.Add('\u202C');
                break;
            case '\u2066' or '\u2067' or '\u2068':
                openBidi.Add('\u2069');
                openIsolates++;
                break;
            case '\u202C' when openBidi is [.., '\u202C']:
                openBidi.RemoveAt(openBidi.Count - 1);
                break;
            case '\u2069' when openIsolates > 0:
                var isolate = openBidi.LastIndexOf('\u2069');
                openBidi.RemoveRange(isolate, openBidi.Count - isolate); // with the embeddings inside it
                openIsolates--;
                break;
            default: break;
        }
    }

    private static string Unprintable() =>
        string.Concat(Enumerable.Range(0, ' ').Append(Delete).Select(c => (char)c).Except("\t\n"));
}

/// <summary>HTML that is safe to print as it is, because only this room can make it.</summary>
public readonly record struct SafeHtml
{
    private readonly string? value;

    internal SafeHtml(string value) => this.value = value;

    public override string ToString() => value ?? "";
}
