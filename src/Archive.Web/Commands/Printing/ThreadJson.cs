using System.Text.Encodings.Web;
using System.Text.Json;

namespace Archive.Web.Commands.Printing;

/// <summary>Writes posts and their threads as JSON; the field names and their order are a contract with other programs.</summary>
internal static class ThreadJson
{
    // What is held before it goes out: large enough to write seldom, small beside any dump.
    private const int FlushBytes = 256 * 1024;

    /// <summary>Letters of every language stay readable; controls stay escaped, so that a dump cannot drive a terminal.</summary>
    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // Replies nest as deep as a dump says, two levels of JSON each.
        MaxDepth = int.MaxValue,
    };

    /// <summary>The fields of a post, its thread last, into an object that the caller opens and closes.</summary>
    /// <param name="numbers">The number of each comment, in the order of the thread.</param>
    /// <param name="inferred">The day that the blog's dumps together make of an open date; null where they make none.</param>
    public static void WritePost(Utf8JsonWriter json, DumpPost post, IReadOnlyList<string> numbers, string? inferred = null)
    {
        json.WriteString("title", post.Title);
        json.WriteString("published", post.Published);
        if (post.OpenDate is { } open)
        {
            json.WriteString("openDate", open.Printed);
        }

        if (inferred is not null)
        {
            json.WriteString("inferredPublished", inferred);
        }

        json.WriteString("author", post.Author);
        json.WriteString("url", post.Url);
        json.WriteStartArray("labels");
        foreach (var label in post.Labels)
        {
            json.WriteStringValue(label);
        }

        json.WriteEndArray();
        WriteNumber(json, "declaredComments", post.DeclaredComments);
        json.WriteNumber("foundComments", post.FoundComments);
        WriteText(json, post.BodyText, post.Written);
        WriteLines(json, post.Lines);
        WriteThread(json, post.Comments, numbers);
    }

    /// <summary>By which layout a post was read, into an object that the caller opens and closes; what is not known is null.</summary>
    public static void WriteReadAs(Utf8JsonWriter json, ReadLayout? read)
    {
        json.WriteString("readAs", read?.Name);
        json.WriteString("certainty", read is null ? null : InWords(read.Certainty));
    }

    /// <summary>A date for people; what one dump leaves open is no date yet.</summary>
    public static string Date(string? published, string? open) => published ?? (open is null ? "no date" : $"no date (\"{open}\" is open)");

    public static string InWords(Certainty certainty) => certainty == Certainty.InDoubt ? "in doubt" : certainty.ToString().ToLowerInvariant();

    public static void WriteProblems(Utf8JsonWriter json, IReadOnlyList<Problem> problems)
    {
        json.WriteStartArray("problems");
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("severity", problem.Severity.ToString().ToLowerInvariant());
            WriteNumber(json, "line", problem.Line);
            json.WriteString("message", problem.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteNumber(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void FlushWhenLarge(Utf8JsonWriter json)
    {
        if (json.BytesPending > FlushBytes)
        {
            json.Flush();
        }
    }

    // Replies stand inside the comment that they answer, so a comment is closed only when one that is no deeper follows.
    private static void WriteThread(Utf8JsonWriter json, IReadOnlyList<DumpComment> thread, IReadOnlyList<string> numbers)
    {
        json.WriteStartArray("comments");
        var open = 0;
        for (var i = 0; i < thread.Count; i++)
        {
            for (; open > thread[i].Depth; open--)
            {
                CloseComment(json);
            }

            OpenComment(json, thread[i], numbers[i]);
            open++;
            FlushWhenLarge(json);
        }

        for (; open > 0; open--)
        {
            CloseComment(json);
        }

        json.WriteEndArray();
    }

    private static void OpenComment(Utf8JsonWriter json, DumpComment comment, string number)
    {
        json.WriteStartObject();
        json.WriteString("number", number);
        json.WriteString("key", comment.Key);
        json.WriteString("author", comment.Author);
        json.WriteString("published", comment.Published);
        json.WriteString("status", comment.Status.ToString().ToLowerInvariant());
        WriteText(json, comment.BodyText, comment.Written);
        WriteLines(json, comment.Lines);
        if (comment.Incomplete)
        {
            json.WriteBoolean("incomplete", true);
        }

        json.WriteStartArray("replies");
    }

    // Of plain text the words are all; of markup they are not.
    private static void WriteText(Utf8JsonWriter json, string words, WrittenText written)
    {
        json.WriteString("bodyText", words);
        if (written.Kind != TextKind.Plain)
        {
            json.WriteString("kind", written.Kind.ToString().ToLowerInvariant());
            json.WriteString("original", written.Original);
        }
    }

    private static void CloseComment(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLines(Utf8JsonWriter json, LineRange? lines)
    {
        if (lines is not { } range)
        {
            json.WriteNull("lines");
            return;
        }

        json.WriteStartArray("lines");
        json.WriteNumberValue(range.First);
        json.WriteNumberValue(range.Last);
        json.WriteEndArray();
    }
}
