using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Archive;

/// <summary>The last part of a post's address, made from its title as Blogger makes it.</summary>
public static class Slug
{
    /// <summary>Where Blogger cuts.</summary>
    public const int MaxLength = 39;

    /// <summary>What Blogger calls a post whose title gives nothing.</summary>
    public const string Nameless = "blog-post";

    private const string Html = ".html";

    // A title is read only as far as it can matter; dropped words and marks take part of it.
    private const int MaxTitle = 1_000;

    // A title of nothing else keeps them.
    private static readonly FrozenSet<string> DroppedWords = FrozenSet.Create("a", "an", "the");

    // Letters that Unicode does not take apart into a Latin letter and a mark.
    private static readonly FrozenDictionary<char, string> Folded = new Dictionary<char, string>
    {
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['ø'] = "o",
        ['ł'] = "l",
        ['đ'] = "d",
        ['ð'] = "d",
        ['þ'] = "th",
        ['ħ'] = "h",
        ['ı'] = "i",
    }.ToFrozenDictionary();

    public static string FromTitle(string? title)
    {
        var words = Words(title ?? "");
        var kept = words.Where(word => !DroppedWords.Contains(word)).ToList();
        var slug = Join(kept.Count > 0 ? kept : words);
        return slug.Length > 0 ? slug : Nameless;
    }

    /// <summary>A slug of the live blog as the archive would make it: Blogger kept articles at times.</summary>
    public static string WithoutArticles(string slug)
    {
        var kept = slug.Split('-').Where(word => !DroppedWords.Contains(word)).ToList();
        return kept.Count > 0 ? string.Join('-', kept) : slug;
    }

    /// <summary>A slug as it stands in an address of the live blog, without the <c>.html</c> behind it.</summary>
    public static string WithoutExtension(string slug) => slug.EndsWith(Html, StringComparison.OrdinalIgnoreCase) ? slug[..^Html.Length] : slug;

    private static List<string> Words(string title)
    {
        var words = new StringBuilder();
        var letters = Decompose(title);
        for (var i = 0; i < letters.Length; i++)
        {
            var c = letters[i];
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            {
                words.Append(c);
            }
            else if (Folded.TryGetValue(c, out var latin))
            {
                words.Append(latin);
            }
            else if (!VanishesInsideWord(letters, i))
            {
                words.Append(' ');
            }
        }

        return [.. words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static string Decompose(string title) =>
        NormalText.Of(title[..Math.Min(title.Length, MaxTitle)].ToLowerInvariant(), NormalizationForm.FormD);

    // The marks of accented letters, letters of other scripts, apostrophes, and the full stop of "SSL 3.0" or "U.S.A.".
    private static bool VanishesInsideWord(string letters, int i) => letters[i] switch
    {
        '\'' or '’' or '‘' or 'ʼ' => true,
        '.' => i > 0 && i + 1 < letters.Length && char.IsLetterOrDigit(letters[i - 1]) && char.IsLetterOrDigit(letters[i + 1]),
        var c => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark,
    };

    private static string Join(List<string> words)
    {
        if (words is [{ Length: > MaxLength } first, ..])
        {
            return first[..MaxLength];
        }

        var slug = new StringBuilder();
        foreach (var word in words)
        {
            var hyphen = slug.Length > 0 ? 1 : 0;
            if (slug.Length + hyphen + word.Length > MaxLength)
            {
                break;
            }

            slug.Append('-', hyphen).Append(word);
        }

        return slug.ToString();
    }
}
