using System.Globalization;
using System.Text;

namespace Archive.Citing;

/// <summary>Finds in the text of a reference the words that it quotes of what it cites.</summary>
internal static class ReferenceWords
{
    /// <summary>Quotations in one reference that are compared.</summary>
    public const int MaxQuoted = 6;

    // Fewer words may stand anywhere by chance.
    private const int MinStanding = 4;

    // What the styles say where there is nothing to quote.
    private static readonly string[] NoText = ["comment removed", "comment known only from its replies", "comment without text", "Untitled blog post", "untitled"];

    private static readonly (char Open, char Close)[] Quotes = [('“', '”'), ('"', '"'), ('«', '»'), ('„', '“')];

    /// <summary>The words that must stand there for the reference to be true; none where it quotes nothing.</summary>
    /// <param name="text">The reference on one line.</param>
    /// <param name="work">What its address leads to; null where it leads nowhere.</param>
    public static IReadOnlyList<QuotedWords> Of(string text, CitedWork? work)
    {
        var quoted = TitleOfRecord(text) is { } title ? [title]
            : UntilComment(text) is { } words ? [words]
            : BesideDate(text, work) is { } beside ? [beside]
            : Runs(text).Where(run => !IsName(run, work)).Take(MaxQuoted);
        var claims = quoted.Where(words => !NoText.Contains(words.Trim('[', ']', '.', ',', ' '), StringComparer.OrdinalIgnoreCase))
            .Select(QuotedWords.Of).Where(words => !words.IsEmpty).ToList();
        return claims.Count > 0 || work is null ? claims : Standing(text, work);
    }

    // A style that nobody here knows, which may quote without a mark: the beginning of the text, should it stand there.
    private static IReadOnlyList<QuotedWords> Standing(string text, CitedWork work)
    {
        var first = work.State == CitedState.Present ? CitedText.First(work.IsComment ? work.Text : work.PostTitle ?? work.Text, out _) : "";
        var words = QuotedWords.Of(first);
        return first.Split(' ').Length >= MinStanding && words.In(text) != WordsStand.Nowhere ? [words] : [];
    }

    // BibTeX, RIS, CSL-JSON and a wiki's templates name the field.
    private static string? TitleOfRecord(string text)
    {
        if (text.StartsWith('@') && After(text, "title =", "title=") is { } braced)
        {
            return FromTeX(InBraces(braced));
        }

        if (text.StartsWith("TY  -", StringComparison.Ordinal) || text.StartsWith("TY -", StringComparison.Ordinal))
        {
            return After(text, " TI - ", " T1 - ") is { } title ? UpTo(title, IsNextTag) : null;
        }

        if (text.Contains("{{cite", StringComparison.OrdinalIgnoreCase) && After(text, "|title=", "|title =", "| title =", "| title=") is { } parameter)
        {
            return FromWiki(UpTo(parameter, (rest, at) => rest[at] == '|' || rest.AsSpan(at).StartsWith("}}")));
        }

        return After(text, "\"title\": \"", "\"title\":\"") is { } json ? FromJson(json) : null;
    }

