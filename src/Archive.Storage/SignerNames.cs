using System.Collections.Concurrent;
using Archive.Searching;

namespace Archive.Storage;

/// <summary>Tells a sign-off from a last line that only looks like a name: a sign-off occurs again in the archive.</summary>
internal sealed class SignerNames
{
    private const string Uses = "SELECT count(*) FROM (SELECT 1 FROM comment_fts WHERE comment_fts MATCH ? LIMIT 2)";

    /// <summary>Names that are remembered; beyond, all are forgotten and asked for again.</summary>
    private const int MaxRemembered = 20_000;

    private readonly ConcurrentDictionary<string, bool> known = new(StringComparer.Ordinal);
    private long lookedAt;

    /// <summary>The name where it signs or writes more than one comment; otherwise null.</summary>
    public string? Known(SearchConnection connection, string? name)
    {
        if (name is null)
        {
            return null;
        }

        if (known.Count > MaxRemembered)
        {
            known.Clear();
        }

        if (!known.TryGetValue(name, out var isKnown))
        {
            isKnown = Occurs(connection, FactTokens.Of(FactTokens.Signer, name), FactTokens.Of(FactTokens.Author, name));
            known.TryAdd(name, isKnown);
        }

        return isKnown ? name : null;
    }

    /// <summary>Whether one of two facts holds for more than one comment.</summary>
    public static bool Occurs(SearchConnection connection, string signer, string author) =>
        connection[Uses].With($"\"{signer}\" OR \"{author}\"").Number() > 1;

    /// <summary>What was remembered of another state of the archive is asked for again.</summary>
    public void LookAt(long generation)
    {
        if (Interlocked.Exchange(ref lookedAt, generation) != generation)
        {
            known.Clear();
        }
    }
}
