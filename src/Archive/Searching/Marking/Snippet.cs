using System.Text;
using Archive.Searching.Words;

namespace Archive.Searching.Marking;

/// <summary>Cuts out of a text the place that says most about why it is a hit.</summary>
internal static class Snippet
{
    private const char Cut = '…';

    // English has six to a word with its blank; a text without blanks is cut where as many would fill the line twice.
    private const int MaxCharactersPerWord = 12;

    public static string Of(string text, List<FoldedWord> words, List<WordMatch> matches, List<(int Start, int Length)> places, int length)
    {
        var (first, last) = Window(text, words, matches, length);
        var start = first == 0 ? 0 : words[first].Span.Start;
        var end = last >= words.Count - 1 ? text.Length : EndOfWord(text, words[last].Span.End, words[last + 1].Span.Start);
        var max = length * MaxCharactersPerWord;
        if (end - start > max)
        {
            var match = places.Find(place => place.Start + place.Length > start);
            start = match.Length == 0 || match.Start - start < max / 2 ? start : match.Start - (max / 4);
            start += IsInsidePair(text, start) ? 1 : 0;
            end = Math.Min(end, start + max);
            end -= IsInsidePair(text, end) ? 1 : 0;
        }

        return Marked(text, start, end, places);
    }

    // The words that hold most terms, then most places, then the earliest; a little before them, from where a sentence starts.
    private static (int First, int Last) Window(string text, List<FoldedWord> words, List<WordMatch> matches, int length)
    {
        if (words.Count <= length || matches.Count == 0)
        {
            return (0, Math.Min(words.Count, length) - 1);
        }

        var (from, to) = Best(matches, length);
        var spare = Math.Max(0, length - (to - from + 1));
        var lead = Math.Min(spare, length / 2);
        var first = Enumerable.Range(0, Math.Min(lead, from) + 1).Select(back => from - back).FirstOrDefault(word => StartsSentence(text, words, word), -1);
        first = first >= 0 ? first : from - Math.Min(lead / 2, from);
        first = Math.Max(0, Math.Min(first, words.Count - length));
        return (first, Math.Min(words.Count, first + length) - 1);
    }

    private static (int From, int To) Best(List<WordMatch> matches, int length)
    {
        var perTerm = new Dictionary<int, int>();
        var best = (Terms: 0, Places: 0, From: 0, To: 0);
        for (int left = 0, right = 0; right < matches.Count; right++)
        {
            perTerm[matches[right].Term] = perTerm.GetValueOrDefault(matches[right].Term) + 1;
            for (; matches[right].Last - matches[left].First >= length && left < right; left++)
            {
                if (--perTerm[matches[left].Term] == 0)
                {
                    perTerm.Remove(matches[left].Term);
                }
            }

            if ((perTerm.Count, right - left + 1).CompareTo((best.Terms, best.Places)) > 0)
            {
                best = (perTerm.Count, right - left + 1, matches[left].First, matches[right].Last);
            }
        }

        return (best.From, best.To);
    }

    private static bool StartsSentence(string text, List<FoldedWord> words, int word)
    {
        if (word == 0)
        {
            return true;
        }

        var between = text.AsSpan(words[word - 1].Span.End..Math.Max(words[word - 1].Span.End, words[word].Span.Start));
        return between.ContainsAny('\n', '\r', '。') || (between.ContainsAny(".!?…") && between.ContainsAny(' ', '\u00A0'));
    }

    // With the full stop or bracket behind it, up to the next blank.
    private static int EndOfWord(string text, int end, int next)
    {
        while (end < next && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return end;
    }

    /// <summary>A text on one line, without what turns round the direction of what follows; a blank at its beginning goes.</summary>
    public static string OneLine(ReadOnlySpan<char> text)
    {
        var line = new StringBuilder(text.Length);
        Append(line, text);
        return line.ToString();
    }

    public static bool IsInsidePair(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]);

    private static string Marked(string text, int start, int end, List<(int Start, int Length)> places)
    {
        var marked = new StringBuilder(end - start + 16);
        marked.Append(text.AsSpan(0, start).IsWhiteSpace() ? "" : Cut);
        var at = start;
        foreach (var place in places.Where(place => place.Start < end && place.Start + place.Length > start))
        {
            var placeEnd = Math.Min(end, place.Start + place.Length);
            Append(marked, text.AsSpan(at..Math.Max(at, place.Start)));
            marked.Append(QueryMarks.MarkStart);
            Append(marked, text.AsSpan(Math.Max(at, place.Start)..placeEnd));
            marked.Append(QueryMarks.MarkEnd);
            at = placeEnd;
        }

        Append(marked, text.AsSpan(at..end));
        while (marked is [.., ' '])
        {
            marked.Length--;
        }

        return marked.Append(text.AsSpan(end).IsWhiteSpace() ? "" : Cut).ToString();
    }

    // On one line, and without what turns round the direction of what follows.
    private static void Append(StringBuilder line, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
            {
                continue;
            }

            if (!char.IsWhiteSpace(c) && !char.IsControl(c))
            {
                line.Append(c);
            }
            else if (line is not [] and not [.., ' '])
            {
                line.Append(' ');
            }
        }
    }
}
