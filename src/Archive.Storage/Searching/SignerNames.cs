using System.Collections.Concurrent;

namespace Archive.Storage.Searching;

/// <summary>Tells a sign-off from a last line that only looks like a name: a sign-off occurs again in the archive.</summary>
public sealed class SignerNames(SearchConnections connections)
{
    private const string Authors = "SELECT author FROM blogs WHERE author IS NOT NULL";

    private const string Uses = "SELECT count(*) FROM (SELECT 1 FROM comment_fts WHERE comment_fts MATCH ? LIMIT 2)";

    /// <summary>Names that are remembered; beyond, all are forgotten and asked for again.</summary>
    private const int MaxRemembered = 20_000;

    private volatile Answers remembered = new(-1);

    /// <summary>Whether the archive shows names beneath comments as sign-offs; a keeper may turn it off.</summary>
    public Func<bool> AreShown { get; init; } = () => true;

    /// <summary>Of names alone on the last lines of comments, those that are sign-offs.</summary>
    public IReadOnlySet<string> Among(IReadOnlyCollection<string> names)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        if (names.Count == 0 || AreRemembered(names, known))
        {
            return known;
        }

        // Without a limit of time: a page has few names, each is looked up in two rows of the index, and a page that lacked some would be kept as if it were whole.
        using var snapshot = connections.Open();
        known.UnionWith(names.Where(name => Known(snapshot, name) is not null));
        return known;
    }

    // Most pages show names of which others asked before, in the same state of the archive.
    private bool AreRemembered(IReadOnlyCollection<string> names, HashSet<string> known)
    {
        if (!AreShown())
        {
            return true;
        }

        var answers = remembered;
        if (answers.Generation != connections.Archive.Generation())
        {
            return false;
        }

        foreach (var name in names)
        {
            if (!answers.IsSignOff.TryGetValue(name, out var isSignOff))
            {
                known.Clear();
                return false;
            }

            if (isSignOff)
            {
                known.Add(name);
            }
        }

        return true;
    }

    /// <summary>The name where it signs or writes more than one comment, or is what a blog's author is called; otherwise null.</summary>
    internal string? Known(Snapshot snapshot, string? name)
    {
        if (name is null || !AreShown())
        {
            return null;
        }

        // An answer holds for the state of the archive that gave it.
        var answers = remembered;
        if (answers.Generation != snapshot.Generation || answers.IsSignOff.Count > MaxRemembered)
        {
            remembered = answers = new Answers(snapshot.Generation);
        }

        if (!answers.IsSignOff.TryGetValue(name, out var isSignOff))
        {
            isSignOff = Occurs(snapshot.Connection, PeopleOperators.SignOffToken(name), PeopleOperators.AuthorToken(name))
                || snapshot.Connection[Authors].All(row => row.Text(0)).Exists(author => SignOff.IsCalled(author, name));
            answers.IsSignOff.TryAdd(name, isSignOff);
        }

        return isSignOff ? name : null;
    }

    /// <summary>Whether one of two facts holds for more than one comment.</summary>
    internal static bool Occurs(Connection connection, string signer, string author) =>
        connection[Uses].With($"\"{signer}\" OR \"{author}\"").Number() > 1;

    private sealed record Answers(long Generation)
    {
        public ConcurrentDictionary<string, bool> IsSignOff { get; } = new(StringComparer.Ordinal);
    }
}
