using System.Collections.Frozen;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace Archive.Web.Hosting;

/// <summary>The few files that pages link to: one style sheet, the scripts and the icon, served from inside the assembly.</summary>
/// <remarks>
/// All of them stand below one folder that is named by a hash of them all. So a copy is good for ever, and scripts that import
/// each other by relative addresses stay among those of their own build.
/// </remarks>
internal static partial class Assets
{
    /// <summary>All of them stand below it.</summary>
    public const string Root = "/assets";

    private const string Resources = "wwwroot/";

    // For patterns: they read nothing but the files of this project, and what the compiler writes for them is ready sooner than patterns that never go back.
    private const int MostMilliseconds = 10_000;

    private const string OfKeepers = "js/keeper/";

    private const string ForEver = "public, max-age=31536000, immutable";
    private const string AskAgain = "no-cache";

    private static readonly SortedDictionary<string, byte[]> Files = Read();

    private static readonly FrozenDictionary<string, Asset> All = Files.ToFrozenDictionary(file => file.Key, file => new Asset(file.Key, file.Value), StringComparer.Ordinal);

    private static readonly string Folder = $"{Root}/{Hash(Files)}/";

    /// <summary>The address of the style sheet.</summary>
    public static string Style { get; } = Folder + "archive.css";

    /// <summary>The address of the icon.</summary>
    public static string Icon { get; } = Folder + "archive.svg";

    /// <summary>The address of the script that a page waits for before it is painted: it puts a reader's own settings on the page.</summary>
    public static string Before { get; } = Folder + "js/before.js";

    /// <summary>The addresses of the script that starts all others, and of those that it needs at once, to be asked for together and not one after the other.</summary>
    /// <remarks>
    /// Named as scripts and not as preloads: where scripts are switched off, a browser asks for none of them. What is imported only when
    /// somebody opens a dialog is asked for then.
    /// </remarks>
    public static IReadOnlyList<string> Scripts { get; } = [.. Needed("js/archive.js").Select(file => Folder + file)];

    /// <summary>The address of a script that only pages of keepers have.</summary>
    public static string Keepers(string script) => Folder + OfKeepers + script;

    // Before all that follows, which is about pages; where no file has the name, a page may.
    public static void UseAssets(this WebApplication app) => app.Use((context, next) =>
        context.Request.Path.StartsWithSegments(Root, StringComparison.Ordinal)
        && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && Find(context.Request.Path.Value!) is { } asset
            ? SendAsync(context, asset)
            : next(context));

    private static Task SendAsync(HttpContext context, Asset asset)
    {
        var (headers, coding) = (context.Response.Headers, ContentCoding.Of(context.Request.Headers.AcceptEncoding));
        headers.CacheControl = context.Request.Path.StartsWithSegments(Folder.TrimEnd('/'), StringComparison.Ordinal) ? ForEver : AskAgain;
        // Also with parts and with "not modified", which are not compressed.
        headers.Vary = HeaderNames.AcceptEncoding;
        if (coding != ContentCoding.Identity)
        {
            headers.ContentEncoding = coding;
        }

        return Results.Bytes(asset.In(coding), asset.ContentType, enableRangeProcessing: coding == ContentCoding.Identity, entityTag: asset.Tag(coding)).ExecuteAsync(context);
    }

    // The folder of another build leads here too, for pages that were made before an upgrade; such an answer is not kept.
    private static Asset? Find(string path) =>
        path.Split('/', 4) is ["", _, _, var file] && All.TryGetValue(file, out var asset) ? asset : null;

    private static SortedDictionary<string, byte[]> Read()
    {
        var assembly = typeof(Assets).Assembly;
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Resources, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files.Add(resource[Resources.Length..].Replace('\\', '/'), Shortened(bytes, resource));
        }

