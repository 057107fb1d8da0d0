namespace Archive.Web.Wording;

/// <summary>Reads words and a month out of an address that leads nowhere.</summary>
internal static class AddressWords
{
    /// <summary>The words of the last part: <c>/2014/02/power-to-people.html</c> → power to people.</summary>
    public static string Of(string path)
    {
        var last = Slug.WithoutExtension(path.TrimEnd('/').Split('/')[^1]);
        var words = string.Concat(last.Select(c => char.IsLetterOrDigit(c) ? c : ' '));
        return string.Join(' ', words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The month that it names, as <c>2014-02</c>; null where it names none.</summary>
    public static string? MonthOf(string path)
    {
        var parts = path.Split('/');
        for (var i = 0; i + 1 < parts.Length; i++)
        {
            if (IsNumber(parts[i], 4) && IsNumber(parts[i + 1], 2))
            {
                return $"{parts[i]}-{parts[i + 1]}";
            }
        }

        return null;
    }

    private static bool IsNumber(string part, int digits) => part.Length == digits && part.All(char.IsAsciiDigit);
}
