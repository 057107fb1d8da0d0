namespace Archive.Citing;

/// <summary>The styles that people read. Names stand as the blog showed them: nobody here knows which part is the family's.</summary>
internal static class Prose
{
    private const string NoDate = "n.d.";

    /// <summary>APA, 7th edition: 10.16 for blogs and comments; without an author the title stands first (9.12).</summary>
    public static Citation Apa(CitedWork work)
    {
        var parts = new CitedParts(work);
        var title = parts.IsComment
            ? $"{parts.BareWords ?? parts.NoText} [{parts.CommentOn}]"
            : parts.PostTitle ?? parts.BareWords ?? parts.NoText;
        var date = $"({parts.Date?.YearFirst ?? NoDate}).";
        return new Citation()
            .Add(parts.Author is null ? $"{Ended(title)} {date} " : $"{Ended(parts.Author)} {date} {Ended(title)} ")
            .Italic(parts.Blog)
            .Add($". {parts.Archived} {parts.Captured.MonthFirst}, at {parts.Address}");
    }

    /// <summary>MLA, 9th edition: the container in italics, no date where none is known.</summary>
    public static Citation Mla(CitedWork work)
    {
        var parts = new CitedParts(work);
        var words = parts.IsComment ? parts.Words : parts.PostTitle ?? parts.Words;
        var citation = new Citation()
            .Add(parts.Author is null ? "" : $"{Ended(parts.Author)} ")
            .Add(words is null ? $"{parts.NoText}. " : $"{QuotedEnded(words)} ")
            .Add(parts.IsComment ? $"{QuotedLast(parts.CommentOn)} " : "")
            .Italic(parts.Blog);
        return citation
            .Add(parts.BlogAuthor is null || parts.Author is not null ? "" : $", by {parts.BlogAuthor}")
            .Add(parts.Date is null ? "" : $", {parts.Date.DayFirstShort}")
            .Add($", {parts.Address}. {parts.Archived} {parts.Captured.DayFirstShort}.");
    }

    /// <summary>Chicago, 17th edition, as a note: 14.208 for blogs; a comment is cited with its post.</summary>
    public static Citation Chicago(CitedWork work)
    {
        var parts = new CitedParts(work);
        var citation = new Citation();
        if (parts.IsComment)
        {
            var words = parts.Words is null ? $"{parts.NoText}," : CitedParts.Quoted(parts.Words.TrimEnd('.'), ",");
            citation.Add($"{(parts.Author is null ? "Comment" : $"{parts.Author}, comment")} {parts.Number}")
                .Add(parts.Signer is null ? "" : $" [signed {CitedParts.Quoted(parts.Signer)}]")
                .Add($", {words} {parts.Date?.MonthFirst ?? NoDate}, on ");
        }

        var author = parts.IsComment ? parts.PostAuthor : parts.Author;
        var title = parts.PostTitle ?? (parts.IsComment ? null : parts.Words);
        citation
            .Add(author is null ? "" : $"{author}, ")
            .Add(title is null ? "[Untitled blog post], " : $"{CitedParts.Quoted(title, ",")} ")
            .Italic(parts.Blog)
            .Add(parts.Blog.Contains("blog", StringComparison.OrdinalIgnoreCase) ? ", " : " (blog), ")
            .Add(parts.IsComment ? "" : $"{parts.Date?.MonthFirst ?? NoDate}, ");
        return citation.Add($"{Lower(parts.Archived)} {parts.Captured.MonthFirst}, {parts.Address}.");
    }

    /// <summary>For a letter or a web page: everything, in words.</summary>
    public static Citation Plain(CitedWork work)
    {
        var parts = new CitedParts(work);
        var date = parts.Date is { } known ? $"{known.DayFirst}{(known.Time is null ? "" : $", {known.Time}")}" : "date unknown";
        var by = parts.Author is not null ? $" by {parts.Author}" : parts.Signer is null ? "" : $", signed {CitedParts.Quoted(parts.Signer)},";
        var what = parts.IsComment ? $"Comment {parts.Number}{by} on {parts.QuotedPost}" : $"{parts.QuotedPost}{by}";
        var words = parts.Words is null ? parts.NoText : CitedParts.Quoted(parts.Words);
        return new Citation()
            .Add($"{what} ({parts.Blog}{(parts.BlogAuthor is null ? "" : $", by {parts.BlogAuthor}")}), {date}: {words}{(parts.Words is null ? "." : "")} ")
            .Add($"{parts.Archived} {parts.Captured.DayFirst}: {parts.Address}")
            .Add(parts.Live is null ? "" : $" (live page: {parts.Live})");
    }

    private static string Ended(string text) => text + CitedParts.Stop(text);

    private static string QuotedEnded(string text) => CitedParts.Quoted(text, CitedParts.Stop(text));

    // The full stop goes inside the quotation marks that end the text.
    private static string QuotedLast(string text) =>
        text.EndsWith('”') ? $"{text[..^1]}{CitedParts.Stop(text[..^1])}”" : Ended(text);

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
