using System.Text;

namespace Archive.Content;

/// <summary>Reads the plain text out of HTML that this room wrote.</summary>
/// <remarks>Blocks and breaks become lines, what is quoted stands behind "&gt;". One pass: only this room's own markup is known.</remarks>
internal sealed class HtmlText
{
    /// <summary>How often the mark of a quotation is repeated; what quotes deeper is bounded, and nobody counts further.</summary>
    public const int MaxQuoteMarks = 8;

    private readonly StringBuilder text = new();
    private int breaks;
    private bool blank;
    private int quotations;
    private int preformatted;

    private HtmlText()
    {
    }

    public static string Of(SafeHtml html)
    {
        var reading = new HtmlText();
        var printed = html.ToString().AsSpan();
        while (!printed.IsEmpty)
        {
            var tag = printed.IndexOf('<');
            reading.Words(tag < 0 ? printed : printed[..tag]);
            if (tag < 0)
            {
                break;
            }

            // A ">" of an attribute is escaped.
            var end = tag + printed[tag..].IndexOf('>');
            reading.Tag(printed[(tag + 1)..end]);
            printed = printed[(end + 1)..];
        }

        return reading.text.ToString();
    }

    private void Tag(ReadOnlySpan<char> tag)
    {
        var closes = tag[0] == '/';
        var name = closes ? tag[1..] : tag[..(tag.IndexOf(' ') is var blankAt and >= 0 ? blankAt : tag.Length)];
        switch (name)
        {
            case "br": breaks++; break;
            case "li" or "dt" or "dd": breaks = Math.Max(breaks, 1); break;
            case "blockquote":
                breaks = Math.Max(breaks, 2);
                quotations += closes ? -1 : 1;
                break;
            case "pre":
                breaks = Math.Max(breaks, 2);
                preformatted += closes ? -1 : 1;
                break;
            case "p" or "ul" or "ol" or "dl" or "hr" or "h2" or "h3" or "h4": breaks = Math.Max(breaks, 2); break;
            default: break;
        }
    }

    private void Words(ReadOnlySpan<char> escaped)
    {
        foreach (var c in HtmlWriter.Unescaped(escaped.ToString()))
        {
            if (preformatted > 0 && c == '\n')
            {
                breaks++;
            }
            else if (c is ' ' or '\t' or '\n' && preformatted == 0)
            {
                blank = true;
            }
            else
            {
                Begin();
                text.Append(c);
            }
        }
    }

    // Breaks and blanks count only between words.
    private void Begin()
    {
        if (text.Length == 0 || breaks > 0)
        {
            text.Append('\n', text.Length == 0 ? 0 : breaks);
            var marks = Math.Min(quotations, MaxQuoteMarks);
            text.Append('>', marks).Append(' ', Math.Min(marks, 1));
        }
        else if (blank)
        {
            text.Append(' ');
        }

        breaks = 0;
        blank = false;
    }
}
