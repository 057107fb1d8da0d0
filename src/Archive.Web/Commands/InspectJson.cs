using System.Text.Json;

namespace Archive.Web.Commands;

/// <summary>What <c>inspect --json</c> prints; the field names are a contract with other programs.</summary>
internal static class InspectJson
{
    /// <returns>Whether every file could be read.</returns>
    public static bool Write(IEnumerable<InspectedSource> sources, Stream output)
    {
        var allRead = true;
        using var json = new Utf8JsonWriter(output, ThreadJson.WriterOptions);
        json.WriteStartObject();
        json.WriteStartArray("sources");
        foreach (var source in sources)
        {
            Write(json, source);
            allRead &= source.Dump is not null;
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
        return allRead;
    }

    private static void Write(Utf8JsonWriter json, InspectedSource source)
    {
        json.WriteStartObject();
        json.WriteString("file", source.File);
        json.WriteString("sha256", source.Sha256);
        json.WriteNumber("bytes", source.Bytes);
        json.WriteString("format", source.Dump?.Format);
        json.WriteStartArray("posts");
        foreach (var post in source.Dump?.Posts ?? [])
        {
            json.WriteStartObject();
            ThreadJson.WritePost(json, post, CommentNumber.Paths(post.Comments));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("ledger");
        ThreadJson.WriteNumber(json, "lines", source.LineCount);
        // Of a refused file, no line was read.
        ThreadJson.WriteNumber(json, "unread", source.Dump?.Ledger.Unread ?? source.LineCount);
        json.WriteEndObject();
        ThreadJson.WriteProblems(json, source.Problems);
        json.WriteEndObject();
    }
}
