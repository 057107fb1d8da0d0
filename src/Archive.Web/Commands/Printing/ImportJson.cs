using System.Text.Json;

namespace Archive.Web.Commands.Printing;

/// <summary>Tells a program how an import ended: one JSON object, written as the import goes.</summary>
internal static class ImportJson
{
    public static async Task<ImportReport> RunAsync(
        Importer importer, IReadOnlyList<DumpFile> files, ImportChoices choices, CommandConsole console, CancellationToken cancel)
    {
        using var json = new Utf8JsonWriter(console.Output, ThreadJson.WriterOptions);
        json.WriteStartObject();
        json.WriteBoolean("dryRun", choices.DryRun);
        json.WriteStartArray("sources");
        var leftOut = new LeftOutFiles();
        var report = await importer.ImportAsync(files, choices, source => Write(json, source, leftOut), cancel);
        json.WriteEndArray();
        Write(json, leftOut);
        Write(json, report);
        json.WriteEndObject();
        await json.FlushAsync(CancellationToken.None);
        console.Output.WriteByte((byte)'\n');
        return report;
    }

    private static void Write(Utf8JsonWriter json, SourceReport source, LeftOutFiles leftOut)
    {
        leftOut.Add(source);
        if (source.Outcome == SourceOutcome.LeftOut)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("file", source.File);
        json.WriteString("sha256", source.Sha256);
        json.WriteNumber("bytes", source.Bytes);
        json.WriteString("outcome", source.Outcome.ToString().ToLowerInvariant());
        Write(json, source.Counts, ImportCounts.All.Where(count => count.Things != "sources"));
        json.WriteString("kind", source.Kind?.Name);
        json.WriteStartArray("posts");
        foreach (var post in source.Posts)
        {
            json.WriteStartObject();
            json.WriteString("title", post.Title);
            json.WriteString("published", post.Published);
            if (post.OpenDate is not null)
            {
                json.WriteString("openDate", post.OpenDate);
            }

            ThreadJson.WriteNumber(json, "declaredComments", post.Declared);
            json.WriteNumber("foundComments", post.Found);
            ThreadJson.WriteReadAs(json, post.ReadAs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        ThreadJson.WriteProblems(json, source.Problems);
        json.WriteString("blog", source.Blog.Slug);
        json.WriteString("blogKnownBy", source.Blog.Basis.ToString().ToLowerInvariant());
        json.WriteEndObject();
        ThreadJson.FlushWhenLarge(json);
    }

    private static void Write(Utf8JsonWriter json, LeftOutFiles leftOut)
    {
        json.WriteNumber("filesLeftOut", leftOut.Count);
        json.WriteStartArray("leftOut");
        foreach (var (kind, count, names) in leftOut.Listed)
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            json.WriteNumber("count", count);
            json.WriteStartArray("files");
            foreach (var name in names)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ImportReport report)
    {
        Write(json, report.Counts, ImportCounts.All);
        json.WriteNumber("problems", report.Problems);
        json.WriteBoolean("cancelled", report.Cancelled);
        json.WriteNumber("milliseconds", (long)report.Elapsed.TotalMilliseconds);
    }

    private static void Write(Utf8JsonWriter json, ImportCounts counts, IEnumerable<ImportCount> written)
    {
        foreach (var count in written)
        {
            json.WriteNumber(count.Field, count.Of(counts));
        }
    }
}
