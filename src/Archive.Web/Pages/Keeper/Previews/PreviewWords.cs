namespace Archive.Web.Pages.Keeper.Previews;

/// <summary>Says in words what an import would do.</summary>
internal static class PreviewWords
{
    /// <summary>3 posts new, 1 changed; 41 comments new, 2 edited; 4 files new, 1 kept already.</summary>
    public static string Totals(StagePreview preview)
    {
        var counts = preview.Counts;
        var moved = preview.Files.Count(file => file.Fate == FileFate.Moved);
        List<FilePreview> twins = [.. preview.Files.Where(file => file is { Fate: FileFate.Kept, SameAs: not null })];
        return string.Join("; ", new[]
        {
            Several(("post", "posts"), (counts.PostsNew, "new"), (counts.PostsChanged, "changed"), (counts.PostsUnchanged - twins.Sum(file => file.Counts.PostsUnchanged), "as before")),
            Several(("comment", "comments"), (counts.CommentsNew, "new"), (preview.Edited, "edited"), (preview.Vanished, "vanished"), (preview.Moved, "moved")),
            Several(("file", "files"), (counts.SourcesNew, "new"), (counts.SourcesUnchanged - moved - twins.Count, "kept already"),
                (moved, "kept already for a blog that was guessed"), (twins.Count, "with the same bytes as another"), (preview.Files.Count(file => file.Fate == FileFate.Refused), "refused"),
                (preview.Files.Count(file => file.Fate == FileFate.LeftOut), "left out"), (preview.Files.Count(file => file.Fate == FileFate.NoDump), "no dump")),
        }.Where(words => words.Length > 0));
    }

    /// <summary>2 e-mail addresses, 1 postcode; empty where there are none.</summary>
    public static string Private(PrivateCounts counts) => string.Join(", ", new[]
    {
        (counts.Emails, "e-mail address", "e-mail addresses"), (counts.Telephones, "telephone number", "telephone numbers"), (counts.Postcodes, "postcode", "postcodes"),
    }.Where(things => things.Item1 > 0).Select(things => InWords.Count(things.Item1, things.Item2, things.Item3)));

    /// <summary>How a post stands to what is there, as a sentence goes on with it behind the title.</summary>
    public static string Of(PostPreview post) => post.Sameness switch
    {
        Sameness.NewPost => $"a new post, {InWords.Count(post.Found, "comment", "comments")}{Declared(post)}",
        Sameness.SameBytes => "kept already, by the same bytes",
        Sameness.NothingNew when post.Relaid > 0 => $"there already: other bytes, nothing new; {InWords.Count(post.Relaid, "text", "texts")} laid out otherwise",
        Sameness.NothingNew => "there already: other bytes, nothing new",
        Sameness.Newer => $"a newer capture: {Changes(post)}{Declared(post)}",
        _ => $"an older capture{(post.LatestTaken is { } latest ? $", of {InWords.ShortDate(post.Taken)}; the latest is of {InWords.ShortDate(latest)}" : "")}: {Changes(post)}{Declared(post)}",
    };

    /// <summary>What becomes of a file of which no post is read.</summary>
    public static string Of(FilePreview file) => file.Fate switch
    {
        FileFate.Refused => $"refused: {file.Reason ?? "it cannot be read"}",
        FileFate.NoDump => "no dump, passed over",
        FileFate.Description => "says whose the dumps beside it are",
        FileFate.LeftOut => "left out",
        FileFate.Untried => "not looked at yet",
        FileFate.Kept => "the same bytes are kept already",
        FileFate.Moved => "the same bytes are kept already, for a blog that was guessed",
        _ => "no post is in it",
    };

    private static string Changes(PostPreview post)
    {
        var comments = Several(("comment", "comments"), (post.New, "new"), (post.Edited, "edited"), (post.Vanished, "vanished"), (post.Moved, "moved"));
        return post.IsTextEdited ? (comments.Length == 0 ? "its text is another" : $"{comments}, and its text is another") : comments.Length == 0 ? "nothing of its comments" : comments;
    }

    private static string Declared(PostPreview post) => post.Declared is { } declared && declared != post.Found
        ? $" ({InWords.Count(declared)} declared, {InWords.Count(post.Found)} found)" : "";

    // The first that is not nothing says of what.
    private static string Several((string One, string Many) things, params ReadOnlySpan<(int Count, string Word)> counts)
    {
        var parts = new List<string>();
        foreach (var (count, word) in counts)
        {
            if (count > 0)
            {
                parts.Add($"{(parts.Count == 0 ? InWords.Count(count, things.One, things.Many) : InWords.Count(count))} {word}");
            }
        }

        return string.Join(", ", parts);
    }
}
