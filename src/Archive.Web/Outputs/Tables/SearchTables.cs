using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Archive.Web.Outputs.Tables;

/// <summary>Gives what is counted and listed of searches as CSV: concordances and curves. Each is bounded as its page is, and waits among the searches.</summary>
internal static class SearchTables
{
    /// <summary>The word for <c>of=</c> of a concordance: the words beside what was found in place of its lines.</summary>
    public const string Words = "words";

    public static void MapTables(this WebApplication app)
    {
        Map(app, SearchAddress.ConcordanceCsv, "concordance.csv", $"{SearchAsked.Keys} sort of", OfConcordance);
        Map(app, SearchAddress.CurvesCsv, "curves.csv", "q", OfCurves);
    }

    private static void Map(
        WebApplication app, string path, string fileName, string keys, Func<IQueryCollection, ArchiveSearch, DateTime, CancellationToken, string?> write) => app
        .MapGet(path, (HttpContext context, ArchiveSearch search, TimeProvider time, CancellationToken cancel) =>
        {
            if (write(context.Request.Query, search, time.GetUtcNow().UtcDateTime, cancel) is not { } table)
            {
                return Results.NotFound();
            }

            context.Response.Headers.CacheControl = "no-cache";
            context.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = fileName }.ToString();
            return Results.Bytes(Encoding.UTF8.GetBytes(table), "text/csv; charset=utf-8");
        })
        .WithMetadata(new ReadsQueryAttribute(keys))
        .RequireRateLimiting(SearchLimits.Searches)
        .WithRequestTimeout(SearchLimits.Searches);

    private static string? OfConcordance(IQueryCollection address, ArchiveSearch search, DateTime date, CancellationToken cancel)
    {
        if (ConcordanceModel.OrderOf(address["sort"] is [{ } sort, ..] ? sort : null) is not { } order)
        {
            return null;
        }

        var asked = SearchAsked.Read(address);
        using var session = search.Open(asked.Query, cancel);
        var answer = session.Concordance();
        var table = new StringBuilder($"# query: {HitCsv.OneLine(asked.Text)}\r\n");
        table.Append(CultureInfo.InvariantCulture, $"# read: {answer.Texts} of {answer.Total.Number}{(answer.Total.IsExact ? "" : " or more")} texts{(answer.IsWhole ? "" : ", the newest")}{(answer.Beginnings == 0 ? "" : $"; of {answer.Beginnings} the first {ConcordanceAnswer.MaxText} characters")}\r\n");
        table.Append(HitCsv.ArchiveLines(session.Archive(), date));
        if (address["of"] is [Words, ..])
        {
            table.Append("word,before,after\r\n");
            foreach (var word in ConcordanceLines.NextWords(answer.Lines.Select(line => line.Words)))
            {
                HitCsv.Append(table, word.Word, Number(word.Before), Number(word.After));
            }
        }
        else
        {
            table.Append("before,found,after,kind,path,key,post,published,number,blog,dateOf\r\n");
            foreach (var line in ConcordanceLines.Ordered(answer.Lines, line => line.Words, order))
            {
                var hit = new HitFields(line.Hit);
                HitCsv.Append(table, line.Words.Left.Trim(), line.Words.Found, line.Words.Right.Trim(), hit.Kind, hit.Path, hit.Key, hit.Post, hit.Published, hit.Number, hit.Blog, hit.DateOf);
            }
        }

        return table.ToString();
    }

    private static string OfCurves(IQueryCollection address, ArchiveSearch search, DateTime date, CancellationToken cancel)
    {
        var (table, head) = (new StringBuilder(), new StringBuilder());
        foreach (var asked in CurvesModel.Read(address))
        {
            using var session = search.Open(asked.Query, cancel);
            var curve = session.Curve();
            head.Append(CultureInfo.InvariantCulture, $"# query: {HitCsv.OneLine(asked.Text)}: {(curve is null ? "could not be counted now" : $"{curve.Total} hits{(curve.IsWhole ? "" : ", the newest")}{(curve.Undated.Hits == 0 ? "" : $", {curve.Undated.Hits} of them undated and in no row")}")}\r\n");
            head.Append(table.Length == 0 ? "# a comment without a date of its own counts in the month of its post\r\n" + HitCsv.ArchiveLines(session.Archive(), date) : "");
            foreach (var month in curve?.All ?? [])
            {
                var hits = curve!.Months.FirstOrDefault(one => one.Month == month.Month) ?? new MonthHits(month.Month, 0, 0);
                HitCsv.Append(table, asked.Text, month.Month, Number(hits.Posts), Number(hits.Comments), Number(month.Hits), (hits.Hits / (double)month.Hits).ToString("0.######", CultureInfo.InvariantCulture));
            }
        }

        return $"{head}query,month,posts,comments,all,share\r\n{table}";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
