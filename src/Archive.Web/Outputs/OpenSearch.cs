using System.Text.Json;
using System.Xml;

namespace Archive.Web.Outputs;

/// <summary>Describes the search to browsers (OpenSearch 1.1), and completes for them what somebody types.</summary>
internal static class OpenSearch
{
    /// <summary>The description.</summary>
    public const string Address = "/opensearch.xml";

    public const string ContentType = "application/opensearchdescription+xml";

    /// <summary>Suggestions as browsers take them.</summary>
    public const string Suggest = "/opensearch/suggest";

    /// <summary>The name by which a browser offers the search; the format allows 16 characters.</summary>
    public const string Name = "Archive";

    private const string Namespace = "http://a9.com/-/spec/opensearch/1.1/";

    public static void MapOpenSearch(this WebApplication app)
    {
        app.MapGet(Address, (HttpContext context, SiteAddress site) =>
        {
            SiteCache.Keep(context);
            return Results.Bytes(Description(site), $"{ContentType}; charset=utf-8");
        });
        app.MapGet(Suggest, async (HttpContext context, Completions completions) =>
        {
            var (typed, offers) = Suggestions.Asked(context, completions);
            context.Response.ContentType = "application/x-suggestions+json; charset=utf-8";
            SiteCache.Keep(context);
            await using var json = new Utf8JsonWriter(context.Response.Body, HitJson.WriterOptions);
            json.WriteStartArray();
            json.WriteStringValue(typed);
            Write(json, offers.Select(offer => offer.Query.TrimEnd()));
            Write(json, offers.Select(offer => offer.Detail));
            json.WriteEndArray();
        })
        .WithMetadata(new ReadsQueryAttribute("q"))
        .RequireRateLimiting(SearchLimits.Searches)
        .WithRequestTimeout(SearchLimits.Searches);
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static byte[] Description(SiteAddress site)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true }))
        {
            xml.WriteStartElement("OpenSearchDescription", Namespace);
            xml.WriteElementString("ShortName", Namespace, Name);
            xml.WriteElementString("Description", Namespace, $"Posts and comments kept at {new Uri(site.Root).Authority}");
            xml.WriteElementString("InputEncoding", Namespace, "UTF-8");
            Url(xml, "text/html", site.Of($"{SearchAddress.Results}?q={{searchTerms}}"), "results");
            Url(xml, "application/x-suggestions+json", site.Of($"{Suggest}?q={{searchTerms}}"), "suggestions");
            Url(xml, AtomWriter.ContentType.Split(';')[0], site.Of($"{SearchAddress.Atom}?q={{searchTerms}}"), "results");
            Url(xml, ContentType, site.Of(Address), "self");
            xml.WriteStartElement("Image", Namespace);
            xml.WriteAttributeString("type", "image/svg+xml");
            xml.WriteString(site.Of(Assets.Icon));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static void Url(XmlWriter xml, string type, string template, string relation)
    {
        xml.WriteStartElement("Url", Namespace);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("template", template);
        xml.WriteEndElement();
    }
}
