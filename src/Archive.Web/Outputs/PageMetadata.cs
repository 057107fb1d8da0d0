using Microsoft.AspNetCore.Html;

namespace Archive.Web.Outputs;

/// <summary>The head of a page as machines read it, and people through them.</summary>
/// <param name="Path">The one address of what the page shows; other orders and marks of it lead machines here.</param>
/// <param name="Title">Without the archive's name.</param>
internal sealed record PageMetadata(string Path, string Title)
{
    public string? Description { get; init; }

    /// <summary>The blog's title.</summary>
    public string? Blog { get; init; }

    /// <summary>A BCP 47 tag.</summary>
    public string? Language { get; init; }

    /// <summary>As a dump gives it.</summary>
    public string? Published { get; init; }

    /// <summary>A text that somebody wrote, not a list of such.</summary>
    public bool IsArticle { get; init; }

    /// <summary>The page in the words of schema.org.</summary>
    public IHtmlContent? JsonLd { get; init; }

    /// <summary>The language as Open Graph writes it: en_GB. Null where it has no country, which that format asks for.</summary>
    public string? Locale => Language?.Split('-') is [{ Length: 2 } language, { Length: 2 } country] ? $"{language}_{country}" : null;

    /// <summary>A date that is one, as fine as it is known; null for anything else.</summary>
    public static string? DateOf(string? published) =>
        // As nearly all are kept: that is how they are written here, too.
        published is { Length: IsoDate.LengthOfMinute } && IsoDate.DayOf(published) is not null && IsoDate.MinuteOf(published) is not null ? published
        : CitedDate.Read(published) is not { } date ? null
        : date.Time is null ? date.Iso
        : published!.EndsWith('Z') ? AtomWriter.Time(published)
        : $"{date.Iso}T{date.Time}";
}

/// <summary>A feed that a page names.</summary>
internal sealed record FeedLink(string Title, string Address);