    // APA quotes without a mark: words, then what they are in brackets. An author stands before, with the date between.
    private static string? UntilComment(string text)
    {
        var at = text.IndexOf("[Comment ", StringComparison.OrdinalIgnoreCase);
        if (at < 0 || at + 9 >= text.Length || !(char.IsDigit(text[at + 9]) || text.AsSpan(at + 9).StartsWith("on ", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var head = text[..at];
        var behind = text.IndexOf("]. (", at, StringComparison.Ordinal);
        return behind < 0 && DateIn(head) is var (_, end) && end > 0 ? head[end..] : head;
    }

    // APA's post: a title with the date behind it, or an author, the date, and then the title.
    private static string? BesideDate(string text, CitedWork? work)
    {
        var (start, end) = DateIn(text);
        if (start <= 0 || end >= text.Length || work is { IsComment: true } || Runs(text[..start]).Any(run => run.Length > start / 2))
        {
            return null;
        }

        var behind = text[end..];
        var address = behind.IndexOf("http", StringComparison.Ordinal);
        behind = address < 0 ? behind : behind[..address];
        var blog = CitedText.Name(work?.Blog) is { } name ? behind.LastIndexOf(name, StringComparison.OrdinalIgnoreCase) : behind.IndexOf(". ", StringComparison.Ordinal);
        var title = (blog < 0 ? behind : behind[..blog]).Trim(' ', '.');
        return title.Length > (work is null ? start : 0) ? title : text[..start];
    }

    // "(n.d.)" or "(2014, February 11)": where it begins, and behind what ends it.
    private static (int Start, int End) DateIn(string text)
    {
        for (var at = text.IndexOf('(', StringComparison.Ordinal); at >= 0; at = text.IndexOf('(', at + 1))
        {
            var inside = text.AsSpan(at + 1);
            var isDate = inside.StartsWith("n.d.") || (inside.Length > 4 && inside[..4].IndexOfAnyExceptInRange('0', '9') < 0 && inside[4] is ')' or ',' or '-');
            if (isDate && text.IndexOf(')', at) is > 0 and var close)
            {
                return (at, close + 1 < text.Length && text[close + 1] == '.' ? close + 2 : close + 1);
            }
        }

        return (-1, -1);
    }

    // Quotations that stand in none other and in no bracket, and are not said to be a signature.
    private static IEnumerable<string> Runs(string text)
    {
        var brackets = 0;
        var neverClosed = new bool[Quotes.Length];
        for (var i = 0; i < text.Length; i++)
        {
            brackets += text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0;
            var quote = Array.FindIndex(Quotes, quote => quote.Open == text[i]);
            var end = quote < 0 || neverClosed[quote] ? -1 : EndOf(text, i, Quotes[quote].Close);
            if (end < 0)
            {
                // Not looked for again: a text of marks that open would take its square.
                _ = quote >= 0 && (neverClosed[quote] = true);
            }
            else
            {
                if (brackets <= 0 && !text.AsSpan(0, i).TrimEnd().EndsWith("signed", StringComparison.OrdinalIgnoreCase))
                {
                    yield return text[(i + 1)..end];
                }

                i = end;
            }
        }
    }

    private static int EndOf(string text, int start, char close)
    {
        var depth = 1;
        for (var i = start + 1; i < text.Length; i++)
        {
            depth += text[i] == close ? -1 : text[i] == text[start] ? 1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsName(string run, CitedWork? work) => work is not null
        && new[] { work.IsComment ? work.PostTitle : null, work.Author, work.PostAuthor, work.Signer, work.Blog, work.BlogAuthor }
            .Any(name => CitedText.Name(name) is { } known && QuotedWords.AreSame(known, run));

    private static string? After(string text, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            // A field begins where no letter stands before it: "booktitle" is another one.
            for (var at = text.IndexOf(field, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(field, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                if (at == 0 || !char.IsLetter(text[at - 1]) || !char.IsLetter(field[0]))
                {
                    return text[(at + field.Length)..];
                }
            }
        }

        return null;
    }

    private static string UpTo(string text, Func<string, int, bool> isEnd)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (isEnd(text, i))
            {
                return text[..i];
            }
        }

        return text;
    }

    // " T2 - ": of a record that was made one line.
    private static bool IsNextTag(string text, int at) =>
        at + 5 < text.Length && text[at] == ' ' && char.IsAsciiLetterUpper(text[at + 1]) && char.IsAsciiLetterOrDigit(text[at + 2]) && text[at + 3] == ' ' && text[at + 4] == '-';

    private static string InBraces(string text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
            if (depth <= 0 && text[i] is '}' or ',')
            {
                return text[..i];
            }
        }

        return text;
    }

    // Braces that are meant stand aside while those of the format go.
    private static string FromTeX(string tex) => new StringBuilder(tex)
        .Replace("\\textbraceleft{}", "\u0001").Replace("\\textbraceright{}", "\u0002").Replace("\\textbackslash{}", "\u0003")
        .Replace("\\textasciitilde{}", "~").Replace("\\textasciicircum{}", "^")
        .Replace("{", "").Replace("}", "").Replace("\\", "")
        .Replace('\u0001', '{').Replace('\u0002', '}').Replace('\u0003', '\\').ToString();

    // The characters that WikipediaTemplate writes by their number: "&#124;".
    private static string FromWiki(string wiki)
    {
        var parts = wiki.Split("&#");
        var text = new StringBuilder(parts[0]);
        foreach (var part in parts.Skip(1))
        {
            var end = part.IndexOf(';', StringComparison.Ordinal);
            var isCode = ushort.TryParse(part.AsSpan(0, Math.Max(0, end)), NumberStyles.None, CultureInfo.InvariantCulture, out var code);
            text.Append(isCode ? $"{(char)code}{part[(end + 1)..]}" : $"&#{part}");
        }

        return text.ToString();
    }

    // Up to the mark that ends the string; what is no escape stays as it stands.
    private static string FromJson(string json)
    {
        var text = new StringBuilder();
        for (var i = 0; i < json.Length && json[i] != '"'; i++)
        {
            if (json[i] != '\\' || i + 1 == json.Length)
            {
                text.Append(json[i]);
                continue;
            }

            i++;
            if (json[i] == 'u' && i + 4 < json.Length && ushort.TryParse(json.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                text.Append((char)unit);
                i += 4;
            }
            else
            {
                text.Append(json[i] is 'n' or 'r' or 't' or 'b' or 'f' ? ' ' : json[i]);
            }
        }

        return text.ToString();
    }
}
