namespace Archive.Web.Outputs;

/// <summary>Writes the newest hits of a query as an Atom feed.</summary>
internal static class HitFeed
{
    public const int MaxEntries = 50;

    // The format asks a feed for a date; where nothing was found there is none.
    private const string NoDate = "1970-01-01T00:00:00Z";

    /// <param name="zones">In which blogs printed their times, by their slugs.</param>
    public static byte[] Write(SiteAddress site, string query, ArchiveIdentity archive, IEnumerable<SearchHit> hits, IReadOnlyDictionary<string, string> zones)
    {
        var newest = hits.Take(MaxEntries).Select(hit => new HitFields(hit)).ToList();
        using var feed = new AtomWriter(
            "search " + query, query.Length == 0 ? "Nothing asked" : $"Archive: {query}",
            newest.Select(hit => Updated(hit, zones)).Append(NoDate).Max(StringComparer.Ordinal)!);
        feed.Element("generator", $"Archive {archive.SourcesSha256} seal {archive.Seal}");
        feed.Author("Archive");
        feed.Link("self", site.Of(SearchAddress.At(SearchAddress.Atom, query)));
        feed.Link("alternate", site.Of(SearchAddress.Of(query)));
        foreach (var hit in newest)
        {
            Write(feed, site, hit, zones);
        }

        return feed.ToBytes();
    }

    private static void Write(AtomWriter feed, SiteAddress site, HitFields hit, IReadOnlyDictionary<string, string> zones)
    {
        var post = hit.Post ?? "Untitled";
        feed.StartEntry(hit.Path, hit.NumberInWords is not { } number ? post : $"Comment {number} under {post}", Updated(hit, zones));
        feed.Published(hit.OwnDate, zones.GetValueOrDefault(hit.Blog));
        feed.Author(hit.Author, hit.Signer, hit.IsRemoved);
        feed.Link("alternate", site.Of(hit.Path));
        feed.Html("summary", (hit.OwnDate is null ? "Date unknown. " : "") + hit.SnippetHtml());
        feed.EndEntry();
    }

    // Without a date, the day on which the archive learned of it.
    private static string Updated(HitFields hit, IReadOnlyDictionary<string, string> zones) => AtomWriter.Time(hit.OwnDate, zones.GetValueOrDefault(hit.Blog)) ?? AtomWriter.Time(hit.Captured) ?? NoDate;
}
