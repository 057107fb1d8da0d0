using System.Globalization;
using System.Text;

namespace Archive.Citing;

/// <summary>Strangers' texts as one line that no format can be broken with, and how much of them a citation quotes.</summary>
public static class CitedText
{
    /// <summary>What APA quotes of a comment in place of a title.</summary>
    public const int MaxWords = 20;

    /// <summary>Twenty long words; a script without blanks, or a word without end, is cut here.</summary>
    public const int MaxQuoted = 280;

    /// <summary>A title or name that is longer was never one.</summary>
    public const int MaxName = 300;

    // They join letters of Persian and the scripts of India, and signs into one; without them words change.
    private const int Joiner = 0x200D, NonJoiner = 0x200C;

    /// <summary>One line: blanks of any kind drawn together; no controls, no marks of direction, no halves of signs.</summary>
    public static string Line(string? text) => Line(text, int.MaxValue).Text;

    /// <summary>A title or a name; null where nothing is left of it.</summary>
    public static string? Name(string? text)
    {
        var (line, isCut) = Line(text, MaxName);
        return line.Length == 0 ? null : isCut ? line + "…" : line;
    }

    /// <summary>The first words of a text, without the sign that says they were cut.</summary>
    public static string First(string text, out bool isCut)
    {
        var (line, longer) = Line(text, MaxQuoted);
        var end = 0;
        for (var words = 0; words < MaxWords && end >= 0 && end < line.Length; words++)
        {
            end = line.IndexOf(' ', end == 0 ? 0 : end + 1);
        }

        isCut = longer || (end >= 0 && end < line.Length);
        return end < 0 ? line : line[..end];
    }

    /// <summary>The first words, with an ellipsis where the text goes on.</summary>
    public static string First(string text)
    {
        var first = First(text, out var isCut);
        return isCut ? first.TrimEnd('.', ',', ';', ':', '…', ' ') + "…" : first;
    }

    private static (string Text, bool IsCut) Line(string? text, int max)
    {
        var line = new StringBuilder();
        var gap = false;
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                gap = line.Length > 0;
                continue;
            }

            // EnumerateRunes gives the replacement sign for half a sign; what a text holds of it says nothing either.
            if (IsUnprintable(rune) || rune == Rune.ReplacementChar)
            {
                continue;
            }

            if (line.Length + rune.Utf16SequenceLength + 1 > max)
            {
                return (line.ToString(), true);
            }

            line.Append(gap ? " " : "").Append(rune.ToString());
            gap = false;
        }

        return (line.ToString(), false);
    }

    private static bool IsUnprintable(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Format => rune.Value is not (Joiner or NonJoiner),
        UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => true,
        _ => false,
    };
}
