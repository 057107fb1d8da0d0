using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Archive.Dumps.Folders;

/// <summary>Reads <c>blog.json</c>: what is known of a blog from outside its dumps.</summary>
internal static class BlogJson
{
    public const string FileName = "blog.json";

    /// <summary>Markdown by the archive's keeper, beside <see cref="FileName"/>.</summary>
    public const string AboutFileName = "about.md";

    /// <summary>The largest blog.json or about.md: a page of text, and what Markdown can be rendered without delay.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly string[] Keys = ["title", "address", "language", "timeZone", "author", "slug"];

    /// <param name="objection">Why a slug cannot be had, or null where it can: who gives addresses knows which are taken.</param>
    /// <exception cref="DumpFolderException">With file and line, where something is wrong in it.</exception>
    public static BlogDescription Read(string path, Func<string, string?> objection) =>
        Read(path, RegularFile.Named(Path.GetDirectoryName(path) ?? "", AboutFileName), objection);

    /// <param name="about">Where the text about the blog lies, if there is one.</param>
    public static BlogDescription Read(string path, string? about, Func<string, string?> objection)
    {
        var bytes = ReadLimited(path);
        var entries = Entries(path, bytes);
        var title = Value("title") ?? throw Wrong(path, 1, "the key 'title' is missing");
        var address = Value("address");
        var at = Address(path, address, Line("address"));
        var slug = Value("slug") ?? SlugOf(title, at);
        if (objection(slug) is { } reason)
        {
            throw Wrong(path, Line("slug"), $"{reason}; choose another with the key 'slug'");
        }

        if (slug == Slug.Nameless && Value("slug") is null)
        {
            throw Wrong(path, Line("title"), "the title has no letters for an address; choose one with the key 'slug'");
        }

        if (Value("language") is { } language && BlogFields.OfLanguage(language) is not null)
        {
            throw Wrong(path, Line("language"), $"'{language}' is no language tag such as en-GB");
        }

        Check("title", BlogFields.OfText);
        Check("address", BlogFields.OfAddress);
        Check("author", BlogFields.OfText);
        Check("timeZone", BlogFields.OfTimeZone);

        return new BlogDescription(
            slug, title, address, Value("language"), Value("timeZone"), Value("author"),
            about is not null ? Encoding.UTF8.GetString(ReadLimited(about)).TrimStart('\uFEFF') : null)
        {
            HasOwnSlug = Value("slug") is not null,
        };

        string? Value(string key) => entries.TryGetValue(key, out var entry) ? entry.Value : null;
        int Line(string key) => entries.TryGetValue(key, out var entry) ? entry.Line : 1;
        void Check(string key, Func<string, string?> why)
        {
            if (Value(key) is { } value && why(value) is { } reason)
            {
                throw Wrong(path, Line(key), $"'{key}': {reason}");
            }
        }
    }

    private static byte[] ReadLimited(string path)
    {
        try
        {
            return RegularFile.Read(path, MaxBytes, null, CancellationToken.None);
        }
        catch (Exception unreadable) when (unreadable is NotADumpException or IOException or UnauthorizedAccessException)
        {
            throw Wrong(path, 1, unreadable.Message);
        }
    }

    private static Dictionary<string, (string? Value, int Line)> Entries(string path, byte[] bytes)
    {
        var text = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        if (!Utf8.IsValid(text))
        {
            throw Wrong(path, 1 + text.AsSpan(0, ValidLength(text)).Count((byte)'\n'), "is not UTF-8 here; save it in that encoding");
        }

        var reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            return Entries(path, text, ref reader);
        }
        catch (JsonException e)
        {
            throw Wrong(path, (int)(e.LineNumber ?? 0) + 1, "is not valid JSON here");
        }
        catch (InvalidOperationException)
        {
            // Half a pair of surrogates, which is no text.
            throw Wrong(path, 1 + text.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n'), "holds an escape that is no character");
        }
    }

    private static int ValidLength(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (Rune.DecodeFromUtf8(text[length..], out _, out var consumed) == OperationStatus.Done)
        {
            length += consumed;
        }

        return length;
    }

    private static Dictionary<string, (string? Value, int Line)> Entries(string path, byte[] text, ref Utf8JsonReader reader)
    {
        var entries = new Dictionary<string, (string?, int)>(StringComparer.Ordinal);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw Wrong(path, 1, "must be one object in braces");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            var line = 1 + text.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
            if (!Keys.Contains(key))
            {
                throw Wrong(path, line, $"there is no key '{key}'; the keys are {string.Join(", ", Keys)}");
            }

            reader.Read();
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            {
                throw Wrong(path, line, $"'{key}' must be a text in quotation marks");
            }

            var value = reader.GetString();
            entries[key] = (string.IsNullOrWhiteSpace(value) ? null : value.Trim(), line);
        }

        // Reading on to the end finds what stands after the object.
        while (reader.Read())
        {
        }

        return entries;
    }

    private static Uri? Address(string path, string? address, int line)
    {
        if (address is null)
        {
            return null;
        }

        return WebAddress.Of(address) ?? throw Wrong(path, line, $"'{address}' is no address such as http://example.blogspot.com/");
    }

    // The first label of the host that says something, else the title in the manner of a post's slug.
    private static string SlugOf(string title, Uri? address) => address is null ? Slug.FromTitle(title) : HostName.FirstLabel(address.IdnHost);

    private static DumpFolderException Wrong(string path, int line, string reason) => new($"{path}:{line}: {reason}");
}
