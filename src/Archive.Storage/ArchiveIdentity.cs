using System.Security.Cryptography;
using System.Text;

namespace Archive.Storage;

/// <summary>Which archive, in which state, an answer comes from.</summary>
/// <param name="SourcesSha256">SHA-256 over a line for each kept source, blog and hash, in their order.</param>
/// <param name="Seal">The hash of the last entry of the record that the reading copy shows.</param>
public sealed record ArchiveIdentity(string SourcesSha256, string Seal)
{
    internal static ArchiveIdentity Read(Connection copy)
    {
        using var together = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sources = copy[
            "SELECT blogs.slug, sources.sha256 FROM sources JOIN blogs ON blogs.id = sources.blog_id ORDER BY blogs.slug, sources.sha256"];
        while (sources.Read())
        {
            together.AppendData(Encoding.UTF8.GetBytes($"{sources.Text(0)} {sources.Text(1)}\n"));
        }

        return new ArchiveIdentity(Convert.ToHexStringLower(together.GetHashAndReset()), CopyState.Read(copy).Seal);
    }
}
