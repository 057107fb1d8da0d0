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
    private const string OpenLink = "<a href=\"", CloseLink = "</a>", OurRel = " rel=\"" + HtmlRules.Rel + "\"", Bare = " class=\"bare\"";

    // Somebody's text may be in any language and direction; these words are the archive's own.
    private const string OpenBeside = "<span class=\"beside\" lang=\"en-GB\" dir=\"ltr\">", CloseBeside = "</span>";

    /// <summary>The same HTML with its links led to the archive.</summary>
    /// <param name="html">As this room wrote it, marked or not.</param>
    /// <param name="noteOf">What is known of an address; null where nothing.</param>
    public static SafeHtml Heal(SafeHtml html, Func<string, LinkNote?> noteOf)
    {
        var printed = html.ToString();
        var at = printed.IndexOf(OpenLink, StringComparison.Ordinal);
        if (at < 0)
        {
            return html;
        }

        var (healed, done) = (new StringBuilder(printed.Length * 2), 0);
        while (at >= 0)
        {
            // A quotation mark or ">" of an attribute is escaped, and no link is inside another.
            var tagEnd = printed.IndexOf('>', at) + 1;
            var linkEnd = printed.IndexOf(CloseLink, tagEnd, StringComparison.Ordinal) + CloseLink.Length;
            var address = AddressOf(printed.AsSpan(at..tagEnd));
            var note = noteOf(HtmlWriter.Unescaped(address));
            var isBare = note?.Here is null && IsBare(address, printed.AsSpan(tagEnd, linkEnd - CloseLink.Length - tagEnd));
            if (note is not null || isBare)
            {
                healed.Append(printed, done, at - done).Append(isBare ? $"{printed[at..(tagEnd - 1)]}{Bare}>" : Tag(printed[at..tagEnd], address, note!))
                    .Append(printed, tagEnd, linkEnd - tagEnd).Append(note is null ? "" : Beside(address, note));
                done = linkEnd;
            }

            at = printed.IndexOf(OpenLink, linkEnd, StringComparison.Ordinal);
        }

        return new SafeHtml(healed.Append(printed, done, printed.Length - done).ToString());
    }

    /// <summary>The addresses of a text's links.</summary>
    public static IEnumerable<string> Addresses(SafeHtml html)
    {
        var printed = html.ToString();
        for (var at = printed.IndexOf(OpenLink, StringComparison.Ordinal); at >= 0; at = printed.IndexOf(OpenLink, at + 1, StringComparison.Ordinal))
        {
            yield return HtmlWriter.Unescaped(AddressOf(printed.AsSpan(at)));
        }
    }

    // Of such a link paper needs no address behind its words.
    private static bool IsBare(ReadOnlySpan<char> address, ReadOnlySpan<char> words) =>
        words.SequenceEqual(address) || (words.Length > 0 && address.StartsWith("http://") && words.SequenceEqual(address["http://".Length..]));

    private static string AddressOf(ReadOnlySpan<char> tag)
    {
        var address = tag[OpenLink.Length..];
        return address[..address.IndexOf('"')].ToString();
    }

    private static string Tag(string tag, string address, LinkNote note)
    {
        if (note.Here is not { } here)
        {
            return tag;
        }

        // Within the archive a link needs no distance; a title of its own it keeps.
        var rest = tag[(OpenLink.Length + address.Length + 1)..].Replace(OurRel, "", StringComparison.Ordinal);
        var html = new HtmlWriter(tag.Length + 100);
        html.Markup("<a class=\"healed\"");
        html.Attribute("href", here);
        html.Markup(rest.Contains(" title=\"", StringComparison.Ordinal) ? "" : " title=\"Leads to the page in this archive\"");
        html.Markup(rest);
        return html.ToSafeHtml().ToString();
    }

    private static string Beside(string address, LinkNote note)
    {
        var html = new HtmlWriter(address.Length + 200);
        var said = new List<Action>();
        if (note.IsWanted)
        {
            said.Add(() => html.Text("not in the archive"));
        }

        if (note.Perhaps is { } perhaps)
        {
            said.Add(() => Link(html, perhaps, "perhaps this post", null));
        }

        if (note.Said.Iso.Length > 0)
        {
            said.Add(() => SaidAt(html, note.Said.Iso, note.Said.Words));
        }

        if (note.Here is not null)
        {
            said.Add(() => Link(html, HtmlWriter.Unescaped(address), "live", $"live page at {note.Site}"));
        }

        if (note.Copy is { } copy)
        {
            said.Add(() => Link(html, copy, "archived copy", $"archived copy of {note.Site} in the Internet Archive"));
        }

        Write(html, said);
        return html.ToSafeHtml().ToString();
    }

    private static void Write(HtmlWriter html, List<Action> said)
    {
        for (var i = 0; i < said.Count; i++)
        {
            html.Markup(i == 0 ? OpenBeside + " " : " · ");
            said[i]();
        }

        html.Markup(said.Count > 0 ? CloseBeside : "");
    }

    private static void SaidAt(HtmlWriter html, string iso, string words)
    {
        html.Markup("<span class=\"inferred\">comment of <time");
        html.Attribute("datetime", iso);
        html.Markup(">");
        html.Text(words);
        html.Markup("</time>, time read from the link</span>");
    }

    // The name begins with the word that is seen, so that it can be spoken.
    private static void Link(HtmlWriter html, string address, string word, string? name)
    {
        html.Markup("<a");
        html.Attribute("href", address);
        if (name is not null)
        {
            html.Attribute("aria-label", name);
            html.Markup(OurRel);
        }

        html.Markup(">");
        html.Text(word);
        html.Markup(CloseLink);
    }
}
