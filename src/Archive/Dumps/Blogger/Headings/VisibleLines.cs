using System.Text;
using Archive.Dumps.Blogger.Dates;

namespace Archive.Dumps.Blogger.Headings;

/// <summary>The lines of a page as its readers saw them: without list numbers, pictures, marks of Markdown and addresses of links.</summary>
/// <remarks>A link or heading that an extractor broke over several lines is seen in the first of them.</remarks>
internal sealed class VisibleLines
{
    /// <summary>How many lines a link may be broken over; a permalink has its address on a line of its own.</summary>
    private const int MaxBrokenLines = 6;

    /// <summary>A longer line is a paragraph; only its words matter, and none of them heads anything.</summary>
    private const int MaxLineLength = 4_000;

    /// <summary>How deep brackets nest where one is a link in another: a picture in a link in a heading.</summary>
    private const int MaxBrackets = 6;

    private const int TabColumns = 4;

    private static readonly System.Buffers.SearchValues<char> RuleMarks = System.Buffers.SearchValues.Create("-=_*~ ");

    private readonly DumpLines lines;
    private readonly string[] texts;
    private readonly int[] indents;
    private readonly string?[] permalinks;
    private readonly bool[] isMarked;
    private readonly string?[] silent;
    private readonly int[] starts;
    private readonly int[] next;
    private readonly int[] numbers;
    private readonly Dictionary<int, List<string>> labels = [];
    private readonly Lazy<bool> hasUnderscores;
    private bool hasMark, hasText;

