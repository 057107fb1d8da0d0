using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Archive.Web.Pages.Keeper.Imports;

/// <summary>A file of an import as programs are told of it.</summary>
/// <param name="Outcome"><c>kept</c> or <c>refused</c>; files whose bytes were known already leave no trace.</param>
internal sealed record ReportedFile(string File, string Sha256, string Outcome, string? Reason, long? Bytes, string? Blog, string? Format, int? Posts, int? Comments);

/// <summary>Gives the report of an import to programs, as JSON and CSV, and the refused files in a zip, to be mended and brought again.</summary>
internal static class ReportDownloads
{
    public static void MapReports(this WebApplication app)
    {
        Map(app, ".json", "application/json; charset=utf-8", WriteJsonAsync);
        Map(app, ".csv", "text/csv; charset=utf-8", WriteCsvAsync);
        app.MapGet($"{ReportModel.Root}/{{id:long}}/refused.zip", SendRefusedAsync).AsDownload();
    }

    private static void Map(WebApplication app, string ending, string type, Func<HttpResponse, ReportModel, IReadOnlyList<ReportedFile>, CancellationToken, Task> write) => app
        // By the methods of the page whose address they share, so that strangers are led away by each.
        .MapMethods($"{ReportModel.Root}/{{id:long}}{ending}", [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post], async (
            long id, HttpContext context, ArchiveDb db, ArchiveFolder archive, Stages stages, Jobs jobs, CancellationToken cancel) =>
        {
            var report = new ReportModel(db, archive, stages, jobs);
            if (!await report.ReadAsync(id, cancel))
            {
                return Results.NotFound();
            }

            var files = await FilesAsync(report, db, archive, cancel);
            Attach(context, type, $"import-{id}{ending}");
            await write(context.Response, report, files, cancel);
            return Results.Empty;
        }).AsDownload();

    private static async Task<IReadOnlyList<ReportedFile>> FilesAsync(ReportModel report, ArchiveDb db, ArchiveFolder archive, CancellationToken cancel)
    {
        var import = report.Import.Id;
        var kept = report.Import.UndoneAt is not null
            ? [.. ImportEntries.FilesOf(archive.Record, import).Select(file => new ReportedFile(file.File, file.Sha256, "kept", null, null, file.Blog, null, null, null))]
            : await db.Sources.Where(source => source.ImportId == import).OrderBy(source => source.Id)
                .Join(db.Blogs, source => source.BlogId, blog => blog.Id, (source, blog) => new ReportedFile(
                    source.FileName, source.Sha256, "kept", null, source.Bytes, blog.Slug, source.Format,
                    db.Captures.Count(capture => capture.SourceId == source.Id),
                    db.Captures.Where(capture => capture.SourceId == source.Id).Sum(capture => capture.FoundComments))).ToListAsync(cancel);
        return [.. kept, .. report.AllRefused.Select(file => new ReportedFile(file.File, file.Sha256, "refused", file.Reason, file.Bytes, null, null, null, null))];
    }

    private static async Task WriteJsonAsync(HttpResponse answer, ReportModel report, IReadOnlyList<ReportedFile> files, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(answer.BodyWriter, HitJson.WriterOptions);
        json.WriteStartObject();
        json.WriteNumber("import", report.Import.Id);
        json.WriteString("by", report.By);
        json.WriteString("startedAt", InWords.Iso(report.Import.StartedAt));
        json.WriteString("finishedAt", report.Import.FinishedAt is { } finished ? InWords.Iso(finished) : null);
        json.WriteString("undoneAt", report.Import.UndoneAt is { } undone ? InWords.Iso(undone) : null);
        json.WriteString("outcome", report.Import.Outcome.ToString().ToLowerInvariant());
        json.WriteStartObject("counts");
        foreach (var count in report.Import.Counts is null ? [] : ImportCounts.All)
        {
            json.WriteNumber(count.Field, count.Of(report.Import.Counts!));
        }

        json.WriteEndObject();
        json.WriteStartArray("files");
        foreach (var file in files)
        {
            JsonSerializer.Serialize(json, file, JsonSerializerOptions.Web);
            await answer.BodyWriter.FlushAsync(cancel);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancel);
        await answer.BodyWriter.FlushAsync(cancel);
    }

    private static async Task WriteCsvAsync(HttpResponse answer, ReportModel report, IReadOnlyList<ReportedFile> files, CancellationToken cancel)
    {
        await using var writer = new StreamWriter(answer.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await writer.WriteAsync("import,file,sha256,outcome,reason,bytes,blog,format,posts,comments\r\n");
        foreach (var file in files)
        {
            string?[] values =
            [
                Number(report.Import.Id), file.File, file.Sha256, file.Outcome, file.Reason, Number(file.Bytes), file.Blog, file.Format, Number(file.Posts), Number(file.Comments),
            ];
            await writer.WriteAsync($"{string.Join(',', values.Select(value => HitCsv.Field(value ?? "")))}\r\n".AsMemory(), cancel);
        }
    }

    private static async Task<IResult> SendRefusedAsync(
        long id, HttpContext context, ArchiveDb db, ArchiveFolder archive, Stages stages, Jobs jobs, CancellationToken cancel)
    {
        var refusals = new Refusals(db, archive, stages, jobs);
        var held = (await refusals.OfAsync(id, cancel)).Where(file => file.Staged is not null).ToList();
        if (held.Count == 0)
        {
            return Results.NotFound();
        }

        SearchLimits.HurryReader(context);
        Attach(context, "application/zip", $"import-{id}-refused.zip");
        if (HeadRequests.IsHead(context))
        {
            return Results.Empty;
        }

        // The framework writes the heads of a zip without waiting for whoever reads.
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        await using var zip = await ZipArchive.CreateAsync(context.Response.Body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in held)
        {
            await using var bytes = refusals.Open(file);
            if (bytes is not null)
            {
                await using var entry = await zip.CreateEntry(NameIn(names, file.File), CompressionLevel.Fastest).OpenAsync(cancel);
                await bytes.CopyToAsync(entry, cancel);
            }
        }

        return Results.Empty;
    }

    // A label has no way up, but two files may have one, and a zip must not hide either.
    private static string NameIn(HashSet<string> names, string label)
    {
        var name = label;
        for (var turn = 2; !names.Add(name); turn++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{label[..^Path.GetExtension(label).Length]} ({turn}){Path.GetExtension(label)}");
        }

        return name;
    }

    private static void Attach(HttpContext context, string type, string name)
    {
        context.Response.ContentType = type;
        context.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = name }.ToString();
    }

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}
