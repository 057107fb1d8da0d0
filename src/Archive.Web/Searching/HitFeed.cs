using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Archive.Storage;

namespace Archive.Web.Searching;

/// <summary>Writes the newest hits of a query as an Atom feed (RFC 4287).</summary>
public static class HitFeed
{
    public const int MaxEntries = 50;

    private const string Atom = "http://www.w3.org/2005/Atom";

    // The format asks for a date; this one says that there is none.
    private const string NoDate = "1970-01-01T00:00:00Z";

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true };

    /// <param name="site">Scheme and host; what the feed links to begins with it.</param>
    public static byte[] Write(string site, string query, string archiveSha256, IEnumerable<SearchHit> hits)
    {
        var found = hits.Take(MaxEntries).Select(hit => new FoundHit(hit)).ToList();
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            xml.WriteStartElement("feed", Atom);
            Element(xml, "id", Id("search " + query));
            Element(xml, "title", query.Length == 0 ? "Nothing asked" : $"Archive: {query}");
            Element(xml, "updated", found.Select(Updated).Append(NoDate).Max(StringComparer.Ordinal)!);
            Element(xml, "generator", $"Archive {archiveSha256}");
            Author(xml, "Archive");
            Link(xml, "self", site + SearchAddress.At(SearchAddress.Atom, query));
            Link(xml, "alternate", site + SearchAddress.Of(query));
            foreach (var hit in found)
            {
                Entry(xml, site, hit);
            }

            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static void Entry(XmlWriter xml, string site, FoundHit hit)
    {
        var post = hit.Post ?? "Untitled";
        xml.WriteStartElement("entry", Atom);
        Element(xml, "id", Id(hit.Path));
        Element(xml, "title", hit.Number is null ? post : $"Comment {hit.Number} under {post}");
        Element(xml, "updated", Updated(hit));
        Author(xml, hit.Author ?? (hit.Signer is null ? "unsigned" : $"signed {hit.Signer}"));
        Link(xml, "alternate", site + hit.Path);
        xml.WriteStartElement("summary", Atom);
        xml.WriteAttributeString("type", "html");
        xml.WriteString(Printable((hit.Published is null ? "Date unknown. " : "") + hit.SnippetHtml()));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    // A date that is known to the day begins at midnight; one that is known to the minute in no zone is read as UTC.
    private static string Updated(FoundHit hit) =>
        DateTime.TryParse(
            hit.Published, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var date)
            ? InWords.Iso(date)
            : NoDate;

    // The same on every host that serves the archive, as long as the address stands.
    private static string Id(string name) => $"urn:uuid:{new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16))}";

    private static void Author(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author", Atom);
        Element(xml, "name", name);
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, Printable(text));

    // XML knows no control characters and no halves of signs; a reader would refuse the whole feed.
    private static string Printable(string text)
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
}
