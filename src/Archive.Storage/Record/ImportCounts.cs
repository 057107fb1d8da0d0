using System.Globalization;

namespace Archive.Storage.Record;

/// <summary>How many files, posts and comments an import brought, changed, met again or refused.</summary>
/// <remarks>
/// Entries of the record have them under these names for good. A count that is added needs a line in <see cref="All"/>, a default,
/// because earlier entries lack it, and a column of its name.
/// </remarks>
public sealed record ImportCounts(
    int PostsNew, int PostsChanged, int PostsUnchanged, int CommentsNew, int SourcesNew, int SourcesUnchanged, int SourcesRefused)
{
    /// <summary>What people read in place of sources.</summary>
    public const string Files = "files";

    public static readonly ImportCounts None = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>Every count, in the order in which people and programs read them.</summary>
    public static readonly IReadOnlyList<ImportCount> All =
    [
        new("sources", "new", counts => counts.SourcesNew),
        new("sources", "unchanged", counts => counts.SourcesUnchanged),
        new("sources", "refused", counts => counts.SourcesRefused),
        new("posts", "new", counts => counts.PostsNew),
        new("posts", "changed", counts => counts.PostsChanged),
        new("posts", "unchanged", counts => counts.PostsUnchanged),
        new("comments", "new", counts => counts.CommentsNew),
    ];

    public static ImportCounts operator +(ImportCounts one, ImportCounts other) => new(
        one.PostsNew + other.PostsNew, one.PostsChanged + other.PostsChanged, one.PostsUnchanged + other.PostsUnchanged,
        one.CommentsNew + other.CommentsNew,
        one.SourcesNew + other.SourcesNew, one.SourcesUnchanged + other.SourcesUnchanged, one.SourcesRefused + other.SourcesRefused);

    /// <summary>A line for each thing that is counted: <c>posts</c>, and <c>2 new, 0 changed, 1 unchanged</c>; people read of files, because one that is refused is no source.</summary>
    public IEnumerable<(string Things, string Words)> Lines() => All.GroupBy(count => count.Things).Select(things => (
        things.Key == "sources" ? Files : things.Key,
        string.Join(", ", things.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Of(this):N0} {count.Outcome}")))));
}

/// <summary>One of the counts of an import.</summary>
/// <param name="Things">The plural of what is counted.</param>
/// <param name="Outcome">What became of them.</param>
public sealed record ImportCount(string Things, string Outcome, Func<ImportCounts, int> Of)
{
    /// <summary>Its column in the reading copy.</summary>
    public string Column => $"{Things}_{Outcome}";

    /// <summary>Its field in JSON.</summary>
    public string Field => $"{Things}{char.ToUpperInvariant(Outcome[0])}{Outcome[1..]}";
}
