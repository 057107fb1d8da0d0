using System.Buffers;
using System.Text;

namespace Archive.Citing;

/// <summary>A reference as somebody pasted it out of a paper or a list: its text, and the addresses in it.</summary>
/// <remarks>Lines may be broken as paper breaks them, also within words and addresses; references may stand one a line, one a paragraph, or behind each other.</remarks>
public sealed class PastedReference
{
    /// <summary>A page of a list of references.</summary>
    public const int MaxReferences = 20;

    /// <summary>As much as twenty references of the longest style have, each with the longest of titles.</summary>
    public const int MaxPasted = 32_000;

    /// <summary>Of one reference; the longest style has half of it.</summary>
    public const int MaxLength = 4_000;

    /// <summary>Addresses that are tried: of the live page and the archived one, each as its line ends and as it goes on behind.</summary>
    public const int MaxAddresses = 6;

    // A line that is longer was broken by nobody: each line is a paragraph.
    private const int MaxWrapped = 160;

    // Lines over which one address is broken.
    private const int MaxBreaks = 3;

    private const string Ends = ".,;:!?)]}>\"'”’»";

    private static readonly SearchValues<char> NoAddress = SearchValues.Create("<>\"“”{}|\\");

    private readonly List<string> lines;
    private readonly QuotedWords? words;

    private PastedReference(List<string> lines)
    {
        this.lines = lines;
        Text = CitedText.Line(Cut(string.Join(' ', lines), MaxLength));
        Addresses = [.. ReadAddresses().Distinct(StringComparer.Ordinal).Take(MaxAddresses)];
    }

    private PastedReference(string address, QuotedWords words)
    {
        (lines, this.words) = ([], words);
        Text = words.IsEmpty ? address : $"“{words.Cited}” {address}".TrimEnd();
        Addresses = address.Length == 0 ? [] : [address];
    }

    /// <summary>On one line.</summary>
    public string Text { get; }

    /// <summary>In the order in which they stand; one that may go on in the next line comes whole first, and then as far as its line goes.</summary>
    public IReadOnlyList<string> Addresses { get; }

    /// <summary>The words that it quotes, once for each way to read it: as it stands, and with the words put together that the end of a line divides.</summary>
    /// <param name="work">What its address leads to; null where it leads nowhere.</param>
    public IEnumerable<IReadOnlyList<QuotedWords>> Quoted(CitedWork? work)
    {
        yield return words is not null ? [words] : ReferenceWords.Of(Text, work);
        if (words is null && lines.Zip(lines.Skip(1)).Any(pair => IsDivided(pair.First, pair.Second)))
        {
            yield return ReferenceWords.Of(CitedText.Line(Cut(Undivided(), MaxLength)), work);
        }
    }

    /// <summary>Takes what was pasted apart; what is beyond the limits is left out, and then these are not all.</summary>
    public static (IReadOnlyList<PastedReference> References, bool AreAll) Read(string? pasted)
    {
        var text = pasted ?? "";
        var all = Cut(text, MaxPasted).Split('\n').Select(line => line.Trim()).ToList();
        var references = new List<PastedReference>();
        for (var i = 0; i < all.Count && references.Count <= MaxReferences; i++)
        {
            var first = i;
            while (i < all.Count && all[i].Length > 0)
            {
                i++;
            }

            references.AddRange(Split(all[first..i]).Where(piece => piece.Count > 0).Select(piece => new PastedReference(piece)).Where(reference => reference.Text.Length > 0));
        }

        return references.Count > MaxReferences ? (references[..MaxReferences], false) : (references, text.Length <= MaxPasted);
    }

    /// <summary>A reference of which somebody has said what is address and what is quoted.</summary>
    public static PastedReference Of(string address, QuotedWords words) => new(address, words);

