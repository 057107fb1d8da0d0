using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Archive.Content;

/// <summary>Writes HTML that this room printed as XHTML which stands in a book: well formed, and each element only where the rules of books let it stand.</summary>
/// <remarks>Browsers forgive what books may not hold: a paragraph in bold type, words between the items of a list, an address that is none.</remarks>
public sealed partial class XhtmlText
{
    private static readonly FrozenSet<string> Blocks = FrozenSet.Create("p", "pre", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "h2", "h3", "h4");

    private readonly XmlWriter xml;
    private readonly string root;
    private readonly Stack<Open> open = new([new Open("", IsWritten: false, Holds.Blocks)]);

    private XhtmlText(XmlWriter xml, string root) => (this.xml, this.root) = (xml, root);

    private enum Holds
    {
        /// <summary>Blocks and words.</summary>
        Blocks,

        /// <summary>Words alone; a block that stands here becomes a line of its own.</summary>
        Words,

        /// <summary>Items of a list alone; whatever else stands here becomes one.</summary>
        Items,
    }

    /// <summary>Writes a text where blocks may stand.</summary>
    /// <param name="root">The address of the site, before links that begin with a slash.</param>
    public static void Write(XmlWriter xml, SafeHtml html, string root)
    {
        var text = new XhtmlText(xml, root);
        var printed = html.ToString().AsSpan();
        while (!printed.IsEmpty)
        {
            var tag = printed.IndexOf('<');
            text.Words(tag < 0 ? printed : printed[..tag]);
            if (tag < 0)
            {
                break;
            }

            // A ">" of an attribute is escaped.
            var end = tag + printed[tag..].IndexOf('>');
            text.Tag(printed[(tag + 1)..end]);
            printed = printed[(end + 1)..];
        }

        text.CloseTo(1);
    }

