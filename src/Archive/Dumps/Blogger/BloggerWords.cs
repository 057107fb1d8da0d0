namespace Archive.Dumps.Blogger;

/// <summary>The words that a Blogger page of one language prints around comments.</summary>
/// <param name="Language">A BCP 47 tag, or <c>und</c> where the words were found by their repetition.</param>
/// <param name="Reply">The link under a top comment.</param>
/// <param name="Delete">The link under every comment; glued to <paramref name="Reply"/> under a top one.</param>
/// <param name="Replies">The heading of a list of replies; in some languages the same word as <paramref name="Reply"/>.</param>
public sealed record BloggerWords(string Language, string Reply, string Delete, string Replies)
{
    public static readonly BloggerWords English = new("en", "Reply", "Delete", "Replies");
}
