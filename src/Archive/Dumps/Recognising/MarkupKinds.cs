using System.Text.RegularExpressions;

namespace Archive.Dumps.Recognising;

/// <summary>The kinds of XML and HTML: by what a file begins and ends with, how much of it is tags, and the names in its head.</summary>
internal static partial class MarkupKinds
{
    /// <summary>The share of lines with tags from which a file that begins with one is mark-up.</summary>
    private const double MostlyTags = 0.4;

    /// <summary>The same where it begins with words.</summary>
    private const double NearlyAllTags = 0.6;

    /// <summary>Up to here a line of mark-up may have stayed above a text, or be quoted in it.</summary>
    private const double HardlyAnyTags = 0.1;

    /// <summary>Lines of mark-up that may have stayed in a short text.</summary>
    private const int MaxStrayLines = 2;

    /// <summary>Lines with text that a program may have put above a file of mark-up.</summary>
    private const int MaxLinesAbove = 12;

    /// <summary>The most specific first.</summary>
    public static readonly FileKind[] All =
    [
        Xml("a WordPress export", "wordpress.org/export"),
        Xml("a WordPress export", "<wp:"),
        Xml("a Takeout feed of a Blogger blog", "schemas.google.com/blogger/2018"),
        Xml("an Atom export of a Blogger blog", "schemas.google.com/g/2005#kind"),
        Xml("an Atom export of a Blogger blog", "tag:blogger.com,1999:"),
        Xml("a Disqus export", "<disqus"),
        Xml("a Disqus export", "disqus.com/disqus-internals"),
        Xml("a LiveJournal export", "<livejournal"),
        Xml("an SVG image", "<svg"),
        Html("a page saved from Blogger (HTML)", "blogger"),
        Html("a page saved from Blogger (HTML)", "blogspot."),
        Html("a page saved from Blogger (HTML)", "ReplyDelete"),
        Html("a page saved from WordPress (HTML)", "wp-content"),
        Html("a saved page (HTML)", ""),
        Xml("an RSS feed", "<rss"),
        Xml("an RSS feed", "<rdf:RDF"),
        Xml("an Atom feed", "<feed"),
        Xml("an OPML list", "<opml"),
        Xml("a site map (XML)", "<urlset"),
        Xml("an XML file", ""),
    ];

    private static FileKind Xml(string name, string sign) =>
        new(name, sample => IsMarkup(sample) && sample.Text.Contains(sign, StringComparison.OrdinalIgnoreCase) && !(sign.Length > 0 && IsHtml(sample)));

    private static FileKind Html(string name, string sign) =>
        new(name, sample => IsMarkup(sample) && IsHtml(sample) && sample.Text.Contains(sign, StringComparison.OrdinalIgnoreCase));

    private static bool IsHtml(FileSample sample) =>
        RootOf(sample.Text) is { } root
            ? root.Name.Equals("html", StringComparison.OrdinalIgnoreCase) || (!root.IsDeclared && HtmlTag().IsMatch(root.Name))
            : !sample.Text.Contains("<?xml", StringComparison.OrdinalIgnoreCase) && sample.Lines.Any(line => AnyHtmlTag().IsMatch(line));

    private static bool IsMarkup(FileSample sample)
    {
        if (!sample.Text.Contains('<', StringComparison.Ordinal))
        {
            return false;
        }

        if (RootOf(sample.Text) is not { } root)
        {
            // In a chat names may stand between such brackets, but nothing closes them.
            return IsBelowOtherLines(sample)
                || (TagShare(sample) >= NearlyAllTags && sample.Text.Contains("</", StringComparison.Ordinal) && !sample.Evidence.IsEnough);
        }

        return IsClosed(sample, root.Name) || TagShare(sample) >= MostlyTags
            || (root.IsDeclared && !(HasHardlyAnyTags(sample) && sample.Evidence.IsEnough));
    }

    // A head of HTTP, a note of the program that fetched it; but no page that quotes mark-up after a date.
    private static bool IsBelowOtherLines(FileSample sample) =>
        sample.Lines.Take(MaxLinesAbove).FirstOrDefault(line => Declaration().IsMatch(line)) is not null
        && (sample.End.EndsWith('>') || TagShare(sample) >= MostlyTags)
        && !(sample.Evidence.BeginsAsPage && !sample.End.EndsWith('>'));

    private static bool IsClosed(FileSample sample, string root) =>
        sample.End.EndsWith($"</{root}>", StringComparison.OrdinalIgnoreCase) || sample.End.EndsWith($"</{root} >", StringComparison.OrdinalIgnoreCase);

    private static bool HasHardlyAnyTags(FileSample sample) =>
        TagShare(sample) < HardlyAnyTags || (sample.Lines.Count(line => Tag().IsMatch(line)) <= MaxStrayLines && CharacterShare(sample) < HardlyAnyTags);

    // Of the lines, or of the characters where everything stands on one line.
    private static double TagShare(FileSample sample) => Math.Max(sample.Share(line => Tag().IsMatch(line)), CharacterShare(sample));

    private static double CharacterShare(FileSample sample)
    {
        var inTags = 0;
        foreach (var tag in Tag().EnumerateMatches(sample.Text))
        {
            inTags += tag.Length;
        }

        return (double)inTags / sample.Text.Length;
    }

    // The first element, behind comments, instructions and a document type.
    private static (string Name, bool IsDeclared)? RootOf(string text)
    {
        var (at, isDeclared) = (0, false);
        while (at < text.Length && text[at] == '<')
        {
            var rest = text.AsSpan(at);
            var end = rest.StartsWith("<!--") ? rest.IndexOf("-->") + 2 : rest.IndexOf('>');
            if (rest.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase))
            {
                return ("html", true);
            }

            isDeclared |= rest.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase);
            if (rest.Length > 1 && char.IsAsciiLetter(rest[1]) && OpeningName().Match(text, at, Math.Min(80, rest.Length)) is { Success: true } name)
            {
                var root = name.Groups[1].Value;
                return (root, isDeclared || root.Equals("html", StringComparison.OrdinalIgnoreCase) || rest.Contains(" xmlns", StringComparison.Ordinal));
            }

            if (rest.Length < 2 || rest[1] is not ('!' or '?') || end < 2)
            {
                return null;
            }

            at += end + 1;
            at += text.AsSpan(at).Length - text.AsSpan(at).TrimStart().Length;
        }

        // What stands between a declaration and the words below it.
        return isDeclared ? ("xml", true) : null;
    }

    [GeneratedRegex(@"^<([A-Za-z_][\w:.-]*)(?:[\s/>]|$)", RegexOptions.NonBacktracking)]
    private static partial Regex OpeningName();

    [GeneratedRegex(@"</?[A-Za-z][\w.-]*(:[\w.-]+)?(\s[^<>]*)?/?>|<!--|-->|<!\[CDATA\[|\]\]>|<\?xml|<!doctype", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex("^(<!doctype html|<html|<\\?xml )", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Declaration();

    [GeneratedRegex("^(html|head|body|div|p|span|table|ul|ol|dl|h[1-6]|section|article|main|header|a|meta|link|script|style|title|center|font|b|i|img|br|hr|form)$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex HtmlTag();

    [GeneratedRegex("<(html|body|div|p|span|table|ul|ol|li|h[1-6])[ >]", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex AnyHtmlTag();
}