    /// <summary>The text without what XML cannot hold: control characters and halves of signs.</summary>
    public static string Printable(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                kept.Append(text[i]).Append(text[++i]);
            }
            else if (XmlConvert.IsXmlChar(text[i]))
            {
                kept.Append(text[i]);
            }
        }

        return kept.ToString();
    }

    /// <summary>The tag of a language, where it is one; otherwise null.</summary>
    public static string? Language(string? tag) => tag is not null && LanguageTag().IsMatch(tag) ? tag : null;

    private void Tag(ReadOnlySpan<char> tag)
    {
        var end = tag.IndexOf(' ') is var blank and >= 0 ? blank : tag.Length;
        var name = tag[..end].ToString();
        if (name.StartsWith('/'))
        {
            Close(name[1..]);
        }
        else if (name is "br" or "hr")
        {
            // Where a program broke a line, a book goes on.
            if (!tag.SequenceEqual(PlainText.WrappedBreak.AsSpan(1..^2)))
            {
                Line(isRule: name == "hr");
            }
        }
        else if (Blocks.Contains(name))
        {
            Block(name, tag[end..]);
        }
        else
        {
            BeginItem();
            Begin(name, name, Holds.Words, tag[end..]);
        }
    }

    private void Line(bool isRule)
    {
        if (open.Peek().Holds != Holds.Items)
        {
            xml.WriteStartElement(isRule && open.Peek().Holds == Holds.Blocks ? "hr" : "br");
            xml.WriteEndElement();
        }
    }

    private void Block(string name, ReadOnlySpan<char> attributes)
    {
        if (name == "li" && open.Peek().IsMadeItem)
        {
            CloseTo(open.Count - 1);
        }

        if (open.Peek().Holds == Holds.Words)
        {
            Line(isRule: false);
            open.Push(new Open(name, IsWritten: false, Holds.Words));
            return;
        }

        var isItem = name == "li" && open.Peek().Holds == Holds.Items;
        if (!isItem)
        {
            BeginItem();
        }

        // A list of terms must have both parts of each, which nobody's text promises.
        var (written, holds) = name switch
        {
            "p" or "pre" or "h2" or "h3" or "h4" => (name, Holds.Words),
            "dt" => ("p", Holds.Words),
            "ul" or "ol" => (name, Holds.Items),
            "li" => (isItem ? name : "div", Holds.Blocks),
            "dl" or "dd" => ("div", Holds.Blocks),
            _ => (name, Holds.Blocks),
        };
        Begin(name, written, holds, attributes);
    }

    private void BeginItem()
    {
        if (open.Peek().Holds == Holds.Items)
        {
            xml.WriteStartElement("li");
            open.Push(new Open("", IsWritten: true, Holds.Blocks) { IsMadeItem = true });
        }
    }

    private void Begin(string name, string written, Holds holds, ReadOnlySpan<char> attributes)
    {
        var values = Attributes(attributes);
        var target = values.TryGetValue("href", out var address) ? Target(address) : null;
        var isWritten = name != "a" || target is not null;
        open.Push(new Open(name, isWritten, holds));
        if (!isWritten)
        {
            return;
        }

        xml.WriteStartElement(written);
        Attribute("href", target);
        Attribute("title", values.GetValueOrDefault("title"));
        Attribute("dir", values.GetValueOrDefault("dir"));
        Attribute("start", written == "ol" ? values.GetValueOrDefault("start") : null);
        Attribute("reversed", written == "ol" && values.ContainsKey("reversed") ? "reversed" : null);
        if (Language(values.GetValueOrDefault("lang")) is { } language)
        {
            xml.WriteAttributeString("lang", language);
            xml.WriteAttributeString("xml", "lang", null, language);
        }
    }

    private void Attribute(string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteAttributeString(name, Printable(value));
        }
    }

    private static Dictionary<string, string> Attributes(ReadOnlySpan<char> tag)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var equals = tag.IndexOf("=\""); equals >= 0; equals = tag.IndexOf("=\""))
        {
            var name = tag[..equals].Trim().ToString();
            tag = tag[(equals + 2)..];
            var end = tag.IndexOf('"');
            values[name] = HtmlWriter.Unescaped(tag[..end].ToString());
            tag = tag[(end + 1)..];
        }

        return values;
    }

    // Readers of books refuse an address that browsers repair; its words stay.
    private string? Target(string address)
    {
        var absolute = address.StartsWith('/') ? root + address : address;
        try
        {
            var uri = WebAddress.Of(absolute);
            var written = uri is not null ? new UriBuilder(uri) { Host = uri.IdnHost }.Uri.AbsoluteUri
                : absolute.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? new Uri(absolute).AbsoluteUri : "";
            return Strict().IsMatch(written) && (uri is null || Uri.CheckHostName(uri.IdnHost) != UriHostNameType.Unknown) ? written : null;
        }
        catch (UriFormatException)
        {
            // The framework finds it out only when it is asked for a part.
            return null;
        }
    }

    private void Words(ReadOnlySpan<char> escaped)
    {
        if (open.Peek().Holds == Holds.Items)
        {
            if (escaped.IsWhiteSpace())
            {
                return;
            }

            BeginItem();
        }

        xml.WriteString(Printable(HtmlWriter.Unescaped(escaped.ToString())));
    }

    private void Close(string name)
    {
        var inner = 0;
        foreach (var element in open)
        {
            inner++;
            if (element.Name == name)
            {
                CloseTo(open.Count - inner);
                return;
            }
        }
    }

    private void CloseTo(int kept)
    {
        while (open.Count > kept)
        {
            if (open.Pop().IsWritten)
            {
                xml.WriteFullEndElement();
            }
        }
    }

    [GeneratedRegex("^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$", RegexOptions.NonBacktracking)]
    private static partial Regex LanguageTag();

    // RFC 3986, with at most one "#".
    [GeneratedRegex("^[a-z]+:([A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+(#([A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Strict();

    /// <param name="Name">Of the HTML.</param>
    /// <param name="IsWritten">The book has an element for it.</param>
    private readonly record struct Open(string Name, bool IsWritten, Holds Holds)
    {
        /// <summary>An item that the HTML did not have.</summary>
        public bool IsMadeItem { get; init; }
    }
}
