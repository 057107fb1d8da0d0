using System.Text.Json.Serialization;

namespace Archive.Storage.Previewing;

/// <summary>Kinds of things in a text by which somebody could be reached at home.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PrivateKind>))]
public enum PrivateKind
{
    Email,
    Telephone,

    /// <summary>Of the United Kingdom: those of other countries are mere numbers.</summary>
    Postcode,
}

/// <summary>Something in a text by which somebody could be reached.</summary>
/// <param name="Line">Of the file.</param>
public sealed record PrivateThing(PrivateKind Kind, string Text, int? Line);

/// <summary>How many such things there are.</summary>
public sealed record PrivateCounts(int Emails, int Telephones, int Postcodes)
{
    public static readonly PrivateCounts None = new(0, 0, 0);

    public int All => Emails + Telephones + Postcodes;

    public static PrivateCounts operator +(PrivateCounts one, PrivateCounts other) =>
        new(one.Emails + other.Emails, one.Telephones + other.Telephones, one.Postcodes + other.Postcodes);

    public PrivateCounts With(PrivateKind kind) => kind switch
    {
        PrivateKind.Email => this with { Emails = Emails + 1 },
        PrivateKind.Telephone => this with { Telephones = Telephones + 1 },
        _ => this with { Postcodes = Postcodes + 1 },
    };
}

/// <summary>Finds e-mail addresses, telephone numbers and postcodes in a text; rather few than false ones.</summary>
/// <remarks>Each place is looked at within fixed bounds, so that a text costs its length whatever stands in it.</remarks>
internal static class PrivateThings
{
    /// <summary>Characters before and after the sign of an e-mail address, as RFC 5321 has them.</summary>
    private const int MaxLocal = 64, MaxDomain = 253;

    /// <summary>Digits of a telephone number: E.164 has no more, and those of a town without its code are mere numbers.</summary>
    private const int MinDigits = 8, MaxDigits = 15;

    /// <summary>Characters of a telephone number, its blanks and brackets counted.</summary>
    private const int MaxTelephone = 30;

    /// <summary>Characters of a postcode: "SW1A 1AA".</summary>
    private const int MinPostcode = 5, MaxPostcode = 8;

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    // They look too much like others to be in the last two letters of a postcode.
    private static readonly System.Buffers.SearchValues<char> NeverInward = System.Buffers.SearchValues.Create("CIKMOV");

    private static readonly HashSet<string> Areas = new(
        ("AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY"
        + " L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN"
        + " WR WS WV YO ZE").Split(' '), StringComparer.Ordinal);

