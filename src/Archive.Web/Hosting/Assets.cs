using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;
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

    private const string OfKeepers = "js/keeper/";

    private const string ForEver = "public, max-age=31536000, immutable";
    private const string AskAgain = "no-cache";

    private static readonly SortedDictionary<string, byte[]> Files = Read();

    private static readonly string Folder = $"{Root}/{Hash(Files)}/";

    /// <summary>The address of the style sheet.</summary>
    public static string Style { get; } = Folder + "archive.css";

    /// <summary>The address of the icon.</summary>
    public static string Icon { get; } = Folder + "archive.svg";

    /// <summary>The addresses of the script that starts all others, and of those, to be asked for together and not one after the other.</summary>
    /// <remarks>Named as scripts and not as preloads: where scripts are switched off, a browser asks for none of them.</remarks>
    public static IReadOnlyList<string> Scripts { get; } =
    [
        .. Files.Keys.Where(file => file.EndsWith(".js", StringComparison.Ordinal) && !file.StartsWith(OfKeepers, StringComparison.Ordinal))
            .OrderBy(file => file != "js/archive.js").Select(file => Folder + file),
    ];

    /// <summary>The address of a script that only pages of keepers have.</summary>
    public static string Keepers(string script) => Folder + OfKeepers + script;

    // Before all that follows, which is about pages; where no file has the name, a page may.
    public static void UseAssets(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(Root, StringComparison.Ordinal),
        assets => assets
            .UseResponseCompression()
            .UseStaticFiles(new StaticFileOptions
            {
                FileProvider = new Embedded(),
                RequestPath = Root,
                OnPrepareResponse = file => SayHowToKeep(file.Context),
            }));

    private static void SayHowToKeep(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = context.Request.Path.StartsWithSegments(Folder.TrimEnd('/'), StringComparison.Ordinal) ? ForEver : AskAgain;
        // Also with parts and with "not modified", which are not compressed.
        headers.Vary = HeaderNames.AcceptEncoding;
    }

    private static SortedDictionary<string, byte[]> Read()
    {
        var assembly = typeof(Assets).Assembly;
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Resources, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files.Add(resource[Resources.Length..].Replace('\\', '/'), bytes);
        }

        return WithOneStyleSheet(files);
    }

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

    [GeneratedRegex("""^@import "(?<file>[a-z]+\.css)" layer\((?<layer>[a-z]+)\);$""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Section();

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

    // The folder of another build leads here too, for pages that were made before an upgrade; such an answer is not kept.
    private sealed class Embedded : IFileProvider
    {
        private readonly DateTimeOffset modified = File.GetLastWriteTimeUtc(typeof(Assets).Assembly.Location);

        public IFileInfo GetFileInfo(string subpath)
        {
            var parts = subpath.Split('/', 3);
            return parts is ["", _, var file] && Files.TryGetValue(file, out var bytes)
                ? new EmbeddedFile(file, bytes, modified)
                : new NotFoundFileInfo(subpath);
        }

        public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

        public IChangeToken Watch(string filter) => NullChangeToken.Singleton;
    }

    private sealed class EmbeddedFile(string name, byte[] bytes, DateTimeOffset modified) : IFileInfo
    {
        public bool Exists => true;

        public bool IsDirectory => false;

        public long Length => bytes.Length;

        public DateTimeOffset LastModified => modified;

        public string Name => name;

        public string? PhysicalPath => null;

        public Stream CreateReadStream() => new MemoryStream(bytes, writable: false);
    }
}
