using System.Collections.Concurrent;

namespace Archive.Storage.Searching;

/// <summary>Tells a sign-off from a last line that only looks like a name: a sign-off occurs again in the archive.</summary>
internal sealed class SignerNames
{
    private const string Authors = "SELECT author FROM blogs WHERE author IS NOT NULL";

    private const string Uses = "SELECT count(*) FROM (SELECT 1 FROM comment_fts WHERE comment_fts MATCH ? LIMIT 2)";

    /// <summary>Names that are remembered; beyond, all are forgotten and asked for again.</summary>
    private const int MaxRemembered = 20_000;

    private readonly ConcurrentDictionary<string, bool> known = new(StringComparer.Ordinal);
    private long lookedAt;

    /// <summary>With false no name is one.</summary>
    public bool AreShown { get; set; } = true;

    /// <summary>The name where it signs or writes more than one comment, or is what a blog's author is called; otherwise null.</summary>
    public string? Known(Connection connection, string? name)
    {
        if (name is null || !AreShown)
        {
            return null;
        }

        if (known.Count > MaxRemembered)
        {
            known.Clear();
        }

        if (!known.TryGetValue(name, out var isKnown))
        {
            isKnown = Occurs(connection, FactTokens.Of(PeopleOperators.SignOffFact, name), FactTokens.Of(PeopleOperators.AuthorFact, name))
                || IsBlogAuthor(connection, name);
            known.TryAdd(name, isKnown);
        }

        return isKnown ? name : null;
    }

    /// <summary>Whether one of two facts holds for more than one comment.</summary>
    public static bool Occurs(Connection connection, string signer, string author) =>
        connection[Uses].With($"\"{signer}\" OR \"{author}\"").Number() > 1;

    private static bool IsBlogAuthor(Connection connection, string name)
    {
        var row = connection[Authors];
        var found = false;
        while (!found && row.Read())
        {
            found = SignOff.IsCalled(row.Text(0), name);
        }

        row.Reset();
        return found;
    }

    /// <summary>What was remembered of another state of the archive is asked for again.</summary>
    public void LookAt(long generation)
    {
        if (Interlocked.Exchange(ref lookedAt, generation) != generation)
        {
            known.Clear();
        }
    }
}
