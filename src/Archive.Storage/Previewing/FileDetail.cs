namespace Archive.Storage.Previewing;

/// <summary>What would become of one file of a stage, comment by comment; its texts are in the file itself.</summary>
/// <param name="IsCut">It holds more than is listed here.</param>
public sealed record FileDetail(IReadOnlyList<PostDetail> Posts, IReadOnlyList<Problem> Problems, IReadOnlyList<PrivateThing> Private, bool IsCut);

/// <summary>One post of a file, with all that would be taken for something that is there.</summary>
/// <param name="Turn">Of the post in the file, from 0.</param>
/// <param name="Before">Its title and body as they are shown now; null where they stay.</param>
/// <param name="Same">Comments that would be taken for others, in reading order; the rest are new.</param>
/// <param name="Vanished">Comments that this capture lacks.</param>
public sealed record PostDetail(int Turn, PostPreview Post, string? Before, IReadOnlyList<SameComment> Same, IReadOnlyList<KeptComment> Vanished);

/// <summary>A comment of a file that would be taken for another.</summary>
/// <param name="Turn">Its turn in the capture in reading order, from 0.</param>
/// <param name="Kept">The other.</param>
/// <param name="Before">The text as it is shown now; null where it stays.</param>
public sealed record SameComment(int Turn, KeptComment Kept, string? Before, bool IsMoved);

/// <summary>A comment that is there, or comes with another file of the stage.</summary>
/// <param name="Name">A sighting of it, by which a keeper keeps another apart from it.</param>
/// <param name="Key">Null where the archive has it not yet.</param>
/// <param name="StagedAs">The number of the file of the stage that has it, where the archive has not.</param>
/// <param name="Number">As that capture prints it.</param>
/// <param name="Opening">How its text begins.</param>
public sealed record KeptComment(CommentName Name, string? Key, int? StagedAs, string Number, string? Author, string? Published, string Opening);
