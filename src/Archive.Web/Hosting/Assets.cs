using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace Archive.Web.Hosting;

/// <summary>The few files that pages link to: one style sheet, the scripts and the icon, served from inside the assembly.</summary>
/// <remarks>
/// All of them stand below one folder that is named by the build that has them. So a copy is good for ever, and scripts that import
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

    private const string Sections = "css/", Sheet = "archive.css";

    // Each is read when it is asked for: a page needs no more than their names, and a start would wait for a hash of them all.
    private static readonly Dictionary<string, Asset> All = Read();

    private static readonly string Folder = $"{Root}/{typeof(Assets).Module.ModuleVersionId.ToString("N")[..16]}/";

    /// <summary>The address of the style sheet.</summary>
    public static string Style { get; } = Folder + Sheet;

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

    private static Dictionary<string, Asset> Read()
    {
        var all = new Dictionary<string, Asset>(StringComparer.Ordinal) { [Sheet] = new Asset(Sheet) };
        foreach (var resource in typeof(Assets).Assembly.GetManifestResourceNames())
        {
            var name = resource.Replace('\\', '/');
            if (name.StartsWith(Resources, StringComparison.Ordinal) && !name.StartsWith(Resources + Sections, StringComparison.Ordinal))
            {
                all.Add(name[Resources.Length..], new Asset(resource));
            }
        }

        return all;
    }

    // What is said to those who write scripts and styles, and how far lines are set in, is a fifth of what readers would be sent.
    private static byte[] Shortened(string resource)
    {
        var bytes = Written(resource);
        return Path.GetExtension(resource) switch
        {
            ".js" => Encoding.UTF8.GetBytes(CommentOrIndent().Replace(Encoding.UTF8.GetString(bytes), "")),
            ".css" => Encoding.UTF8.GetBytes(StyleCommentOrIndent().Replace(Encoding.UTF8.GetString(bytes), "")),
            _ => bytes,
        };
    }

    private static byte[] Written(string resource)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    [GeneratedRegex("""^ *//.*\n|^ +|^\n""", RegexOptions.Multiline, matchTimeoutMilliseconds: MostMilliseconds)]
    private static partial Regex CommentOrIndent();

    [GeneratedRegex("""^ */\*[^*]*\*/\n|^ +|^\n""", RegexOptions.Multiline, matchTimeoutMilliseconds: MostMilliseconds)]
    private static partial Regex StyleCommentOrIndent();

    // Its sections are files for those who write them; readers ask once and get each in the place of the line that names it.
    private static byte[] OneStyleSheet()
    {
        var sections = typeof(Assets).Assembly.GetManifestResourceNames().ToDictionary(resource => resource.Replace('\\', '/'), StringComparer.Ordinal);
        string Text(string name) => Encoding.UTF8.GetString(Shortened(sections[$"{Resources}{Sections}{name}"]));
        return Encoding.UTF8.GetBytes(Section().Replace(
            Text(Sheet), line => $"@layer {line.Groups["layer"].Value} {{\n{Text(line.Groups["file"].Value)}}}\n"));
    }

    [GeneratedRegex("""^@import "(?<file>[a-z]+\.css)" layer\((?<layer>[a-z]+)\);$""", RegexOptions.Multiline, matchTimeoutMilliseconds: MostMilliseconds)]
    private static partial Regex Section();

    // Lines such as: import { one } from "./other.js"; read without patterns, which a start would have compiled first.
    private static List<string> Needed(string script)
    {
        var needed = new List<string> { script };
        for (var i = 0; i < needed.Count; i++)
        {
            var folder = new Uri("file:///" + needed[i]);
            foreach (var line in Encoding.UTF8.GetString(Written(All[needed[i]].Resource)).Split('\n'))
            {
                if (line.StartsWith("import ", StringComparison.Ordinal) && line.TrimEnd('\r').Split('"') is [.., var before, ['.', ..] file, ";"]
                    && before.EndsWith("from ", StringComparison.Ordinal) && new Uri(folder, file).AbsolutePath[1..] is var name && !needed.Contains(name))
                {
                    needed.Add(name);
                }
            }
        }

        return needed;
    }

    /// <summary>A file in each coding, as small as it gets: that takes long, and is done once.</summary>
    private sealed class Asset
    {
        private readonly Lazy<byte[]> bytes, brotli, gzip;
        private readonly Lazy<string> hash;

        public Asset(string resource)
        {
            Resource = resource;
            bytes = new(() => resource == Sheet ? OneStyleSheet() : Shortened(resource));
            brotli = new(() => Coded(bytes.Value, output => new BrotliStream(output, CompressionLevel.SmallestSize)));
            gzip = new(() => Coded(bytes.Value, output => new GZipStream(output, CompressionLevel.SmallestSize)));
            hash = new(() => Convert.ToHexStringLower(SHA256.HashData(bytes.Value))[..16]);
            ContentType = Path.GetExtension(resource) switch
            {
                ".css" => "text/css",
                ".js" => "text/javascript",
                ".svg" => "image/svg+xml",
                _ => "application/octet-stream",
            };
        }

        public string Resource { get; }

        public string ContentType { get; }

        public byte[] In(string coding) => coding switch
        {
            ContentCoding.Brotli => brotli.Value,
            ContentCoding.Gzip => gzip.Value,
            _ => bytes.Value,
        };

        public EntityTagHeaderValue Tag(string coding) => new($"\"{hash.Value}-{coding}\"");

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