    // A paragraph: of a program's format up to where the next record begins; of prose up to where the last line has said where the text stands.
    private static IEnumerable<List<string>> Split(List<string> paragraph)
    {
        var isRecord = paragraph.Exists(BeginsRecord);
        var areParagraphs = !isRecord && paragraph.Exists(line => line.Length > MaxWrapped);
        var piece = new List<string>();
        var (hasAddress, open) = (false, 0);
        foreach (var line in paragraph)
        {
            var begins = isRecord ? BeginsRecord(line) && piece.Exists(BeginsRecord)
                : areParagraphs || (hasAddress && open <= 0 && EndsReference(piece[^1]) && !GoesOn(line));
            if (piece.Count > 0 && begins)
            {
                yield return piece;
                piece = [];
                (hasAddress, open) = (false, 0);
            }

            piece.Add(line);
            hasAddress |= Tokens(line).Any(token => AddressIn(token) is not null);
            open += line.Count(c => c == '(') - line.Count(c => c == ')');
        }

        yield return piece;
    }

    private static bool BeginsRecord(string line) =>
        line.StartsWith('@') || line.StartsWith("TY  -", StringComparison.Ordinal) || line.StartsWith("\"id\":", StringComparison.Ordinal)
        || line.Contains("{{cite", StringComparison.OrdinalIgnoreCase);

    private static bool EndsReference(string line) => Ends.Contains(line[^1], StringComparison.Ordinal) && line[^1] is not (',' or ';' or ':')
        || AddressIn(Tokens(line).LastOrDefault() ?? "") is not null;

    private static bool GoesOn(string line) =>
        char.IsLower(line[0]) || line[0] is '(' or '[' || line.StartsWith("Archived", StringComparison.Ordinal);

    private IEnumerable<string> ReadAddresses()
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var tokens = Tokens(lines[i]);
            for (var t = 0; t < tokens.Length; t++)
            {
                if (AddressIn(tokens[t]) is not { } address)
                {
                    continue;
                }

                if (t == tokens.Length - 1 && GoingOn(address, i + 1) is { } whole)
                {
                    yield return whole;
                }

                yield return address;
            }
        }
    }

    // Null where nothing stands behind it that could belong to it.
    private string? GoingOn(string address, int next)
    {
        var whole = new StringBuilder(address);
        for (var i = next; i < lines.Count && i - next < MaxBreaks; i++)
        {
            var tokens = Tokens(lines[i]);
            if (tokens.Length == 0 || AddressIn(tokens[0]) is not null || tokens[0][0] is '(' or '[' or '|' or '}' or ']')
            {
                break;
            }

            whole.Append(tokens[0]);
            if (tokens.Length > 1)
            {
                break;
            }
        }

        return whole.Length > address.Length ? whole.ToString() : null;
    }

    private static string[] Tokens(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    // With its scheme, or without one where it looks like a path of a site: "archive.example.org/b/2014/02/x", "/b/2014/02/x".
    private static string? AddressIn(string token)
    {
        var scheme = token.IndexOf("http", StringComparison.OrdinalIgnoreCase);
        if (scheme >= 0 && token.IndexOf("://", scheme, StringComparison.Ordinal) is var mark && mark - scheme is 4 or 5)
        {
            return ToEnd(token[scheme..]);
        }

        var bare = ToEnd(token.TrimStart('<', '(', '[', '{', '"', '“', '='));
        var slash = bare.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0 && bare.Count(c => c == '/') >= 3 && (slash == 0 || bare.AsSpan(0, slash).ContainsAny('.', ':')) ? bare : null;
    }

    private static string ToEnd(string address)
    {
        var end = address.AsSpan().IndexOfAny(NoAddress);
        return (end < 0 ? address : address[..end]).TrimEnd(Ends.ToCharArray());
    }

    private static bool IsDivided(string line, string next) =>
        line.Length > 1 && line[^1] is '-' or '\u2010' && char.IsLetter(line[^2]) && char.IsLower(next[0]);

    private string Undivided()
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            var isDivided = i + 1 < lines.Count && IsDivided(lines[i], lines[i + 1]);
            text.Append(isDivided ? lines[i].AsSpan(0, lines[i].Length - 1) : lines[i]).Append(isDivided ? "" : " ");
        }

        return text.ToString();
    }

    private static string Cut(string text, int max) =>
        text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];
}
