using System.Buffers;
using System.Globalization;
using System.Text;

namespace Archive.Content;

/// <summary>The one place where HTML is written, in UTF-8: markup comes from this room's own constants, everything else is escaped.</summary>
internal sealed class HtmlWriter(int capacity)
{
    private const char Delete = '\u007F';

    // The first and last of the characters that open and close embeddings and isolates.
    private const char FirstBidi = '\u202A', LastBidi = '\u2069';

    private static readonly SearchValues<char> Escaped = SearchValues.Create(Unprintable() + "&<>\"'");

    // Apart, because a set of ASCII alone is searched several times faster, and hardly a text holds the others.
    private static readonly SearchValues<char> EscapedOrBidi =
        SearchValues.Create(Unprintable() + "&<>\"'\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>Bytes for which a thread keeps room from one text to the next: a page prints forty texts, one after the other.</summary>
    private const int MaxRested = 32 * 1024;

    private const int MinCapacity = 4 * 1024;

    private const int MaxBytesPerChar = 3;

    [ThreadStatic]
    private static byte[]? rested;

    private byte[] html = TakeRested(capacity);
    private int length;
    private List<char>? bidi;
    private int openIsolates;

    /// <summary>Appends markup as it is; for constants, and what is HTML of this room already.</summary>
    public void Markup(ReadOnlySpan<byte> constant)
    {
        Reserve(constant.Length);
        constant.CopyTo(html.AsSpan(length));
        length += constant.Length;
    }

    /// <summary>Appends markup as it is; for constants only.</summary>
    public void Markup(string constant) => Append(constant);

    public void Text(ReadOnlySpan<char> text)
    {
        var special = text.ContainsAnyInRange(FirstBidi, LastBidi) ? EscapedOrBidi : Escaped;
        for (var at = text.IndexOfAny(special); at >= 0; at = text.IndexOfAny(special))
        {
            Append(text[..at]);
            Escape(text[at]);
            text = text[(at + 1)..];
        }

        Append(text);
    }

    public void Attribute(string name, ReadOnlySpan<char> value)
    {
        Markup(" "u8);
        Markup(name);
        Markup("=\""u8);
        Text(value);
        CloseBidi();
        Markup("\""u8);
    }

    public void Number(int number) => Append(number.ToString(CultureInfo.InvariantCulture));

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
            Append([openBidi[i]]);
        }

        openBidi.Clear();
        openIsolates = 0;
    }

    public SafeHtml ToSafeHtml()
    {
        while (length > 0 && html[length - 1] == '\n')
        {
            length--;
        }

        var written = new SafeHtml(html[..length]);
        if (html.Length <= MaxRested)
        {
            rested = html;
        }

        (html, length) = ([], 0);
        return written;
    }

    private static byte[] TakeRested(int capacity)
    {
        var free = rested is { } kept && kept.Length >= capacity ? kept : new byte[Math.Max(capacity, MinCapacity)];
        rested = null;
        return free;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        Reserve(MaxBytesPerChar * text.Length);
        length += Encoding.UTF8.GetBytes(text, html.AsSpan(length));
    }

    private void Reserve(int more)
    {
        if (html.Length - length < more)
        {
            Array.Resize(ref html, Math.Max(2 * html.Length, length + more));
        }
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
            case '&': Markup("&amp;"u8); break;
            case '<': Markup("&lt;"u8); break;
            case '>': Markup("&gt;"u8); break;
            case '"': Markup("&quot;"u8); break;
            case '\'': Markup("&#39;"u8); break;
            case > Delete:
                TrackBidi(c);
                Append([c]);
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

/// <summary>HTML that is safe to print as it is, because only this room can make it; in UTF-8, as it is stored and sent.</summary>
public readonly struct SafeHtml : IEquatable<SafeHtml>
{
    private readonly byte[]? utf8;

    internal SafeHtml(byte[] utf8) => this.utf8 = utf8;

    internal SafeHtml(string html)
        : this(Encoding.UTF8.GetBytes(html))
    {
    }

    public static bool operator ==(SafeHtml one, SafeHtml other) => one.Equals(other);

    public static bool operator !=(SafeHtml one, SafeHtml other) => !one.Equals(other);

    public ReadOnlySpan<byte> Utf8 => utf8;

    /// <summary>In characters.</summary>
    public int Length => Encoding.UTF8.GetCharCount(Utf8);

    public bool Equals(SafeHtml other) => Utf8.SequenceEqual(other.Utf8);

    public override bool Equals(object? obj) => obj is SafeHtml other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Utf8);
        return hash.ToHashCode();
    }

    public override string ToString() => Encoding.UTF8.GetString(Utf8);
}
