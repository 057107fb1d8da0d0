using System.Buffers;

namespace Archive.Searching.Asking;

/// <summary>What a phrase opens with, and what closes it; keyboards and word processors mix them.</summary>
internal static class QuotationMarks
{
    private static readonly (char Open, string Close)[] Pairs =
        [('"', "\""), ('“', "”“\""), ('”', "”“\""), ('„', "“”\""), ('«', "»\""), ('»', "«»\""), ('「', "」\""), ('『', "』\"")];

    private static readonly SearchValues<char> Openers = SearchValues.Create([.. Pairs.Select(pair => pair.Open)]);

    public static bool Opens(char c) => Openers.Contains(c);

    /// <summary>What closes a phrase that opens so; null where none does.</summary>
    public static string? Closers(char open) => Array.Find(Pairs, pair => pair.Open == open).Close;
}
