using System.Text.Json.Serialization;

namespace Archive.Storage.Previewing;

/// <summary>What an import of a stage would do, as it stood when somebody asked.</summary>
/// <param name="Entry">The archive's last entry at which it was made; where the archive has more now, it is out of date.</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="Counts">As the import would count.</param>
/// <param name="Files">In the order of the stage.</param>
public sealed record StagePreview(long Stage, long Entry, DateTimeOffset MadeAt, ImportCounts Counts, IReadOnlyList<FilePreview> Files)
{
    /// <summary>Comments whose text, or place, would be another, and comments that newer captures lack.</summary>
    public int Edited => Files.Sum(file => file.Posts.Sum(post => post.Edited));

    public int Moved => Files.Sum(file => file.Posts.Sum(post => post.Moved));

    public int Vanished => Files.Sum(file => file.Posts.Sum(post => post.Vanished));

    public PrivateCounts Private => Files.Aggregate(PrivateCounts.None, (sum, file) => sum + file.Private);
}

/// <summary>What would become of one file of a stage.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FileFate>))]
public enum FileFate
{
    /// <summary>It would be kept as a source.</summary>
    New,

    /// <summary>Its bytes are kept already.</summary>
    Kept,

    /// <summary>Its bytes are kept already, for a blog whose name was guessed; they would be this one's.</summary>
    Moved,

    /// <summary>It cannot be read, or is no dump.</summary>
    Refused,

    /// <summary>It is no dump, and its name does not say that it is one.</summary>
    NoDump,

    /// <summary>It says whose the dumps beside it are.</summary>
    Description,

    /// <summary>A keeper left it out.</summary>
    LeftOut,

    /// <summary>Nobody has tried to read it yet.</summary>
    Untried,
}

/// <summary>What would become of one file of a stage, in short; <see cref="FileDetail"/> has the rest.</summary>
/// <param name="Number">Its number in the stage.</param>
/// <param name="Reason">Why it is refused.</param>
/// <param name="Format">By which it is read; null where it is not read.</param>
/// <param name="Formats">Those that recognise it, best first.</param>
/// <param name="Blog">The slug of the blog that it is taken for.</param>
/// <param name="Posts">The first <see cref="PreviewMaker.MaxPostsListed"/> of them.</param>
/// <param name="Problems">The first <see cref="PreviewMaker.MaxProblemsListed"/> of them.</param>
public sealed record FilePreview(
    int Number, string Name, long Bytes, string Sha256, FileFate Fate, string? Reason, string? Format, IReadOnlyList<string> Formats, string? Blog,
    ImportCounts Counts, IReadOnlyList<PostPreview> Posts, int PostCount, IReadOnlyList<Problem> Problems, int ProblemCount, PrivateCounts Private)
{
    /// <summary>Another file of the stage that has the same bytes and comes first.</summary>
    public int? SameAs { get; init; }

    /// <summary>Something about it asks for a keeper's eye.</summary>
    public bool HasProblems => Fate == FileFate.Refused || ProblemCount > 0;
}

/// <summary>How a post of a file stands to what is there.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Sameness>))]
public enum Sameness
{
    /// <summary>A post that the archive lacks.</summary>
    NewPost,

    /// <summary>The same bytes are kept already.</summary>
    SameBytes,

    /// <summary>Other bytes, in which nothing is new.</summary>
    NothingNew,

    /// <summary>A newer capture of a post that is there.</summary>
    Newer,

    /// <summary>An older capture of a post that is there.</summary>
    Older,
}

/// <summary>One post of a file, and how it stands to what is there.</summary>
/// <param name="Taken">When this capture was taken; UTC.</param>
/// <param name="LatestTaken">When the latest of the others was taken; null where there is none.</param>
/// <param name="IsTextEdited">Its title or body is another one.</param>
/// <param name="New">Comments that no other capture has.</param>
/// <param name="Edited">Comments whose text is another one.</param>
/// <param name="Vanished">Comments that were there in the capture before and that this one, though it reaches their place, lacks.</param>
/// <param name="Moved">Comments that answer another one, or stand in another order.</param>
/// <param name="Relaid">Texts that say the same and are laid out otherwise.</param>
/// <param name="Kept">Where it is in the archive now; null where it is not.</param>
/// <param name="StagedAs">The number of a file of the same stage that has the post, where the archive has not.</param>
public sealed record PostPreview(
    string? Title, string? Published, string? OpenDate, int Found, int? Declared, string Taken, string? LatestTaken, Sameness Sameness,
    bool IsTextEdited, int New, int Edited, int Vanished, int Moved, int Relaid, KeptPost? Kept, int? StagedAs);

/// <summary>The parts of the address of a post that is kept.</summary>
public sealed record KeptPost(string Blog, string Month, string Slug);
