using System.Text.Encodings.Web;
using System.Text.Json;

namespace Archive.Web.Outputs;

/// <summary>Writes an answer as JSON or JSON Lines; the field names and their order are a contract with other programs.</summary>
internal static class HitJson
{
    /// <summary>Letters of every language stay readable; controls stay escaped, so that a text cannot drive a terminal.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What is held before it goes out: large enough to write seldom, small enough that a reader sees it coming.
    private const int FlushBytes = 32 * 1024;

    /// <summary>One object, the hits last.</summary>
    public static Task WriteAsync(Stream output, SearchHead head, IAsyncEnumerable<SearchHit> hits, CancellationToken cancel) =>
        WriteAsync(output, json => WriteHead(json, head), "hits", hits, Write, cancel);

    /// <summary>The head on a line of its own, then a line for each hit.</summary>
    public static Task WriteLinesAsync(Stream output, SearchHead head, IAsyncEnumerable<SearchHit> hits, CancellationToken cancel) =>
        WriteLinesAsync(output, json => WriteHead(json, head), hits, Write, cancel);

    /// <summary>One object that begins with a head and ends with a list of things.</summary>
    /// <param name="head">Writes the first fields.</param>
    /// <param name="name">The field of the list.</param>
    /// <param name="write">Writes one thing as an object.</param>
    public static async Task WriteAsync<T>(
        Stream output, Action<Utf8JsonWriter> head, string name, IAsyncEnumerable<T> things, Action<Utf8JsonWriter, T> write, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(output, WriterOptions);
        try
        {
            json.WriteStartObject();
            head(json);
            json.WriteStartArray(name);
            await foreach (var thing in things)
            {
                write(json, thing);
                await FlushWhenLargeAsync(json, cancel);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
        catch
        {
            // The writer would send what it holds when it is disposed, and so begin an answer that fails.
            json.Reset();
            throw;
        }
    }

    /// <summary>A line for each thing, below one for the head where there is any.</summary>
    public static async Task WriteLinesAsync<T>(
        Stream output, Action<Utf8JsonWriter>? head, IAsyncEnumerable<T> things, Action<Utf8JsonWriter, T> write, CancellationToken cancel)
    {
        using var lines = new MemoryStream();
        await using var json = new Utf8JsonWriter(lines, WriterOptions);
        if (head is not null)
        {
            json.WriteStartObject();
            head(json);
            json.WriteEndObject();
            EndLine(json, lines);
        }

        await foreach (var thing in things)
        {
            write(json, thing);
            EndLine(json, lines);
            if (lines.Length > FlushBytes)
            {
                await SendAsync(lines, output, cancel);
            }
        }

        await SendAsync(lines, output, cancel);
    }

    /// <summary>The field that says of which archive an answer is, and of when.</summary>
    public static void WriteArchive(Utf8JsonWriter json, ArchiveIdentity archive, DateTime date)
    {
        json.WriteStartObject("archive");
        json.WriteString("sha256", archive.SourcesSha256);
        json.WriteString("date", InWords.Iso(date));
        json.WriteString("seal", archive.Seal);
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, SearchHead head)
    {
        json.WriteString("query", head.Query);
        json.WriteStartArray("readAs");
        foreach (var line in head.ReadAs)
        {
            json.WriteStartObject();
            json.WriteString("kind", line.Kind);
            json.WriteString("text", line.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteArchive(json, head.Archive, head.Date);
        json.WriteStartObject("total");
        json.WriteNumber("count", head.Total.Number);
        json.WriteBoolean("exact", head.Total.IsExact);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SearchHit found)
    {
        var hit = new HitFields(found);
        json.WriteStartObject();
        json.WriteString("kind", hit.Kind);
        json.WriteString("path", hit.Path);
        json.WriteString("key", hit.Key);
        json.WriteString("post", hit.Post);
        json.WriteString("published", hit.Published);
        json.WriteString("number", hit.Number);
        json.WriteString("snippet", hit.SnippetHtml());
        json.WriteString("author", hit.Author);
        json.WriteString("signed", hit.Signer);
        json.WriteString("blog", hit.Blog);
        json.WriteString("dateOf", hit.DateOf);
        json.WriteBoolean("removed", hit.IsRemoved);
        json.WriteEndObject();
    }

    private static void EndLine(Utf8JsonWriter json, MemoryStream lines)
    {
        json.Flush();
        json.Reset();
        lines.WriteByte((byte)'\n');
    }

    private static async Task FlushWhenLargeAsync(Utf8JsonWriter json, CancellationToken cancel)
    {
        if (json.BytesPending > FlushBytes)
        {
            await json.FlushAsync(cancel);
        }
    }

    private static async Task SendAsync(MemoryStream lines, Stream output, CancellationToken cancel)
    {
        await output.WriteAsync(lines.GetBuffer().AsMemory(0, (int)lines.Length), cancel);
        await output.FlushAsync(cancel);
        lines.SetLength(0);
    }
}
