using System.Security.Cryptography;
using System.Text;

namespace Archive.Storage.Searching;

/// <summary>One hash for all that the archive keeps.</summary>
internal static class SourceHashes
{
    /// <summary>SHA-256 over a line for each source, blog and hash, in their order.</summary>
    public static string Together(Connection connection)
    {
        using var together = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sources = connection[
            "SELECT blogs.slug, sources.sha256 FROM sources JOIN blogs ON blogs.id = sources.blog_id ORDER BY blogs.slug, sources.sha256"];
        while (sources.Read())
        {
            together.AppendData(Encoding.UTF8.GetBytes($"{sources.Text(0)} {sources.Text(1)}\n"));
        }

        return Convert.ToHexStringLower(together.GetHashAndReset());
    }
}
