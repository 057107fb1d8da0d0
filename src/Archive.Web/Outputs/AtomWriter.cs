using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace Archive.Web.Outputs;

/// <summary>Writes a feed as Atom (RFC 4287), answers as RFC 4685 has them.</summary>
internal sealed class AtomWriter : IDisposable
{
    public const string ContentType = "application/atom+xml; charset=utf-8";

    private const string Atom = "http://www.w3.org/2005/Atom";

    private const string Threads = "http://purl.org/syndication/thread/1.0";

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true };

    private readonly MemoryStream bytes = new();
    private readonly XmlWriter xml;

    /// <param name="id">A name that stays the same; see <see cref="Id"/>.</param>
    public AtomWriter(string id, string title, string updated)
    {
        xml = XmlWriter.Create(bytes, Settings);
        xml.WriteStartElement("feed", Atom);
        xml.WriteAttributeString("xmlns", "thr", null, Threads);
        Element("id", Id(id));
        Element("title", title);
        Element("updated", updated);
    }

    /// <summary>The same on every host that serves the archive, as long as the address stands.</summary>
    /// <param name="name">The path of what is meant.</param>
    public static string Id(string name) => $"urn:uuid:{new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16))}";

    /// <summary>A whole time, which the format asks for: a date that is known to the day begins at midnight; null where there is none.</summary>
    /// <param name="zone">In which the blog printed its times; where that is not known, they are read as UTC.</param>
    public static string? Time(string? published, string? zone = null)
    {
        if (!DateTime.TryParse(published, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var date))
        {
            return null;
        }

        var isLocal = published!.Contains('T', StringComparison.Ordinal) && !published.EndsWith('Z');
        // Of the hour that a clock was put back over, as of the one that it left out, the time of winter is taken.
        return InWords.Iso(isLocal && zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var clock) ? date - clock.GetUtcOffset(DateTime.SpecifyKind(date, DateTimeKind.Unspecified)) : date);
    }

    public void Element(string name, string text) => xml.WriteElementString(name, Atom, XhtmlText.Printable(text));

    public void Author(string name)
    {
        xml.WriteStartElement("author", Atom);
        Element("name", name);
        xml.WriteEndElement();
    }

    /// <summary>By whom a text is: as the dump says, else as it is signed.</summary>
    public void Author(string? author, string? signer, bool isRemoved) =>
        // Whether somebody signed what was removed nobody knows any more.
        Author(author ?? (signer is not null ? $"signed {signer}" : isRemoved ? "unknown" : "unsigned"));

    public void Link(string relation, string address, string? type = null)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        Attribute("type", type);
        xml.WriteAttributeString("href", XhtmlText.Printable(address));
        xml.WriteEndElement();
    }

    /// <summary>Where the answers to an entry are a feed.</summary>
    public void Replies(string feed, int count)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", "replies");
        xml.WriteAttributeString("type", "application/atom+xml");
        xml.WriteAttributeString("href", XhtmlText.Printable(feed));
        xml.WriteAttributeString("count", Threads, count.ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }

    /// <summary>The post or comment that an entry answers.</summary>
    /// <param name="id">As of the other entry, before <see cref="Id"/>.</param>
    /// <param name="source">The feed that has it.</param>
    public void InReplyTo(string id, string address, string source)
    {
        xml.WriteStartElement("in-reply-to", Threads);
        xml.WriteAttributeString("ref", Id(id));
        xml.WriteAttributeString("type", "text/html");
        xml.WriteAttributeString("href", XhtmlText.Printable(address));
        xml.WriteAttributeString("source", XhtmlText.Printable(source));
        xml.WriteEndElement();
    }

    /// <summary>When a text was published; nothing where that is not known.</summary>
    /// <param name="zone">As of <see cref="Time"/>.</param>
    public void Published(string? published, string? zone)
    {
        if (Time(published, zone) is { } time)
        {
            Element("published", time);
        }
    }

    /// <summary>A whole text, or its first lines where its HTML is longer than a feed can take.</summary>
    /// <param name="start">Enough of its plain text for <see cref="Opening.Of"/>.</param>
    public void Content(SafeHtml html, int maxLength, string start, string? language)
    {
        if (html.Length <= maxLength)
        {
            Html("content", html.ToString(), language);
        }
        else
        {
            Element("summary", Opening.Of(start));
        }
    }

    /// <summary>Text that is HTML, as <c>summary</c> or <c>content</c>.</summary>
    public void Html(string name, string html, string? language = null)
    {
        xml.WriteStartElement(name, Atom);
        xml.WriteAttributeString("type", "html");
        if (language is not null)
        {
            xml.WriteAttributeString("xml", "lang", null, XhtmlText.Printable(language));
        }

        xml.WriteString(XhtmlText.Printable(html));
        xml.WriteEndElement();
    }

    public void StartEntry(string id, string title, string updated)
    {
        xml.WriteStartElement("entry", Atom);
        Element("id", Id(id));
        Element("title", title);
        Element("updated", updated);
    }

    public void EndEntry() => xml.WriteEndElement();

    /// <summary>The whole feed.</summary>
    public byte[] ToBytes()
    {
        xml.WriteEndElement();
        xml.Flush();
        return bytes.ToArray();
    }

    public void Dispose()
    {
        xml.Dispose();
        bytes.Dispose();
    }

    private void Attribute(string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteAttributeString(name, value);
        }
    }
}
