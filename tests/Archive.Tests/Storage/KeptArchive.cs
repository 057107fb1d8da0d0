using System.IO.Compression;

namespace Archive.Tests.Storage;

/// <summary>Archives that released versions made; see <c>Cases/archives</c>.</summary>
internal static class KeptArchive
{
    public static readonly string[] Versions = ["0.1", "0.2", "0.3", "0.1-then-0.3"];

    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "archives");

    /// <summary>The file of that version.</summary>
    public static void Unpack(string version, string path)
    {
        using var packed = new GZipStream(File.OpenRead(Path.Combine(Folder, version, "archive.db.gz")), CompressionMode.Decompress);
        using var file = File.Create(path);
        packed.CopyTo(file);
    }

    /// <summary>An archive of that version, brought up to date in a folder of its own, where <c>old.db</c> is the file as it was.</summary>
    public static TestArchive Open(string version) => new(folder =>
    {
        Unpack(version, Path.Combine(folder, "archive.db"));
        Unpack(version, Path.Combine(folder, "old.db"));
    });

    /// <summary>Every address that it gave.</summary>
    public static IReadOnlyList<KeptAddress> Addresses(string version) =>
        [.. File.ReadLines(Path.Combine(Folder, version, "keys.txt")).Select(line => line.Split('\t'))
            .Select(fields => new KeptAddress(fields[0], fields[1], fields[2], fields[3], fields[6]))];
}

/// <summary>An address that a released version gave.</summary>
/// <param name="Key">Empty for the post.</param>
/// <param name="Text">How the original begins; line ends and tabs are spaces.</param>
internal sealed record KeptAddress(string Blog, string Month, string Slug, string Key, string Text)
{
    public string Path => $"/{Blog}/{Month.Replace('-', '/')}/{Slug}{(Key.Length > 0 ? "/" : "")}{Key}";

    /// <summary>Whether an original is this one, as far as it is known; captures may end a text with other blank lines.</summary>
    public bool Begins(string original) =>
        original.Replace('\r', ' ').Replace('\n', ' ').Replace('\t', ' ').StartsWith(Text.TrimEnd(), StringComparison.Ordinal);
}
