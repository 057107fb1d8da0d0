using System.Text.RegularExpressions;

namespace Archive.Dumps.Folders;

/// <summary>Says of each fact of a blog that a person types why it cannot be one.</summary>
public static partial class BlogFields
{
    /// <summary>The longest title or name: two lines of a page.</summary>
    public const int MaxTextLength = 200;

    /// <summary>The longest address; browsers send no longer one.</summary>
    public const int MaxAddressLength = 2_000;

    /// <summary>Why a text cannot be a title or an author; null where it can.</summary>
    public static string? OfText(string text) =>
        text.Length > MaxTextLength ? $"It may have {MaxTextLength} characters at most."
        : text.Any(char.IsControl) ? "It is one line."
        : null;

    public static string? OfAddress(string address) => address.Length <= MaxAddressLength && WebAddress.Of(address) is not null
        ? null : "This is no address such as http://example.blogspot.com/.";

    public static string? OfLanguage(string tag) => LanguageTag().IsMatch(tag) ? null : "This is no language tag such as en-GB.";

    // No dots: such a name is looked up in a folder of files.
    public static string? OfTimeZone(string id) => TimeZoneName().IsMatch(id) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId
        ? null : "This is no time zone such as Europe/London.";

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", RegexOptions.NonBacktracking)]
    private static partial Regex LanguageTag();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_+-]{0,63}(/[A-Za-z0-9_+-]{1,63}){0,2}$", RegexOptions.NonBacktracking)]
    private static partial Regex TimeZoneName();
}
