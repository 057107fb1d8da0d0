using System.Globalization;
using System.Text;

namespace Archive.Citing;

/// <summary>What the styles share: the parts of a citation, cleaned, in words.</summary>
internal sealed class CitedParts
{
    private readonly CitedWork work;

    public CitedParts(CitedWork work)
    {
        this.work = work;
        (PostTitle, Signer) = (CitedText.Name(work.PostTitle), CitedText.Name(work.Signer));
        var blogAuthor = CitedText.Name(work.BlogAuthor);
        Author = CitedText.Name(work.Author) ?? (IsComment ? null : blogAuthor);
        PostAuthor = IsComment ? CitedText.Name(work.PostAuthor) ?? blogAuthor : Author;
        Blog = CitedText.Name(work.Blog) ?? "Untitled blog";
        Number = CitedText.Name(work.Number) ?? "";
        Address = AddressOf(work.Address);
        Live = work.Live is { Scheme: "http" or "https" } live ? AddressOf(live) : null;
    }

    public string? PostTitle { get; }

    /// <summary>Who wrote the cited text: of a comment whom the dump names, of a post whom the dump names, else whom the keeper says; null where neither does.</summary>
    public string? Author { get; }

    /// <summary>Said as such, and never as the author.</summary>
    public string? Signer { get; }

    public string? PostAuthor { get; }

    public string Blog { get; }

    public string Number { get; }

    public string Address { get; }

    public string? Live { get; }

    public bool IsComment => work.IsComment;

    public CitedDate? Date => work.Date;

    /// <summary>As <see cref="CitedWork.NotBefore"/>.</summary>
    public CitedDate? NotBefore => work.NotBefore;

    public CitedDate Captured => CitedDate.Of(work.Captured);

    /// <summary>What is quoted in place of a title; null where there is nothing to quote, which <see cref="NoText"/> then says.</summary>
    public string? Words => work.State == CitedState.Present && CitedText.First(work.Text) is { Length: > 0 } words ? words : null;

    /// <summary>As <see cref="Words"/>, but cut without a sign, as APA does.</summary>
    public string? BareWords => Words is null ? null : CitedText.First(work.Text, out _);

    /// <summary>A description in brackets, as the styles have for what has no title.</summary>
    public string NoText => work.State switch
    {
        CitedState.Removed => "[comment removed]",
        CitedState.Lost => "[comment known only from its replies]",
        _ => IsComment ? "[comment without text]" : "[Untitled blog post]",
    };

    /// <summary>For programs: the title of a post, the first words of a comment.</summary>
    public string Title => (IsComment ? Words : PostTitle ?? Words) ?? NoText;

    /// <summary>The post's title in quotation marks; in brackets where it has none.</summary>
    public string QuotedPost => PostTitle is null ? "[untitled]" : Quoted(PostTitle);

    /// <summary>Comment 8.5, signed “Andrew Hatton”, on the blog post “Power to people” by Jim Brown.</summary>
    public string CommentOn => Comment("");

    /// <summary>Archived, or archived on or before.</summary>
    public string Archived => work.CapturedOrBefore ? "Archived on or before" : "Archived";

    /// <summary>As <see cref="CommentOn"/>, with the day on which it was written at the earliest, where that is all that is known.</summary>
    public string CommentOnOrAfter => Comment(NotBefore is { } day ? $"{(Signer is null ? "," : "")} written {day.OrAfter} {day.MonthFirst}," : "");

    /// <summary>What programs have no field for.</summary>
    /// <param name="hasBound">The format has a field for a date that is only a bound.</param>
    public IEnumerable<string> Notes(bool hasBound = false)
    {
        if (IsComment)
        {
            yield return CommentOn;
        }

        if (NotBefore is { } day && !hasBound)
        {
            yield return $"Written {day.OrAfter} {day.Iso}";
        }

        yield return $"{Archived} {Captured.Iso}";
        if (Live is not null)
        {
            yield return $"Live page: {Live}";
        }
    }

    /// <summary>The language as a tag; null where it is none.</summary>
    public string? Language => work.Language is { Length: > 0 and <= 35 } tag && tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? tag : null;

    /// <summary>What programs know the work by: legal everywhere, and the same as long as the address stands.</summary>
    public string Id => string.Join('-', new string([.. work.Address.AbsolutePath.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : ' ')])
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).DefaultIfEmpty("archive"));

    /// <summary>In quotation marks; those within are made single, as all styles ask.</summary>
    public static string Quoted(string text, string end = "") => $"“{Single(text)}{end}”";

    /// <summary>A full stop, where no sign ends the text already.</summary>
    public static string Stop(string text) => text.Length > 0 && text[^1] is '.' or '?' or '!' or '…' or '。' or '？' or '！' or '؟' or '۔' or '।' ? "" : ".";

    private string Comment(string written) =>
        $"Comment {Number}{(Signer is null ? "" : $", signed {Quoted(Signer)},")}{written} on the blog post {QuotedPost}{(PostAuthor is null ? "" : $" by {PostAuthor}")}";

    private static string Single(string text) => text.Replace('“', '‘').Replace('”', '’').Replace('„', '‚').Replace('"', '\'');

    // Only what every format takes as part of an address; the rest is written as its bytes.
    private static string AddressOf(Uri address)
    {
        var text = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(address.AbsoluteUri))
        {
            text.Append(char.IsAsciiLetterOrDigit((char)b) || "-._~:/?#@!$&()*+,;=%".Contains((char)b, StringComparison.Ordinal)
                ? ((char)b).ToString()
                : string.Create(CultureInfo.InvariantCulture, $"%{b:X2}"));
        }

        return text.ToString();
    }
}
