using System.Text;
using System.Text.Json;

namespace Archive.Dumps.Recognising;

/// <summary>The kinds of JSON: by whether it can be read so, and by the names of its fields.</summary>
internal static class JsonKinds
{
    /// <summary>Fields that are read; the names that tell exports apart stand early.</summary>
    private const int MaxTokens = 5_000;

    /// <summary>Lines that are each one object, from which on a file is taken to be made of such.</summary>
    private const int MinLines = 2;

    /// <summary>The most specific first.</summary>
    public static readonly FileKind[] All =
    [
        Json("a Commento export (JSON)", "commentHex"),
        Json("a Remark42 export (JSON)", "locator"),
        Json("an Isso export (JSON)", "remote_addr"),
        Json("a Ghost export (JSON)", "posts_tags"),
        Json("a Twitter archive (JSON)", "full_text"),
        Json("a Blogger feed (JSON)", "openSearch$totalResults"),
        Json("a Jupyter notebook", "nbformat"),
        new("a Twitter archive (JSON)", sample => sample.Text.StartsWith("window.YTD.", StringComparison.Ordinal)),
        new("a file of JSON lines", sample => IsLines(sample)),
        Json("a JSON file", null),
    ];

    private static FileKind Json(string name, string? field) =>
        new(name, sample => sample.Text is ['{' or '[', ..] && FieldsOf(sample) is { } fields && (field is null || fields.Contains(field)));

    // Null where it is no JSON as far as the sample goes. A first line of JSON above a text is none.
    private static HashSet<string>? FieldsOf(FileSample sample)
    {
        var fields = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(
            Encoding.UTF8.GetBytes(sample.Text),
            sample.IsWhole, new JsonReaderState(new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 512 }));
        var tokens = 0;
        try
        {
            while (tokens < MaxTokens && reader.Read())
            {
                tokens++;
                if (reader.TokenType == JsonTokenType.PropertyName && reader.GetString() is { } name)
                {
                    fields.Add(name);
                }
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // A file that breaks off, or has a mistake far down, is JSON all the same; a text in brackets is not.
            return reader.CurrentDepth > 0 && fields.Count >= 2 && tokens >= 6 && !sample.Evidence.IsEnough ? fields : null;
        }

        return tokens > 1 ? fields : null;
    }

    private static bool IsLines(FileSample sample) =>
        sample.Text.StartsWith('{') && sample.Lines.Count >= MinLines
        && sample.Share(line => line is ['{', .., '}'] && IsOne(line)) >= 0.8;

    private static bool IsOne(string line)
    {
        try
        {
            using var one = JsonDocument.Parse(line);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
