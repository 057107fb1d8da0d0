using System.Buffers;

namespace Archive.Content;

/// <summary>Prints a plain text as HTML in one pass over its lines, without losing or changing a character that is printed.</summary>
internal ref struct PlainText
{
    /// <summary>How deep lists nest; a page has no room to indent further, and deeper items stay lines.</summary>
    public const int MaxListDepth = 8;

    /// <summary>How many lines an item may have for the next one to be seen as its neighbour; bounds the cost of each look ahead.</summary>
    public const int MaxItemLines = 40;

    /// <summary>Where a line goes on the one before it: the style sheet shows such a break only where a text is shown as it is printed.</summary>
    public const string WrappedBreak = "<br class=\"wrapped\">\n";

    private const int NestingColumns = 2;

    // Without one of them no text quotes anybody. A straight single mark is in most texts, and ends a quotation only so.
    private static readonly SearchValues<char> QuotationMarks = SearchValues.Create(">\"“‘„«");

    private readonly ReadOnlySpan<char> text;
    private readonly List<TextLine> lines;
    private readonly bool[] goesOn;
    private readonly QuotedPassages quotations;
    private readonly HtmlWriter html;
    private readonly List<OpenList> lists;

    private bool inParagraph;
    private bool afterText;
    private int? quotationEnd;
    private List<string>? quoted;

    private PlainText(ReadOnlySpan<char> text)
    {
        this.text = text;
        lists = [];
        lines = TextLine.Split(text);
        goesOn = WrappedLines.In(text, lines);
        quotations = new QuotedPassages(text, lines);
        html = new HtmlWriter(text.Length + (text.Length / 4) + 16);
    }

    public static SafeHtml Print(ReadOnlySpan<char> text) => new PlainText(text).Print();

    /// <summary>The passages that are set apart as somebody else's words, without the marks that say so; empty where a text quotes nothing.</summary>
    public static string QuotedText(string text)
    {
        if (!text.AsSpan().ContainsAny(QuotationMarks) && !HasSingleEnd(text))
        {
            return "";
        }

        var printed = new PlainText(text) { quoted = [] };
        printed.Print();
        return string.Join('\n', printed.quoted);
    }

    private static bool HasSingleEnd(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('\''); at >= 0; text = text[(at + 1)..], at = text.IndexOf('\''))
        {
            if (at > 0 && (text[at - 1] is '.' or '!' or '?' or '…'))
            {
                return true;
            }
        }

        return false;
    }

    private SafeHtml Print()
    {
        for (var i = 0; i < lines.Count; i++)
        {
            CloseListsBefore(lines[i]);
            if (quotationEnd is null && lists.Count == 0)
            {
                OpenQuotation(i);
            }

            PrintLine(i);
            if (i == quotationEnd)
            {
                CloseLists(0);
                html.Markup("</blockquote>\n"u8);
                quotationEnd = null;
            }
        }

        CloseLists(0);
        return html.ToSafeHtml();
    }

    private void OpenQuotation(int first)
    {
        quotationEnd = quotations.EndOf(first);
        if (quotationEnd is not null)
        {
            EndText();
            html.Markup("<blockquote>\n"u8);
            for (var i = first; quoted is not null && i <= quotationEnd; i++)
            {
                quoted.Add(text[lines[i].Start..lines[i].End].TrimStart('>').TrimStart().ToString());
            }
        }
    }

    private void PrintLine(int index)
    {
        var line = lines[index];
        if (lists.Count > 0 && lists[^1].Continues(line))
        {
            EndText();
            html.Markup("</li>\n<li>"u8);
            lists[^1] = lists[^1] with { Next = line.Number + 1 };
            PrintInline(line.Item, line.End);
        }
        else if (lists.Count == 0 ? StartsRun(index) : lists.Count < MaxListDepth && IsFirstItem(line))
        {
            OpenListAt(line);
            PrintInline(line.Item, line.End);
        }
        else
        {
            Separate(line, goesOn.Length > 0 && goesOn[index]);
            PrintInline(line.Start, line.End);
        }

        afterText = true;
    }

    // A list is one where a second item, or the first of a list inside it, follows; one such line alone is just a line.
    private bool StartsRun(int index)
    {
        var first = lines[index];
        if (first.Marker == ListMarker.None)
        {
            return false;
        }

        var list = OpenList.At(first);
        var limit = Math.Min(quotationEnd ?? (lines.Count - 1), index + MaxItemLines);
        for (var i = index + 1; i <= limit; i++)
        {
            if (list.Continues(lines[i]) || (lines[i].Column == first.Column + NestingColumns && IsFirstItem(lines[i])))
            {
                return true;
            }

            if (lines[i].Column < first.Column + NestingColumns)
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsFirstItem(TextLine line) =>
        line.Marker == ListMarker.Bullet || line is { Marker: ListMarker.Number, Number: 1 };

    private void OpenListAt(TextLine line)
    {
        EndText();
        lists.Add(OpenList.At(line));
        html.Markup(line.Marker == ListMarker.Bullet ? "<ul>"u8 : "<ol"u8);
        if (line.Marker == ListMarker.Number)
        {
            if (line.Number != 1)
            {
                html.Markup(" start=\""u8);
                html.Number(line.Number);
                html.Markup("\""u8);
            }

            html.Markup(">"u8);
        }

        html.Markup("\n<li>"u8);
    }

    // Lines of one paragraph keep their line ends; inside an item, a paragraph is marked only where a blank line begins it.
    private void Separate(TextLine line, bool goesOn)
    {
        if (afterText && !line.AfterBlank && (lists.Count > 0 || !line.AfterLong))
        {
            html.Markup(goesOn ? WrappedBreak : "<br>\n");
            return;
        }

        var insideItem = afterText && !inParagraph;
        EndText();
        if (lists.Count == 0 || line.AfterBlank)
        {
            html.Markup(insideItem ? "\n<p>"u8 : "<p>"u8);
            inParagraph = true;
        }
    }

    private void EndText()
    {
        html.CloseBidi();
        if (inParagraph)
        {
            html.Markup("</p>\n"u8);
        }

        inParagraph = false;
        afterText = false;
    }

    // A line belongs to a list as its next item, or by standing as far in as the text of its items.
    private void CloseListsBefore(TextLine line)
    {
        var kept = lists.Count;
        while (kept > 0 && !lists[kept - 1].Continues(line) && line.Column < lists[kept - 1].Column + NestingColumns)
        {
            kept--;
        }

        if (kept < lists.Count)
        {
            CloseLists(kept);
        }
    }

    private void CloseLists(int kept)
    {
        EndText();
        while (lists.Count > kept)
        {
            html.Markup(lists[^1].Marker == ListMarker.Bullet ? "</li>\n</ul>\n"u8 : "</li>\n</ol>\n"u8);
            lists.RemoveAt(lists.Count - 1);
        }
    }

    private void PrintInline(int start, int end)
    {
        var line = text[start..end];
        for (var at = 0; at < line.Length;)
        {
            var (addressStart, length) = TextLinks.Next(line, at);
            html.Text(line[at..addressStart]);
            if (length > 0)
            {
                PrintLink(line.Slice(addressStart, length));
            }

            at = addressStart + length;
        }
    }

    private void PrintLink(ReadOnlySpan<char> address)
    {
        html.Markup(TextLinks.LacksScheme(address) ? "<a href=\"http://"u8 : "<a href=\""u8);
        html.Text(address);
        html.Markup("\" rel=\"" + HtmlRules.Rel + "\">");
        html.Text(address);
        html.Markup("</a>"u8);
    }

    private readonly record struct OpenList(int Column, ListMarker Marker, int Next)
    {
        public static OpenList At(TextLine first) => new(first.Column, first.Marker, first.Number + 1);

        public bool Continues(TextLine line) =>
            line.Column == Column && line.Marker == Marker && (Marker == ListMarker.Bullet || line.Number == Next);
    }
}
