using System.Text;

namespace Archive.Content;

/// <summary>Where a link of a text leads in the archive, and what is said beside it.</summary>
public sealed record LinkNote
{
    /// <summary>The page of the archive that the link leads to in place of the live one.</summary>
    public string? Here { get; init; }

    /// <summary>A page of the archive that may be meant.</summary>
    public string? Perhaps { get; init; }

    /// <summary>The archive should have the page and does not.</summary>
    public bool IsWanted { get; init; }

    /// <summary>Where a copy may be found.</summary>
    public string? Copy { get; init; }

    /// <summary>What a copy is of, in short: the name of a site.</summary>
    public string Site { get; init; } = "";

    /// <summary>The time that the address gives of a comment, as ISO 8601 and in words; empty where it gives none.</summary>
    public (string Iso, string Words) Said { get; init; } = ("", "");
}

/// <summary>Leads the links of a text that is printed already to pages of the archive, and says beside each what is known of it.</summary>
/// <remarks>What is added stands in elements of the class <c>beside</c>, and a link whose words are its address has the class <c>bare</c>; without them the text is what it was.</remarks>
public static class HealedHtml
{
    private const string Rel = " rel=\"" + HtmlRules.Rel + "\"";

    private static readonly byte[] OurRel = Encoding.UTF8.GetBytes(Rel);

    private static ReadOnlySpan<byte> OpenLink => "<a href=\""u8;

    private static ReadOnlySpan<byte> CloseLink => "</a>"u8;

    // Somebody's text may be in any language and direction; these words are the archive's own.
    private static ReadOnlySpan<byte> OpenBeside => "<span class=\"beside\" lang=\"en-GB\" dir=\"ltr\"> "u8;

    /// <summary>The same HTML with its links led to the archive.</summary>
    /// <param name="html">As this room wrote it, marked or not.</param>
    /// <param name="noteOf">What is known of an address; null where nothing.</param>
    public static SafeHtml Heal(SafeHtml html, Func<string, LinkNote?> noteOf)
    {
        var left = html.Utf8;
        var at = left.IndexOf(OpenLink);
        if (at < 0)
        {
            return html;
        }

        var healed = new HtmlWriter(2 * left.Length);
        for (; at >= 0; at = left.IndexOf(OpenLink))
        {
            // A quotation mark or ">" of an attribute is escaped, and no link is inside another.
            var link = left[at..];
            var words = link.IndexOf((byte)'>') + 1;
            var wordsEnd = words + link[words..].IndexOf(CloseLink);
            var end = wordsEnd + CloseLink.Length;
            var escaped = AddressOf(link);
            var address = HtmlWriter.Unescaped(Encoding.UTF8.GetString(escaped));
            var note = noteOf(address);
            healed.Markup(left[..at]);
            Open(healed, link[..words], escaped, note, isBare: note?.Here is null && IsBare(escaped, link[words..wordsEnd]));
            healed.Markup(link[words..end]);
            if (note is not null)
            {
                Beside(healed, address, note);
            }

            left = link[end..];
        }

        healed.Markup(left);
        return healed.ToSafeHtml();
    }

    /// <summary>The addresses of a text's links.</summary>
    public static IEnumerable<string> Addresses(SafeHtml html) => HasLinks(html) ? EachAddress(html) : [];

    /// <summary>Most texts have none.</summary>
    public static bool HasLinks(SafeHtml html) => html.Utf8.IndexOf(OpenLink) >= 0;

    private static IEnumerable<string> EachAddress(SafeHtml html)
    {
        for (var at = html.Utf8.IndexOf(OpenLink); at >= 0; at = Next(html.Utf8, at + 1))
        {
            yield return HtmlWriter.Unescaped(Encoding.UTF8.GetString(AddressOf(html.Utf8[at..])));
        }
    }

    private static int Next(ReadOnlySpan<byte> html, int from) => html[from..].IndexOf(OpenLink) is >= 0 and var further ? from + further : -1;

    // Of such a link paper needs no address behind its words.
    private static bool IsBare(ReadOnlySpan<byte> address, ReadOnlySpan<byte> words) =>
        words.SequenceEqual(address) || (words.Length > 0 && address.StartsWith("http://"u8) && words.SequenceEqual(address["http://"u8.Length..]));

    private static ReadOnlySpan<byte> AddressOf(ReadOnlySpan<byte> link)
    {
        var address = link[OpenLink.Length..];
        return address[..address.IndexOf((byte)'"')];
    }

    private static void Open(HtmlWriter html, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> address, LinkNote? note, bool isBare)
    {
        if (note?.Here is not { } here)
        {
            html.Markup(isBare ? tag[..^1] : tag);
            html.Markup(isBare ? " class=\"bare\">"u8 : []);
            return;
        }

        // Within the archive a link needs no distance; a title of its own it keeps.
        var rest = tag[(OpenLink.Length + address.Length + 1)..];
        var rel = rest.IndexOf(OurRel);
        html.Markup("<a class=\"healed\""u8);
        html.Attribute("href", here);
        html.Markup(rest.IndexOf(" title=\""u8) >= 0 ? [] : " title=\"Leads to the page in this archive\""u8);
        html.Markup(rel < 0 ? rest : rest[..rel]);
        html.Markup(rel < 0 ? [] : rest[(rel + OurRel.Length)..]);
    }

    private static void Beside(HtmlWriter html, string address, LinkNote note)
    {
        var isFirst = true;
        if (note.IsWanted)
        {
            Go(html, ref isFirst);
            html.Text("not in the archive");
        }

        if (note.Perhaps is { } perhaps)
        {
            Go(html, ref isFirst);
            Link(html, perhaps, "perhaps this post", null);
        }

        if (note.Said.Iso.Length > 0)
        {
            Go(html, ref isFirst);
            SaidAt(html, note.Said.Iso, note.Said.Words);
        }

        if (note.Here is not null)
        {
            Go(html, ref isFirst);
            Link(html, address, "live", $"live page at {note.Site}");
        }

        if (note.Copy is { } copy)
        {
            Go(html, ref isFirst);
            Link(html, copy, "archived copy", $"archived copy of {note.Site} in the Internet Archive");
        }

        html.Markup(isFirst ? [] : "</span>"u8);
    }

    private static void Go(HtmlWriter html, ref bool isFirst)
    {
        html.Markup(isFirst ? OpenBeside : " · "u8);
        isFirst = false;
    }

    private static void SaidAt(HtmlWriter html, string iso, string words)
    {
        html.Markup("<span class=\"inferred\">comment of <time"u8);
        html.Attribute("datetime", iso);
        html.Markup(">"u8);
        html.Text(words);
        html.Markup("</time>, time read from the link</span>"u8);
    }

    // The name begins with the word that is seen, so that it can be spoken.
    private static void Link(HtmlWriter html, string address, string word, string? name)
    {
        html.Markup("<a"u8);
        html.Attribute("href", address);
        if (name is not null)
        {
            html.Attribute("aria-label", name);
            html.Markup(Rel);
        }

        html.Markup(">"u8);
        html.Text(word);
        html.Markup(CloseLink);
    }
}
