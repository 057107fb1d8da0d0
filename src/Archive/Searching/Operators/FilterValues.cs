using System.Globalization;
using Archive.Searching.Words;

namespace Archive.Searching.Operators;

/// <summary>Brings what stands behind a colon into its one written form; null where it is none that the operator takes.</summary>
internal static class FilterValues
{
    public static string? Name(string typed)
    {
        var name = string.Join(' ', typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return SearchWords.Any(name) ? name : null;
    }

    /// <summary>A slug, or the address of a post.</summary>
    public static string? Slug(string typed)
    {
        var end = typed.AsSpan().IndexOfAny('?', '#');
        var path = (end < 0 ? typed : typed[..end]).TrimEnd('/');
        var slug = Archive.Slug.WithoutExtension(path[(path.LastIndexOf('/') + 1)..].ToLowerInvariant());
        return SearchWords.Any(slug) && !slug.Any(char.IsWhiteSpace) ? slug : null;
    }

    /// <summary>A host, or an address on it.</summary>
    public static string? Host(string typed)
    {
        var scheme = typed.IndexOf("://", StringComparison.Ordinal);
        var host = scheme < 0 ? typed : typed[(scheme + 3)..];
        var end = host.AsSpan().IndexOfAny("/?#:");
        host = HostName.Bare((end < 0 ? host : host[..end]).TrimStart('*', '.'));
        return SearchWords.Any(host) && host.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_') ? host : null;
    }

    public static string? Number(string typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= SearchFacts.MaxWords
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;

    /// <summary><c>2014</c>, <c>2014-2</c> or <c>2014-2-11</c>.</summary>
    public static string? Date(string typed)
    {
        var parts = typed.Split('-');
        var numbers = parts.Select(part => part.Length is > 0 and <= 4 && part.All(char.IsAsciiDigit) ? int.Parse(part, CultureInfo.InvariantCulture) : 0).ToArray();
        if (parts.Length > 3 || parts[0].Length != 4 || numbers[0] == 0 || parts.Skip(1).Any(part => part.Length > 2))
        {
            return null;
        }

        return numbers switch
        {
            [var year] => $"{year:D4}",
            [var year, >= 1 and <= 12 and var month] => $"{year:D4}-{month:D2}",
            [var year, >= 1 and <= 12 and var month, >= 1 and var day] when day <= DateTime.DaysInMonth(year, month) => $"{year:D4}-{month:D2}-{day:D2}",
            _ => null,
        };
    }

    /// <summary>One of a list; <c>in:comment</c> is as good as <c>in:comments</c>.</summary>
    public static string? OneOf(string typed, IReadOnlyList<string> values) =>
        values.FirstOrDefault(value => string.Equals(value.TrimEnd('s'), typed.TrimEnd('s', 'S'), StringComparison.OrdinalIgnoreCase));
}
