using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Archive.Web.Outputs.Mementos;

/// <summary>Leads from the address of a post on its live blog to the capture nearest to a time that is asked for (RFC 7089, section 4).</summary>
internal static class TimeGate
{
    public const string Route = "/timegate/{**address}";

    private const string Asked = "Accept-Datetime";

    public static void MapTimeGate(this WebApplication app) => app.MapGet(Route, AnswerAsync);

    private static async Task<IResult> AnswerAsync(HttpContext context, ArchiveDb db, SiteAddress site, string? address, CancellationToken cancel)
    {
        context.Response.Headers.Vary = "accept-datetime";
        if (!TryRead(context.Request.Headers[Asked], out var time))
        {
            return Results.Text($"{Asked} is no time such as Tue, 11 Feb 2014 10:42:37 GMT", statusCode: StatusCodes.Status400BadRequest);
        }

        if (await PostMementos.FindAsync(db, site, context, address ?? "", cancel) is not { } post)
        {
            return Results.Text("the archive has no post of that address", statusCode: StatusCodes.Status404NotFound);
        }

        context.Response.Headers.Link = post.Links(site);
        return post.Nearest(time) is { } memento
            ? Results.Redirect(site.Of(memento.Address))
            : Results.Text($"of no capture of this post it is known when it was taken; as all captures make it, it is at {site.Of(post.Post)}", statusCode: StatusCodes.Status404NotFound);
    }

    // Several are one that cannot be read.
    private static bool TryRead(StringValues header, out DateTime? time)
    {
        time = null;
        if (header.Count == 0)
        {
            return true;
        }

        var isTime = DateTime.TryParseExact(
            header.ToString(), "R", CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var asked);
        time = asked;
        return isTime;
    }
}

/// <summary>Lists the captures of a post by the address that it has on its live blog (RFC 7089, section 5).</summary>
internal static class TimeMap
{
    public const string Route = "/timemap/link/{**address}";

    public static void MapTimeMap(this WebApplication app) => app.MapGet(Route, async (HttpContext context, ArchiveDb db, SiteAddress site, string? address, CancellationToken cancel) =>
    {
        if (await PostMementos.FindAsync(db, site, context, address ?? "", cancel) is not { } post)
        {
            return Results.Text("the archive has no post of that address", statusCode: StatusCodes.Status404NotFound);
        }

        SiteCache.Keep(context);
        return Results.Text(string.Join(",\n", post.Lines(site)) + "\n", "application/link-format; charset=utf-8");
    });
}
