namespace Archive.Citing;

/// <summary>The styles that people read. Names stand as the blog showed them: nobody here knows which part is the family's.</summary>
internal static class Prose
{
    private const string NoDate = "n.d.";

    /// <summary>APA, 7th edition: 10.16 for blogs and comments; without an author the title stands first (9.12); a date is known or "n.d." (9.17), so that a bound stands in the description (9.21).</summary>
    public static Citation Apa(CitedWork work)
    {
        var parts = new CitedParts(work);
        var title = parts.IsComment
            ? $"{parts.BareWords ?? parts.NoText} [{parts.CommentOnOrAfter}]"
            : parts.PostTitle ?? parts.BareWords ?? parts.NoText;
        var date = $"({parts.Date?.YearFirst ?? NoDate}).";
        return new Citation()
            .Add(parts.Author is null ? $"{Ended(title)} {date} " : $"{Ended(parts.Author)} {date} {Ended(title)} ")
            .Italic(parts.Blog)
            .Add(parts.Live is null
                ? $". {parts.Archived} {parts.Captured.MonthFirst}, at {parts.Address}"
                : $". {parts.Live} ({Lower(parts.Archived)} {parts.Captured.MonthFirst}, at {parts.Address})");
    }

    /// <summary>MLA, 9th edition: the container in italics, no date where none is known, in brackets what the source does not say itself.</summary>
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
            .Add(parts.Date is null ? "" : $", {parts.Date.DayFirstShort}")
            .Add(parts.NotBefore is { } day ? $", [{day.OrAfter} {day.DayFirstShort}]" : "")
            .Add(parts.Live is null
                ? $", {parts.Address}. {parts.Archived} {parts.Captured.DayFirstShort}."
                : $", {parts.Live}. {parts.Archived} {parts.Captured.DayFirstShort}, {parts.Address}.");
    }

    /// <summary>Chicago, 17th edition, as a note: 14.208 for blogs; a comment is cited with its post; what is known of a date that is not stands behind "n.d." (14.145).</summary>
    public static Citation Chicago(CitedWork work)
    {
        var parts = new CitedParts(work);
        var citation = new Citation();
        if (parts.IsComment)
        {
            var words = parts.Words is null ? $"{parts.NoText}," : CitedParts.Quoted(parts.Words.TrimEnd('.'), ",");
            citation.Add($"{(parts.Author is null ? "Comment" : $"{parts.Author}, comment")} {parts.Number}")
                .Add(parts.Signer is null ? "" : $" [signed {CitedParts.Quoted(parts.Signer)}]")
                .Add($", {words} {parts.Date?.MonthFirst ?? NoDate}{(parts.NotBefore is { } day ? $", {day.OrAfter} {day.MonthFirst}" : "")}, on ");
        }

        var title = parts.PostTitle ?? (parts.IsComment ? null : parts.Words);
        citation
            .Add(parts.PostAuthor is null ? "" : $"{parts.PostAuthor}, ")
            .Add(title is null ? "[Untitled blog post], " : $"{CitedParts.Quoted(title, ",")} ")
            .Italic(parts.Blog)
            .Add(parts.Blog.Contains("blog", StringComparison.OrdinalIgnoreCase) ? ", " : " (blog), ")
            .Add(parts.IsComment ? "" : $"{parts.Date?.MonthFirst ?? NoDate}, ");
        return citation
            .Add(parts.Live is null ? "" : $"{parts.Live}, ")
            .Add($"{Lower(parts.Archived)} {parts.Captured.MonthFirst}, {(parts.Live is null ? "" : "at ")}{parts.Address}.");
    }

    /// <summary>For a letter or a web page: everything, in words.</summary>
    public static Citation Plain(CitedWork work)
    {
        var parts = new CitedParts(work);
        var date = parts.Date is { } known ? $"{known.DayFirst}{(known.Time is null ? "" : $", {known.Time}")}"
            : parts.NotBefore is { } day ? $"date unknown, {day.OrAfter} {day.DayFirst}" : "date unknown";
        var by = parts.Author is not null ? $" by {parts.Author}" : parts.Signer is null ? "" : $", signed {CitedParts.Quoted(parts.Signer)},";
        var post = parts.QuotedPost + (parts.PostAuthor is null ? "" : $" by {parts.PostAuthor}");
        var what = parts.IsComment ? $"Comment {parts.Number}{by} on {post}" : post;
        var words = parts.Words is null ? parts.NoText : CitedParts.Quoted(parts.Words);
        return new Citation()
            .Add($"{what} ({parts.Blog}), {date}: {words}{(parts.Words is null ? "." : "")} ")
            .Add(parts.Live is null ? parts.Archived : $"Live page: {parts.Live}. {parts.Archived}")
            .Add($" {parts.Captured.DayFirst}: {parts.Address}");
    }

    private static string Ended(string text) => text + CitedParts.Stop(text);

    private static string QuotedEnded(string text) => CitedParts.Quoted(text, CitedParts.Stop(text));

    // The full stop goes inside the quotation marks that end the text.
    private static string QuotedLast(string text) =>
        text.EndsWith('”') ? $"{text[..^1]}{CitedParts.Stop(text[..^1])}”" : Ended(text);

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
