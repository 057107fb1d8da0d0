using System.Globalization;

namespace Archive.Web.Outputs.Mementos;

/// <summary>The captures of a post as Memento (RFC 7089) has them: states of its page on the live blog.</summary>
/// <param name="Original">The page on the live blog.</param>
/// <param name="Post">The address of the post here.</param>
/// <param name="Dated">Captures of which it is known when they were taken, in that order: these are the mementos.</param>
/// <param name="Bounded">Captures that are only known to be no later than some time. A memento says when its page stood so; these cannot, and are none.</param>
internal sealed record PostMementos(string Original, string Post, IReadOnlyList<TakenCapture> Dated, IReadOnlyList<TakenCapture> Bounded)
{
    private const string LinkFormat = "application/link-format";

    /// <summary>The captures of the post that a live address names; null where the archive has no such post.</summary>
    public static async Task<PostMementos?> FindAsync(ArchiveDb db, SiteAddress site, HttpContext context, string address, CancellationToken cancel)
    {
        if (await AddressedPage.FindAsync(db, site, context, address, cancel) is not { End.Post: { } named }
            || PostArticle.Find(db, named.Blog, named.Month, named.Slug) is not { } post
            || OriginalOf(post) is not { } original)
        {
            return null;
        }

        var captures = await TakenCapture.OfAsync(db, post.Id, post.Address, cancel);
        return new PostMementos(original, post.Address, [.. captures.Where(capture => capture.TakenAt is not null)], [.. captures.Where(capture => capture.TakenAt is null)]);
    }

    /// <summary>Says in the head of an answer of which page it shows which state.</summary>
    public static void SayOf(HttpResponse response, SiteAddress site, PostArticle post, TakenCapture capture)
    {
        if (OriginalOf(post) is not { } original)
        {
            return;
        }

        response.Headers.Link = Heads(site, original);
        if (capture.TakenAt is { } at)
        {
            response.Headers["Memento-Datetime"] = Time(at);
        }
    }

    /// <summary>The memento nearest in time, the earlier of two; the last one where no time is asked for; null where there is none.</summary>
    public TakenCapture? Nearest(DateTime? asked) =>
        asked is { } time ? Dated.MinBy(capture => (capture.At - time).Duration()) : Dated.Count > 0 ? Dated[^1] : null;

    /// <summary>Links to the page on the live blog and to the list of its states.</summary>
    public string Links(SiteAddress site) => Heads(site, Original);

    /// <summary>The list of its states (RFC 7089, section 5), a line each.</summary>
    public IEnumerable<string> Lines(SiteAddress site)
    {
        yield return Link(Original, "original");
        yield return $"{Link(site.Of(CaptureAddress.TimeMap(Original)), "self")}; type=\"{LinkFormat}\"{Range()}";
        yield return Link(site.Of(CaptureAddress.TimeGate(Original)), "timegate");
        foreach (var (i, capture) in Dated.Index())
        {
            var relation = (i == 0, i == Dated.Count - 1) switch
            {
                (true, true) => "first last memento",
                (true, false) => "first memento",
                (false, true) => "last memento",
                _ => "memento",
            };
            yield return $"{Link(site.Of(capture.Address), relation)}; datetime=\"{Time(capture.At)}\"";
        }

        foreach (var capture in Bounded)
        {
            yield return $"{Link(site.Of(capture.Address), "alternate")}; title=\"{capture.InWords}\"";
        }
    }

    private string Range() => Dated.Count == 0 ? "" : $"; from=\"{Time(Dated[0].At)}\"; until=\"{Time(Dated[^1].At)}\"";

    private static string? OriginalOf(PostArticle post) => LiveAddress.OfPost(post.BlogAddress, post.Url, post.Month, post.Slug) is { } live ? Plain(live) : null;

    // The two others have the address in their path, which ends where a query begins.
    private static string Heads(SiteAddress site, string original) => original.Contains('?', StringComparison.Ordinal)
        ? Link(original, "original")
        : $"{Link(original, "original")}, {Link(site.Of(CaptureAddress.TimeGate(original)), "timegate")}, {Link(site.Of(CaptureAddress.TimeMap(original)), "timemap")}; type=\"{LinkFormat}\"";

    private static string Link(string address, string relation) => $"<{address}>; rel=\"{relation}\"";

    private static string Time(DateTime utc) => utc.ToString("R", CultureInfo.InvariantCulture);

    // A head of an answer has room for ASCII alone, and a link in it for no brackets.
    private static string Plain(string address) => string.Concat(address.EnumerateRunes().Select(rune =>
        rune.IsAscii && rune.Value is > ' ' and < 0x7f and not ('<' or '>' or '"' or '\\') ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
}
