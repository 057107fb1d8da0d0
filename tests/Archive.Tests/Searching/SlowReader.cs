using System.Globalization;
using System.Text;

namespace Archive.Tests.Searching;

/// <summary>Finds by reading every row word for word, without an index and without the code under test.</summary>
internal static class SlowReader
{
    public static int[] Find(string[] rows, string[] typed)
    {
        var wanted = typed.Where(term => term[0] != '-').Select(Words).ToList();
        var excluded = typed.Where(term => term[0] == '-').Select(Words).ToList();
        return wanted.Count == 0
            ? []
            : [.. rows.Index()
                .Where(row => wanted.TrueForAll(phrase => Holds(Words(row.Item), phrase)) && !excluded.Exists(phrase => Holds(Words(row.Item), phrase)))
                .Select(row => row.Index)];
    }

    private static string[] Words(string text)
    {
        var letters = text.Normalize(NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            .Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
        return string.Concat(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool Holds(string[] row, string[] phrase) =>
        Enumerable.Range(0, Math.Max(0, row.Length - phrase.Length + 1)).Any(start => row.Skip(start).Take(phrase.Length).SequenceEqual(phrase));
}