    /// <summary>The things in a text in their order, each with its place.</summary>
    public static IEnumerable<(PrivateKind Kind, int At, int Length)> In(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var (kind, at, length) = c == '@' ? (PrivateKind.Email, EmailAround(text, i, out var size), size)
                : c is '+' or '(' || char.IsAsciiDigit(c) ? (PrivateKind.Telephone, i, TelephoneAt(text, i))
                : char.IsAsciiLetterUpper(c) ? (PrivateKind.Postcode, i, PostcodeAt(text, i))
                : (default, i, 0);
            if (length > 0)
            {
                yield return (kind, at, length);
                i = at + length - 1;
            }
        }
    }

    private static int EmailAround(string text, int sign, out int length)
    {
        length = 0;
        var from = sign;
        while (from > 0 && sign - from < MaxLocal && (char.IsAsciiLetterOrDigit(text[from - 1]) || text[from - 1] is '.' or '_' or '%' or '+' or '-'))
        {
            from--;
        }

        while (from < sign && text[from] is '.' or '-')
        {
            from++;
        }

        // A name in a network ("@ada@example.social") and a password in an address ("https://ada:secret@example.org") are none.
        if (from == sign || text[sign - 1] == '.' || (from > 0 && (text[from - 1] is '@' or ':' || (text[from - 1] == '/' && from > 1 && text[from - 2] == '/'))
            && !EndsWith(text, from, "mailto:")))
        {
            return sign;
        }

        var end = sign + 1;
        while (end < text.Length && end - sign <= MaxDomain && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '-'))
        {
            end++;
        }

        while (text[end - 1] is '.' or '-')
        {
            end--;
        }

        length = IsDomain(text.AsSpan(sign + 1, Math.Max(0, end - sign - 1))) ? end - from : 0;
        return from;
    }

    private static bool EndsWith(string text, int end, string word) =>
        end >= word.Length && text.AsSpan(end - word.Length, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase);

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        var dot = domain.LastIndexOf('.');
        return dot > 0 && domain.Length - dot > 2 && domain.IndexOf("..") < 0 && !domain[(dot + 1)..].ContainsAnyExcept(Letters);
    }

    // International (+44 …, 0044 …), with a leading nought (020 7946 0958), or as in North America ((555) 555-0100, 555-555-0100).
    private static int TelephoneAt(string text, int from)
    {
        if (from > 0 && (char.IsLetterOrDigit(text[from - 1]) || text[from - 1] is '/' or '=' or '#' or '_' or '-' or '.' or ',' or ':' or '+' or '£' or '$' or '€'))
        {
            return 0;
        }

        var groups = new List<int>();
        var joints = new List<char>();
        var (digits, end, at) = (0, from, from);
        for (var isIn = false; at < text.Length && at - from < MaxTelephone && digits <= MaxDigits; at++)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                if (!isIn)
                {
                    groups.Add(0);
                }

                groups[^1]++;
                (digits, end, isIn) = (digits + 1, at + 1, true);
            }
            else if (at == from ? text[at] is '+' or '(' : IsJoint(text, at))
            {
                if (isIn)
                {
                    joints.Add(text[at]);
                }

                isIn = false;
            }
            else
            {
                break;
            }
        }

        var isWhole = end == text.Length || !(char.IsLetterOrDigit(text[end]) || text[end] is '/' or '@' or ':' or '_' or '%' || (text[end] is '-' or '.' or ',' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])));
        return isWhole && digits is >= MinDigits and <= MaxDigits && IsTelephone(text, from, digits, groups, joints) ? end - from : 0;
    }

    // One sign between two groups, or a bracket with a blank.
    private static bool IsJoint(string text, int at) => text[at] switch
    {
        ' ' or '\u00A0' or '-' or '.' => char.IsAsciiDigit(text[at - 1]) || text[at - 1] == ')',
        '(' => text[at - 1] is ' ' or '\u00A0' || char.IsAsciiDigit(text[at - 1]),
        ')' => char.IsAsciiDigit(text[at - 1]),
        _ => false,
    };

    private static bool IsTelephone(string text, int from, int digits, List<int> groups, List<char> joints)
    {
        if (IsDate(groups, joints) || EndsWith(text.TrimmedTo(from), "ISBN") || EndsWith(text.TrimmedTo(from), "ISSN"))
        {
            return false;
        }

        var first = text[from] == '(' ? from + 1 : from;
        return text[from] == '+' ? first + 1 < text.Length && text[first + 1] != '0' && groups.Count <= 7
            : text[first] == '0' ? groups[0] >= 3 && (digits is 10 or 11 || (text[first + 1] == '0' && digits >= 11)) && groups.Count <= 6
            : groups is [3, 3, 4] && (text[from] == '(' || joints is ['-', '-'] or ['.', '.']) && text[first] is not '1';
    }

    private static bool IsDate(List<int> groups, List<char> joints) =>
        groups.Count >= 3 && joints.Count >= 2 && joints[0] == joints[1] && joints[0] is '.' or '-'
        && ((groups[0] <= 2 && groups[1] <= 2 && groups[2] is 4) || (groups[0] == 4 && groups[1] <= 2 && groups[2] <= 2));

    private static bool EndsWith(ReadOnlySpan<char> text, string word) => text.EndsWith(word, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> TrimmedTo(this string text, int end) => text.AsSpan(Math.Max(0, end - 12), Math.Min(12, end)).TrimEnd(" :-");

    private static int PostcodeAt(string text, int from)
    {
        if (from > 0 && (char.IsLetterOrDigit(text[from - 1]) || text[from - 1] is '-' or '/' or '_' or '.' or '#' or '='))
        {
            return 0;
        }

        // The last three are a digit and two letters, and a blank may stand before them.
        for (var length = MaxPostcode; length >= MinPostcode; length--)
        {
            var end = from + length;
            if (end > text.Length || (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '_' or '/')))
            {
                continue;
            }

            var code = text.AsSpan(from, length);
            if (IsInward(code[^3..]) && IsOutward(code[..^3], out var isJoined) && (!isJoined || length >= MinPostcode + 1))
            {
                return length;
            }
        }

        return 0;
    }

    private static bool IsInward(ReadOnlySpan<char> code) =>
        char.IsAsciiDigit(code[0]) && char.IsAsciiLetterUpper(code[1]) && char.IsAsciiLetterUpper(code[2]) && !code[1..].ContainsAny(NeverInward);

    // A9, A99, A9A, AA9, AA99, AA9A.
    private static bool IsOutward(ReadOnlySpan<char> code, out bool isJoined)
    {
        isJoined = code[^1] is not (' ' or '\u00A0');
        code = isJoined ? code : code[..^1];
        var letters = code.IndexOfAnyInRange('0', '9');
        if (letters is not (1 or 2) || code.Length - letters is not (1 or 2) || !Areas.Contains(code[..letters].ToString()))
        {
            return false;
        }

        return code.Length - letters == 1 || char.IsAsciiDigit(code[^1]) || char.IsAsciiLetterUpper(code[^1]);
    }
}
