using System.Text;

namespace Archive.Content;

/// <summary>Marks places of a text that is printed already.</summary>
public static class MarkedHtml
{
    private const string Open = "<mark>", Close = "</mark>";

    // What HtmlWriter escapes.
    private static readonly (string Entity, char Plain)[] Entities =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\'')];

    /// <summary>The same HTML with <c>mark</c> around the places that are found in its text.</summary>
    /// <param name="html">As this room wrote it.</param>
    /// <param name="find">Gives the places of a text, in order and apart from each other; ends of blocks and lines are line ends in it.</param>
    public static SafeHtml Mark(SafeHtml html, Func<string, IReadOnlyList<(int Start, int Length)>> find)
    {
        var printed = html.ToString();
        var (plain, pieces) = Read(printed);
        var places = WholeCharacters(plain, find(plain));
        return places.Count == 0 ? html : new SafeHtml(Write(printed, plain, pieces, places));
    }

    // Half a character is none in UTF-8.
    private static List<(int Start, int Length)> WholeCharacters(string text, IReadOnlyList<(int Start, int Length)> places) =>
        [.. places.Select(place => (Start: place.Start + Halved(text, place.Start), End: place.Start + place.Length - Halved(text, place.Start + place.Length)))
            .Where(place => place.End > place.Start).Select(place => (place.Start, place.End - place.Start))];

    private static int Halved(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]) ? 1 : 0;

    // In one pass: a ">" or "<" of a text or of an attribute is escaped, so a tag ends at the next one.
    private static (string Plain, List<Piece> Pieces) Read(string html)
    {
        var plain = new StringBuilder(html.Length);
        var pieces = new List<Piece>();
        for (var at = 0; at < html.Length;)
        {
            var end = html[at] == '<' ? html.IndexOf('>', at) + 1 : EndOfText(html, at);
            end = end == 0 ? html.Length : end;
            var start = plain.Length;
            var isTag = html[at] == '<';
            plain.Append(isTag ? LineEnd(html.AsSpan(at..end)) : Plain(html.AsSpan(at..end)));
            pieces.Add(new Piece(at, end, start, plain.Length, isTag));
            at = end;
        }

        return (plain.ToString(), pieces);
    }

    // An entity is a piece of its own, because it is longer than what it stands for.
    private static int EndOfText(string html, int at)
    {
        if (html[at] == '&')
        {
            return at + EntityAt(html.AsSpan(at)).Entity.Length;
        }

        var length = html.AsSpan(at).IndexOfAny('<', '&');
        return length < 0 ? html.Length : at + length;
    }

    private static string Plain(ReadOnlySpan<char> text) => text[0] == '&' ? EntityAt(text).Plain.ToString() : text.ToString();

    private static (string Entity, char Plain) EntityAt(ReadOnlySpan<char> text)
    {
        foreach (var entity in Entities)
        {
            if (text.StartsWith(entity.Entity))
            {
                return entity;
            }
        }

        return ("&", '&');
    }

    private static string LineEnd(ReadOnlySpan<char> tag)
    {
        var name = tag[1..].TrimStart('/');
        var end = name.IndexOfAny(' ', '>', '/');
        name = end < 0 ? name : name[..end];
        return name is "br" || HtmlRules.Blocks.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name) ? "\n" : "";
    }

    private static string Write(string html, string plain, List<Piece> pieces, List<(int Start, int Length)> places)
    {
        var marked = new StringBuilder(html.Length + (places.Count * (Open.Length + Close.Length)));
        var (place, isOpen) = (0, false);
        foreach (var piece in pieces)
        {
            if (piece.IsTag)
            {
                SetOpen(false);
                marked.Append(html, piece.Start, piece.End - piece.Start);
                continue;
            }

            for (var at = piece.PlainStart; at < piece.PlainEnd;)
            {
                while (place < places.Count && places[place].Start + places[place].Length <= at)
                {
                    place++;
                }

                var next = place < places.Count ? places[place] : (Start: plain.Length, Length: 0);
                var isInside = next.Start <= at;
                var end = Math.Min(piece.PlainEnd, isInside ? next.Start + next.Length : next.Start);

                // Between two items of a list there is no place for a mark.
                SetOpen(isInside && (isOpen || !plain.AsSpan(at..end).IsWhiteSpace()));
                marked.Append(piece.IsVerbatim ? plain.AsSpan(at..end) : html.AsSpan(piece.Start..piece.End));
                at = end;
            }
        }

        SetOpen(false);
        return marked.ToString();

        void SetOpen(bool open)
        {
            marked.Append(open == isOpen ? "" : open ? Open : Close);
            isOpen = open;
        }
    }

    /// <summary>A tag, an entity or what stands between two of them, in the HTML and in its text.</summary>
    private readonly record struct Piece(int Start, int End, int PlainStart, int PlainEnd, bool IsTag)
    {
        public bool IsVerbatim => End - Start == PlainEnd - PlainStart;
    }
}