    public VisibleLines(DumpLines lines)
    {
        this.lines = lines;
        texts = new string[lines.Count];
        indents = new int[lines.Count];
        permalinks = new string?[lines.Count];
        isMarked = new bool[lines.Count];
        silent = new string?[lines.Count];
        starts = new int[lines.Count];
        numbers = new int[lines.Count];
        hasUnderscores = new Lazy<bool>(HasUnderscores);
        next = new int[lines.Count + 1];
        Array.Fill(texts, "");
        for (var i = 0; i < lines.Count;)
        {
            i = See(i);
        }

        next[lines.Count] = lines.Count;
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            next[i] = texts[i].Length > 0 ? i : next[i + 1];
        }
    }

    public int Count => texts.Length;

    /// <summary>How many items are marked as divisions of the page, as one extractor does.</summary>
    public int Divisions { get; private set; }

    /// <summary>The page's own words, or its first line, are links or headings as Markdown writes them; somebody's text may have some on any page.</summary>
    public bool IsMarkdown { get; private set; }

    /// <summary>Empty where nothing is seen.</summary>
    public string Text(int line) => texts[line];

    /// <summary>The column of the text, behind its number or bullet.</summary>
    public int Indent(int line) => indents[line];

    /// <summary>The column of the line's first sign, be it of a number or a bullet.</summary>
    public int Start(int line) => starts[line];

    /// <summary>What stands in a line of which nothing is seen and which may be somebody's all the same: a rule as it stands, or how a picture or a footnote begins; else null.</summary>
    public string? Silent(int line) => silent[line];

    /// <summary>The number of the item that begins in the line; 0 where none does.</summary>
    public int Number(int line) => numbers[line];

    /// <summary>Words of a link as its readers saw them: one extractor prints "_" for every blank of a link.</summary>
    public string Unlinked(string text) => text.Contains('_', StringComparison.Ordinal) && hasUnderscores.Value ? text.Replace('_', ' ') : text;

    /// <summary>The id of the comment whose permalink stands in the line; null where there is none.</summary>
    public string? CommentId(int line) => permalinks[line];

    /// <summary>The labels of a post, where the line holds links to them and nothing else; else null.</summary>
    public IReadOnlyList<string>? LabelsOf(int line) => labels.TryGetValue(line, out var names)
        && string.Concat(names).Count(char.IsLetterOrDigit) == texts[line].Count(char.IsLetterOrDigit) ? names : null;

    /// <summary>The line is set as a heading.</summary>
    public bool IsMarked(int line) => isMarked[line];

    /// <summary>The first line at or after this one in which something is seen, but before the end; else the end.</summary>
    public int Next(int from, int end) => from >= end ? end : Math.Min(next[from], end);

    /// <summary>The last line before this one in which something is seen, but not before the first; -1 where there is none.</summary>
    public int Previous(int before, int first)
    {
        for (var i = before - 1; i >= first; i--)
        {
            if (texts[i].Length > 0)
            {
                return i;
            }
        }

        return -1;
    }

    // "Post_a_Comment", or the time of a comment, which is a link.
    private bool HasUnderscores() => texts.Any(text => text.Contains('_', StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal)
        && (PageWords.IsClosing(text) || CommentHeading.IsStamp(text, out _)));

    // Returns the line after what was seen.
    private int See(int line)
    {
        if (lines.Column(line) == DumpLines.Blank)
        {
            return line + 1;
        }

        var raw = lines.Raw(line);
        var end = line + 1;
        if (raw.Length > MaxLineLength || !HasMarks(raw))
        {
            Keep(line, raw, raw.Trim().ToString().Replace('\u00A0', ' '), false);
            return end;
        }

        var text = raw.ToString();
        while (IsBroken(text) && end < lines.Count && end - line < MaxBrokenLines && lines.Column(end) != DumpLines.Blank && text.Length + lines.Raw(end).Length < MaxLineLength)
        {
            text += " " + lines.Text(end).ToString();
            end++;
        }

        if (IsBroken(text))
        {
            (text, end) = (raw.ToString(), line + 1);
        }

        var column = Columns(text, out var start);
        hasMark = false;
        var (seen, marked) = Unmarked(text.AsSpan(start), line, ref column);
        IsMarkdown |= hasMark && ((PageWords.IsOfPage(seen) && !(marked && PageWords.IsEverybodys(seen))) || permalinks[line] is not null || labels.ContainsKey(line) || !hasText);
        hasText |= (texts[line] = seen).Length > 0;
        silent[line] = seen.Length > 0 || end > line + 1 || CommentLinks.IsPicture(text) ? null : text.AsSpan().IndexOfAnyExcept(RuleMarks) < 0 ? text.Trim() : "[";
        starts[line] = Columns(text, out _);
        indents[line] = column;
        isMarked[line] = marked || IsUnderlined(end);
        return end;
    }

    private void Keep(int line, ReadOnlySpan<char> raw, string text, bool marked)
    {
        indents[line] = starts[line] = Columns(raw, out _);
        hasText |= (texts[line] = text).Length > 0;
        isMarked[line] = marked || IsUnderlined(line + 1);
    }

    private static int Columns(ReadOnlySpan<char> raw, out int start)
    {
        var column = 0;
        for (start = 0; start < raw.Length && char.IsWhiteSpace(raw[start]); start++)
        {
            column += raw[start] == '\t' ? TabColumns - (column % TabColumns) : 1;
        }

        return column;
    }

    // "-----" or "=====" below a line makes it a heading.
    private bool IsUnderlined(int line)
    {
        if (line >= lines.Count || lines.Column(line) == DumpLines.Blank)
        {
            return false;
        }

        var text = lines.Text(line);
        return text.Length >= 3 && (text.IndexOfAnyExcept('-') < 0 || text.IndexOfAnyExcept('=') < 0);
    }

    // How one extractor marks a button.
    private static ReadOnlySpan<char> WithoutButton(ReadOnlySpan<char> text) => text.StartsWith("(BUTTON) ") ? text["(BUTTON) ".Length..] : text;

    private static bool HasMarks(ReadOnlySpan<char> raw)
    {
        var text = raw.TrimStart();
        return text[0] is '#' or '*' or '+' or '-' or '=' or '•' or ':' or '(' or '>' || char.IsAsciiDigit(text[0]) || text.StartsWith("o ")
            || text.IndexOfAny("[]\\*_") >= 0;
    }

    private static bool IsBroken(string text)
    {
        var open = 0;
        foreach (var c in text)
        {
            open += c == '[' ? 1 : c == ']' && open > 0 ? -1 : 0;
        }

        return open > 0 || (text.Contains("]{", StringComparison.Ordinal) && text.LastIndexOf('{') > text.LastIndexOf('}')) || (text.LastIndexOf("](", StringComparison.Ordinal) is var link and >= 0 && !text.AsSpan(link).Contains(')'));
    }

    private (string Text, bool IsHeading) Unmarked(ReadOnlySpan<char> text, int line, ref int column)
    {
        var heading = false;
        text = WithoutButton(text.TrimEnd());
        if (text.IndexOfAnyExcept(RuleMarks) < 0 || text.StartsWith(":::"))
        {
            Divisions += text[0] == ':' ? 1 : 0;
            return ("", false);
        }

        var marks = text.IndexOfAnyExcept('#');
        if (marks is >= 1 and <= 6 && text.Length > marks && text[marks] == ' ')
        {
            heading = true;
            hasMark = true;
            text = text[marks..].Trim().TrimEnd('#').TrimEnd();
            text = text.EndsWith("}") && text.LastIndexOf(" {") is var brace and > 0 ? text[..brace].TrimEnd() : text;
        }
        else if (text.StartsWith("** ") || text.StartsWith("***"))
        {
            // "***** Labels *****", as one extractor marks headings.
            var stars = text.IndexOfAnyExcept('*');
            if (stars > 0 && text.EndsWith(text[..stars]))
            {
                heading = true;
                text = text[stars..^stars].Trim();
            }
        }

        // "6. Juni 2015" is no item of a list.
        var marker = char.IsAsciiDigit(text.Length > 0 ? text[0] : ' ') && (PrintedDate.TryStamp(text, out _) || PrintedDate.TryLine(text, out _)) ? 0 : MarkerLength(text);
        numbers[line] = marker > 0 && text.IndexOf('.') is > 0 and var dot && int.TryParse(text[..dot], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
        column += marker;
        text = text[marker..];
        if (text.StartsWith(":::"))
        {
            Divisions++;
            return ("", false);
        }

        var seen = WithoutLinks(text, line, 0);
        return (seen, heading);
    }

    // "12. ", "* ", "- ", "+ ", "• ": also a number after a bullet; word processors set a tab behind them.
    private static int MarkerLength(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        var marker = digits is >= 1 and <= 5 && text.Length > digits + 1 && text[digits] == '.' && text[digits + 1] is ' ' or '\t' ? digits + 1
            : text.Length > 1 && text[1] is ' ' or '\t' && text[0] is '*' or '-' or '+' or '•' or 'o' ? 1
            : 0;
        return marker == 0 ? 0 : text.Length - text[marker..].TrimStart().Length;
    }

    private string WithoutLinks(ReadOnlySpan<char> text, int line, int depth)
    {
        if (depth == MaxBrackets)
        {
            return text.ToString();
        }

        var (seen, ends) = (new StringBuilder(text.Length), new BracketEnds());
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && i + 1 < text.Length && !char.IsLetterOrDigit(text[i + 1]))
            {
                seen.Append(text[++i]);
            }
            else if (c == '\\' && i + 1 == text.Length)
            {
                break;
            }
            else if (c is '*' or '_' && IsEmphasis(text, i))
            {
                continue;
            }
            else if (c == '!' && !ends.HasOpenSquare && i + 1 < text.Length && text[i + 1] == '[')
            {
                i = Bracket(text, i + 1, line, null, depth, ref ends);
            }
            else if (c == '[' && !ends.HasOpenSquare)
            {
                i = Bracket(text, i, line, seen, depth, ref ends);
            }
            else
            {
                seen.Append(c is '\u00A0' or '\t' ? ' ' : c);
            }
        }

        var words = seen.ToString().Trim();
        return words.StartsWith("http", StringComparison.Ordinal) && CommentLinks.IsDeleteAddress(words) ? "" : words;
    }

    // At the edge of a word, as Markdown has it.
    private static bool IsEmphasis(ReadOnlySpan<char> text, int at)
    {
        var before = at == 0 || !char.IsLetterOrDigit(text[at - 1]);
        var after = at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1]);
        return before != after && (at == 0 || at + 1 == text.Length || text[at - 1] is '*' or '_' or ' ' || text[at + 1] is '*' or '_' or ' ' || char.IsPunctuation(text[at - 1]) || char.IsPunctuation(text[at + 1]));
    }

    // "[text](address)", "[address]", "[12]", "[blank]", "[text]{.class}": what is seen of it goes to the text; returns its last character.
    private int Bracket(ReadOnlySpan<char> text, int open, int line, StringBuilder? seen, int depth, ref BracketEnds ends)
    {
        var close = ends.Of(text, open);
        if (close < 0)
        {
            seen?.Append('[');
            return open;
        }

        var inner = text[(open + 1)..close];
        var end = close;
        if (close + 1 < text.Length && text[close + 1] == '(' && ends.Of(text, close + 1) is var paren and > 0)
        {
            hasMark = true;
            NoteAddress(text[(close + 2)..paren], line);
            end = paren;
            var name = WithoutLinks(inner, line, depth + 1);
            seen?.Append(name);
            if (text[(close + 2)..paren].Contains("/search/label/", StringComparison.Ordinal))
            {
                (labels.TryGetValue(line, out var names) ? names : labels[line] = []).Add(name);
            }
        }
        else if (close + 1 < text.Length && text[close + 1] == '{')
        {
            seen?.Append(WithoutLinks(inner, line, depth + 1));
        }
        else if (inner.StartsWith("http", StringComparison.OrdinalIgnoreCase) || inner.StartsWith("/") || inner.StartsWith("#") || inner.StartsWith("mailto:"))
        {
            NoteAddress(inner, line);
            TrimEnd(seen);
        }
        else if (inner.Trim().IndexOfAnyExceptInRange('0', '9') < 0 || inner.StartsWith("icon_") || inner is "blank" or "img" or "IMG" or "INLINE" or "image" || inner.Contains(".gif", StringComparison.Ordinal))
        {
            // A footnote of a link, or a picture.
        }
        else
        {
            seen?.Append('[').Append(WithoutLinks(inner, line, depth + 1)).Append(']');
        }

        while (end + 1 < text.Length && text[end + 1] == '{' && ends.Of(text, end + 1) is var brace and > 0)
        {
            end = brace;
        }

        return end;
    }

    private static void TrimEnd(StringBuilder? seen)
    {
        if (seen is { Length: > 0 } && seen[^1] == ' ')
        {
            seen.Length--;
        }
    }

    // ".../mill-race.html?showComment=1384761900000#c1036327778195587432"
    private void NoteAddress(ReadOnlySpan<char> address, int line)
    {
        var shows = address.IndexOf("showComment=");
        var hash = shows < 0 ? -1 : address[shows..].IndexOf("#c");
        if (hash >= 0)
        {
            var id = address[(shows + hash + 2)..];
            var digits = id.IndexOfAnyExceptInRange('0', '9');
            id = digits < 0 ? id : id[..digits];
            permalinks[line] = id.Length > 0 ? id.ToString() : permalinks[line];
        }
    }
}