        return WithOneStyleSheet(files);
    }

    // What is said to those who write scripts and styles, and how far lines are set in, is a fifth of what readers would be sent.
    private static byte[] Shortened(byte[] bytes, string file) => Path.GetExtension(file) switch
    {
        ".js" => Encoding.UTF8.GetBytes(CommentOrIndent().Replace(Encoding.UTF8.GetString(bytes), "")),
        ".css" => Encoding.UTF8.GetBytes(StyleCommentOrIndent().Replace(Encoding.UTF8.GetString(bytes), "")),
        _ => bytes,
    };

    [GeneratedRegex("""^ *//.*\n|^ +|^\n""", RegexOptions.Multiline, matchTimeoutMilliseconds: MostMilliseconds)]
    private static partial Regex CommentOrIndent();

    [GeneratedRegex("""^ */\*[^*]*\*/\n|^ +|^\n""", RegexOptions.Multiline, matchTimeoutMilliseconds: MostMilliseconds)]
    private static partial Regex StyleCommentOrIndent();

    // Its sections are files for those who write them; readers ask once and get each in the place of the line that names it.
    private static SortedDictionary<string, byte[]> WithOneStyleSheet(SortedDictionary<string, byte[]> files)
    {
        string Text(string name) => Encoding.UTF8.GetString(files[$"css/{name}"]);
        var sheet = Section().Replace(
            Text("archive.css"), line => $"@layer {line.Groups["layer"].Value} {{\n{Text(line.Groups["file"].Value)}}}\n");
        foreach (var section in files.Keys.Where(file => file.StartsWith("css/", StringComparison.Ordinal)).ToList())
        {
            files.Remove(section);
        }

        files.Add("archive.css", Encoding.UTF8.GetBytes(sheet));
        return files;
    }

    [GeneratedRegex("""^@import "(?<file>[a-z]+\.css)" layer\((?<layer>[a-z]+)\);$""", RegexOptions.Multiline, matchTimeoutMilliseconds: MostMilliseconds)]
    private static partial Regex Section();

    private static List<string> Needed(string script)
    {
        var needed = new List<string> { script };
        for (var i = 0; i < needed.Count; i++)
        {
            var folder = new Uri("file:///" + needed[i]);
            needed.AddRange(Imported().Matches(Encoding.UTF8.GetString(Files[needed[i]]))
                .Select(import => new Uri(folder, import.Groups["file"].Value).AbsolutePath[1..]).Distinct().Except(needed).ToList());
        }

        return needed;
    }

    [GeneratedRegex("""^import .*from "(?<file>\.[a-z./-]+)";\r?$""", RegexOptions.Multiline, matchTimeoutMilliseconds: MostMilliseconds)]
    private static partial Regex Imported();

    private static string Hash(SortedDictionary<string, byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (file, bytes) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file} {bytes.Length}\n")));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>A file in each coding, as small as it gets: that takes long, and is done once.</summary>
    private sealed class Asset(string name, byte[] bytes)
    {
        private readonly string hash = Hash(new() { [name] = bytes });
        private readonly Lazy<byte[]> brotli = new(() => Coded(bytes, output => new BrotliStream(output, CompressionLevel.SmallestSize)));
        private readonly Lazy<byte[]> gzip = new(() => Coded(bytes, output => new GZipStream(output, CompressionLevel.SmallestSize)));

        public string ContentType { get; } = Path.GetExtension(name) switch
        {
            ".css" => "text/css",
            ".js" => "text/javascript",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };

        public byte[] In(string coding) => coding switch
        {
            ContentCoding.Brotli => brotli.Value,
            ContentCoding.Gzip => gzip.Value,
            _ => bytes,
        };

        public EntityTagHeaderValue Tag(string coding) => new($"\"{hash}-{coding}\"");

        private static byte[] Coded(byte[] bytes, Func<Stream, Stream> coder)
        {
            var coded = new MemoryStream();
            using (var stream = coder(coded))
            {
                stream.Write(bytes);
            }

            return coded.ToArray();
        }
    }
}
