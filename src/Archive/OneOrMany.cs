using System.Globalization;

namespace Archive;

/// <summary>Puts a count and its noun into words: 1 post, 2 posts.</summary>
public static class OneOrMany
{
    /// <summary>1 comment, 1,038 comments.</summary>
    public static string Count(long n, string one, string many) => $"{Number(n)} {Word(n, one, many)}";

    /// <summary>38, 1,038.</summary>
    /// <remarks>Written without separators a number costs a third, and a page has hundreds.</remarks>
    public static string Number(long n) => n.ToString(n is >= 0 and < 1_000 ? null : "N0", CultureInfo.InvariantCulture);

    /// <summary>The word alone, where the number is written otherwise or stands elsewhere.</summary>
    public static string Word(long n, string one, string many) => n == 1 ? one : many;
}
