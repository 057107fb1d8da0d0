using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Archive.Citing;

/// <summary>CSL-JSON, what Zotero and other citation processors read.</summary>
/// <remarks>No <c>accessed</c>: that is the day on which whoever cites looked, which nobody here knows; the day of the capture is in the note.</remarks>
internal static class CslJson
{
    // Letters of every script stay readable.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(CitedWork work)
    {
        var parts = new CitedParts(work);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("id", parts.Id);
            json.WriteString("type", parts.IsComment ? "post" : "post-weblog");
            json.WriteString("title", parts.Title);
            WriteName(json, "author", parts.Author);
            json.WriteString("container-title", parts.Blog);
            WriteDate(json, parts.Date, parts.NotBefore);
            WriteText(json, "genre", parts.IsComment ? parts.CommentOn : null);
            WriteText(json, "number", parts.IsComment ? parts.Number : null);
            WriteText(json, "language", parts.Language);
            json.WriteString("archive", CitedWork.ArchiveName);
            json.WriteString("note", string.Join("; ", parts.Notes(hasBound: true)));
            json.WriteString("URL", parts.Address);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    // Literal: as written, not to be taken apart.
    private static void WriteName(Utf8JsonWriter json, string field, string? name)
    {
        if (name is not null)
        {
            json.WriteStartArray(field);
            json.WriteStartObject();
            json.WriteString("literal", name);
            json.WriteEndObject();
            json.WriteEndArray();
        }
    }

    private static void WriteDate(Utf8JsonWriter json, CitedDate? date, CitedDate? notBefore)
    {
        if (date is null)
        {
            WriteBound(json, notBefore);
            return;
        }

        json.WriteStartObject("issued");
        json.WriteStartArray("date-parts");
        json.WriteStartArray();
        foreach (var part in date.Parts)
        {
            json.WriteNumberValue(part);
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Literal: what has no parts is printed as it stands. "circa" would mean near that day, which nobody says.
    private static void WriteBound(Utf8JsonWriter json, CitedDate? notBefore)
    {
        if (notBefore is not null)
        {
            json.WriteStartObject("issued");
            json.WriteString("literal", $"{notBefore.OrAfter} {notBefore.DayFirst}");
            json.WriteEndObject();
        }
    }
}
