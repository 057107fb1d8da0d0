using System.Globalization;
using System.Text;
using Archive.Dumps.Blogger.Dates;

namespace Archive.Dumps;

/// <summary>The lines of a source with their columns, and what can be said of one line alone.</summary>
/// <remarks>Blanks that stand before all of a file's lines, as where a page was quoted or pasted, are no part of them.</remarks>
internal sealed class DumpLines
{
    /// <summary>The column of a line without text.</summary>
    public const int Blank = -1;

    private readonly SourceText source;
    private readonly int[] columns;
    private readonly int margin;
    private readonly int setIn;

    public DumpLines(SourceText source)
    {
        this.source = source;
        columns = new int[source.LineCount];
        margin = MarginOf(source);
        for (var i = 0; i < columns.Length; i++)
        {
            var line = Raw(i);
            var column = line.IndexOfAnyExcept(' ');
            columns[i] = column < 0 || line[column..].IsWhiteSpace() ? Blank : column;
        }
    }

    private DumpLines(DumpLines lines, int setIn) => (source, columns, margin, this.setIn) = (lines.source, lines.columns, lines.margin, setIn);

    public int Count => columns.Length;

    /// <summary>The same lines as they stand where all are set in by so many spaces.</summary>
    public DumpLines SetIn(int spaces) => spaces == setIn ? this : new DumpLines(this, spaces);

    /// <summary>How many spaces stand before the text of a line, counted from 0; <see cref="Blank"/> where there is none.</summary>
    public int Column(int line) => columns[line] == Blank ? Blank : Math.Max(0, columns[line] - setIn);

    public ReadOnlySpan<char> Raw(int line)
    {
        var whole = source.Line(line + 1);
        return margin + setIn == 0 ? whole : whole[Blanks(whole, margin + setIn)..];
    }

    /// <summary>The text of a line without the spaces around it.</summary>
    public ReadOnlySpan<char> Text(int line) => Raw(line).Trim();

    /// <summary>The first line with text at or after <paramref name="from"/> and before <paramref name="end"/>, else <paramref name="end"/>.</summary>
    public int NextText(int from, int end)
    {
        while (from < end && columns[from] == Blank)
        {
            from++;
        }

        return Math.Min(from, end);
    }

    /// <summary>The last line with text at or before <paramref name="from"/>, but not before <paramref name="first"/>.</summary>
    public int PreviousText(int from, int first)
    {
        while (from > first && columns[from] == Blank)
        {
            from--;
        }

        return from;
    }

    /// <summary>Whether a line begins like an item of a list: <c>7. text</c>.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="text">Where its text begins in the line.</param>
    public bool TryItem(int line, out int number, out int text)
    {
        (number, text) = (0, 0);
        var column = Column(line);
        if (column == Blank)
        {
            return false;
        }

        var raw = Raw(line)[column..];
        var digits = raw.IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 7 || raw[0] == '0' || raw[digits] != '.' || (raw.Length > digits + 1 && raw[digits + 1] != ' '))
        {
            return false;
        }

        number = int.Parse(raw[..digits], CultureInfo.InvariantCulture);
        text = Math.Min(column + digits + 2, Raw(line).Length);
        return true;
    }

    /// <summary>Whether a list begins in this line and column.</summary>
    public bool IsFirstItem(int line, int column) => Column(line) == column && TryItem(line, out var number, out _) && number == 1;

    /// <summary>The text behind the number of an item.</summary>
    public ReadOnlySpan<char> ItemText(int line)
    {
        TryItem(line, out _, out var text);
        return Raw(line)[text..].Trim();
    }

    /// <summary>The line with this many spaces of indentation taken off, or all that it has; spaces alone stay as they are.</summary>
    public ReadOnlySpan<char> Unindented(int line, int indent)
    {
        var raw = Raw(line);
        var spaces = raw.IndexOfAnyExcept(' ');
        return spaces < 0 ? raw : raw[Math.Min(spaces, indent)..];
    }

    /// <summary>These lines as one text, as far as a text may be long; every line ends in LF, the last one too.</summary>
    public string Block(int from, int end)
    {
        var text = new StringBuilder();
        for (var i = from; i < end && text.Length <= LongTexts.MaxLength; i++)
        {
            // One character more than may be shown says that there is more.
            var raw = Raw(i);
            text.Append(raw[..Math.Min(raw.Length, LongTexts.MaxLength + 1 - text.Length)]).Append('\n');
        }

        return text.ToString();
    }

    // What begins with a comment stands as far in as comments do. Of a text that was copied the first line may stand at the margin alone.
    private static int MarginOf(SourceText source)
    {
        ReadOnlySpan<char> common = default;
        var seen = 0;
        for (var i = 1; i <= source.LineCount; i++)
        {
            var line = source.Line(i);
            var text = line.Length - line.TrimStart().Length;
            if (text == line.Length)
            {
                continue;
            }

            var isFirst = seen == 0 || (seen == 1 && common.IsEmpty);
            common = isFirst ? line[..text] : common[..common.CommonPrefixLength(line)];
            if ((seen > 0 && common.IsEmpty) || (isFirst && text > 0 && IsItem(line[text..])))
            {
                return 0;
            }

            seen++;
        }

        return common.Length;
    }

    private static bool IsItem(ReadOnlySpan<char> text) => text.TrimStart("0123456789") is ['.', ..] && text[0] != '.' && !PrintedDate.TryLine(text, out _);

    private static int Blanks(ReadOnlySpan<char> line, int most)
    {
        var count = 0;
        while (count < line.Length && count < most && char.IsWhiteSpace(line[count]))
        {
            count++;
        }

        return count;
    }
}
