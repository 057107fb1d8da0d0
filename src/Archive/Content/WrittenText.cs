namespace Archive.Content;

/// <summary>Says by what marks a text shows its paragraphs, links and emphasis.</summary>
/// <remarks>The numbers are stored.</remarks>
public enum TextKind
{
    /// <summary>None: lines as they were typed.</summary>
    Plain = 0,

    Markdown = 1,

    /// <summary>Anybody's; never printed before it is sanitized.</summary>
    Html = 2,
}

/// <summary>Holds a text as somebody wrote it and makes of it, by its kind, what is printed and what search sees.</summary>
/// <param name="Original">As it came, blank lines at either end included.</param>
public readonly record struct WrittenText(string Original, TextKind Kind)
{
    /// <summary>Without blank lines at either end.</summary>
    private ReadOnlySpan<char> Body => BlankLines.Trim(Original);

    /// <summary>Safe to print. Markup that is too much to read at a bearable cost is printed as the text that it is.</summary>
    public SafeHtml ToHtml() => Body.IsEmpty ? default : Kind switch
    {
        TextKind.Html => ContentRenderer.FromHtml(TrimmedBody()),
        TextKind.Markdown => ContentRenderer.FromMarkdown(TrimmedBody()),
        _ => ContentRenderer.FromText(Body),
    };

    /// <summary>The words alone, as search, keys and matching see them.</summary>
    public string ToText() => Kind == TextKind.Plain ? TrimmedBody() : TextOf(ToHtml());

    /// <summary>As <see cref="ToText"/>, where the HTML of this text is at hand already; none is needed of plain text.</summary>
    public string TextOf(SafeHtml html) => Kind == TextKind.Plain ? TrimmedBody() : HtmlText.Of(html);

    /// <summary>The addresses on the web that it links to and their hosts; its text is at hand, and its HTML where it is not plain.</summary>
    public (IReadOnlyList<string> Addresses, IReadOnlyList<string> Hosts) LinksOf(SafeHtml html, string text) => Kind == TextKind.Plain
        ? TextLinks.In(text)
        : TextLinks.Of(HealedHtml.Addresses(html).Where(address => address.StartsWith("http", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The blank lines around a text that was made of this one; null where more than those tells the two apart.</summary>
    public (string Before, string After)? Around(string text)
    {
        var start = text.Length == 0 ? 0 : BlankLines.StartOf(Original);
        return Original.AsSpan(start).StartsWith(text, StringComparison.Ordinal) && Original.AsSpan(start + text.Length).IsWhiteSpace()
            ? (Original[..start], Original[(start + text.Length)..])
            : null;
    }

    /// <summary>Whether <see cref="ContentRenderer.FromText(ReadOnlySpan{char})"/> of a text that was made of this one is its HTML.</summary>
    public bool IsPrintedAs(string text) => Kind == TextKind.Plain && Body.SequenceEqual(text);

    /// <summary>Whether another text says the same: of one kind with all its marks, of two by their words. Where lines break makes no difference.</summary>
    public bool SaysTheSameAs(WrittenText other) =>
        Kind == other.Kind ? Original == other.Original || AreSameWords(Original, other.Original) : AreSameWords(ToText(), other.ToText());

    private string TrimmedBody() => Body is var body && body.Length == Original.Length ? Original : body.ToString();

    private static bool AreSameWords(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (true)
        {
            left = left.TrimStart();
            right = right.TrimStart();
            var (l, r) = (WordLength(left), WordLength(right));
            if (l != r || !left[..l].SequenceEqual(right[..r]))
            {
                return false;
            }

            if (l == 0)
            {
                return true;
            }

            left = left[l..];
            right = right[r..];
        }
    }

    private static int WordLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && !char.IsWhiteSpace(text[length]))
        {
            length++;
        }

        return length;
    }
}

/// <summary>Blank lines around a text.</summary>
internal static class BlankLines
{
    /// <summary>The text without the blank lines at its ends; spaces inside its first and last line stay.</summary>
    public static ReadOnlySpan<char> Trim(string text)
    {
        var start = StartOf(text);
        var end = text.Length;
        for (var i = text.Length - 1; i >= start && IsBlankChar(text[i]); i--)
        {
            if (text[i] == '\n')
            {
                end = i;
            }
        }

        // A text of blanks alone has no line worth keeping.
        var rest = text.AsSpan(start, end - start);
        return rest.IsWhiteSpace() ? [] : rest;
    }

    /// <summary>Where the first line begins that is not blank; where the last begins if none is.</summary>
    public static int StartOf(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length && IsBlankChar(text[i]); i++)
        {
            if (text[i] == '\n')
            {
                start = i + 1;
            }
        }

        return start;
    }

    // U+00A0 counts as blank for finding blank lines, and is kept wherever a line has text.
    private static bool IsBlankChar(char c) => char.IsWhiteSpace(c);
}
