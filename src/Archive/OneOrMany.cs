using System.Globalization;

namespace Archive;

/// <summary>Puts a count and its noun into words: 1 post, 2 posts.</summary>
public static class OneOrMany
{
    /// <summary>1 comment, 1,038 comments.</summary>
    public static string Count(long n, string one, string many) => IsPlain(n)
        ? $"{(int)n} {Word(n, one, many)}"
        : string.Create(CultureInfo.InvariantCulture, $"{n:N0} {Word(n, one, many)}");

    /// <summary>Whether a number is written without separators, and so costs a third: a page has hundreds.</summary>
    public static bool IsPlain(long n) => n is >= 0 and < 1_000;

    /// <summary>The word alone, where the number is written otherwise or stands elsewhere.</summary>
    public static string Word(long n, string one, string many) => n == 1 ? one : many;
}
