using System.Buffers;
using System.Collections.Frozen;

namespace Archive.Content;

/// <summary>A name alone on the last line of a comment, as people sign where the platform shows no name.</summary>
public static class SignOff
{
    /// <summary>The longest line that is read as a name; longer ones are sentences.</summary>
    public const int MaxLength = 40;

    // "The Ghost of Tom Joad" has three that count.
    private const int MaxWords = 4;

    private static readonly SearchValues<char> Dashes = SearchValues.Create("-–—~");

    // They stand inside names, never at either end.
    private static readonly FrozenSet<string> Inside = FrozenSet.Create("de", "da", "du", "van", "von", "der", "den", "of", "the", "and", "la", "le", "y");

    // What closes a letter, agrees or greets stands there too and names nobody; so does who wants no name.
    private static readonly FrozenSet<string> NoNames = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Thanks", "Thank", "Regards", "Cheers", "Yours", "Best", "Kind", "Sincerely", "Faithfully", "Respectfully", "Ta", "Bye", "Goodbye", "Goodnight",
        "Hello", "Hi", "Dear", "Yes", "No", "Yep", "Nope", "Ok", "Okay", "Agreed", "Exactly", "Indeed", "Amen", "Lol", "Sad", "Shame", "Shameful",
        "Discuss", "Enough", "Brilliant", "Excellent", "Disgraceful", "Disgusting", "Sorry", "Please", "Good", "Great", "Well", "Anon", "Anonymous", "Ends", "End", "Edited",
        "Source", "Link", "Ps", "Nb", "Rip", "Etc", "Why", "What", "Who", "How", "Really", "Rubbish", "Nonsense", "Never", "Ever", "Not", "And", "But", "So", "The", "This", "That", "It");

    /// <summary>The name as written; null where the last line is no name or stands alone. Whether it is a sign-off depends on whether it occurs again in the archive, which the caller knows.</summary>
    public static string? Of(string text)
    {
        var trimmed = text.AsSpan().TrimEnd();
        var lineStart = trimmed.LastIndexOfAny('\n', '\r') + 1;
        var line = trimmed[lineStart..].Trim();
        if (line.Length is 0 or > MaxLength || trimmed[..lineStart].IsWhiteSpace())
        {
            return null;
        }

        // "in the middle of", "August.": a sentence that goes over the line ends there with its stop.
        var before = trimmed[..lineStart].TrimEnd([' ', '\t', '\n', '\r']);
        if (line[^1] == '.' && trimmed[before.Length..lineStart].Count('\n') <= 1 && char.IsLetterOrDigit(before[^1])
            && !NoNames.Contains(before[(before.LastIndexOfAny([' ', '\t', '\n', '\r']) + 1)..].ToString()))
        {
            return null;
        }

        var dash = line.IndexOfAnyExcept(Dashes);
        var name = dash < 0 ? "" : line[dash..].Trim().TrimEnd(".,").TrimEnd().ToString();
        return IsName(name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) ? name : null;
    }

    /// <summary>Whether somebody of this name may sign so: with the whole name, or with its first word.</summary>
    public static bool IsCalled(string fullName, string typed)
    {
        var (whole, part) = (PlainSigns.In(fullName), PlainSigns.In(typed));
        return whole.Equals(part, StringComparison.OrdinalIgnoreCase)
            || (whole.Length > part.Length && whole[part.Length] == ' ' && whole.StartsWith(part, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsName(string[] words) =>
        words.Length is > 0 and <= MaxWords + 2
        && words.Count(word => !Inside.Contains(word)) is > 0 and <= MaxWords
        && IsNameWord(words[0]) && IsNameWord(words[^1])
        && words.All(word => IsNameWord(word) || Inside.Contains(word))
        && (!NoNames.Contains(words[0].TrimEnd('.', ',')) || IsTheName(words))
        && words.Any(word => word.Count(char.IsLetter) > 1);

    // "The Voice of Reason" is a name, "The" is none.
    private static bool IsTheName(string[] words) => words.Length > 1 && words[0] == "The";

    // "Jim", "J.", "O'Brien", "Smith-Jones"; scripts without capitals have no names to tell.
    private static bool IsNameWord(string word) =>
        char.IsUpper(word[0])
        && word.AsSpan().IndexOfAnyExcept("'’-.") >= 0
        && word.All(c => char.IsLetter(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark || c is '\'' or '’' or '-' or '.');
}
