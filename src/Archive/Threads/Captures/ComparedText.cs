namespace Archive.Threads.Captures;

/// <summary>How much two texts have in common, from nothing to all.</summary>
internal enum Likeness
{
    /// <summary>One of them says too little to tell.</summary>
    Open,

    /// <summary>They share no more than any two texts.</summary>
    Apart,

    /// <summary>They share some passage, as a signature, and differ in the rest.</summary>
    Partly,

    /// <summary>One is an edit of the other, or a part of it.</summary>
    Alike,

    /// <summary>They have the same words.</summary>
    Equal,
}

/// <summary>The words of a text, ready to be compared with those of others.</summary>
internal sealed class ComparedText
{
    /// <summary>A text of fewer words, beside a longer one, tells nothing.</summary>
    public const int MinWords = 4;

    /// <summary>Words that open a text; where they are the same, texts that part later are taken for edits.</summary>
    private const int Opening = 8;

    private readonly int[] words;
    private int[]? pairs;

    public ComparedText(string text)
        : this(WordsOf(AlikeText.IsPlain(text) ? text : AlikeText.Of(text)))
    {
    }

    private ComparedText(int[] words)
    {
        this.words = words;
        Hash = 17;
        foreach (var word in words)
        {
            Hash = unchecked((Hash * 1_099_511_628_211L) ^ (uint)word);
        }
    }

    public ReadOnlySpan<int> Words => words;

    public int Count => words.Length;

    /// <summary>Equal for texts of the same words.</summary>
    public long Hash { get; }

    private int[] Pairs => pairs ??= PairsOf(words);

    /// <summary>Its beginning, of about so many words: an edit may have added some.</summary>
    public ComparedText Beginning(int count) => new(words[..Math.Min(words.Length, count + (count / 8) + 1)]);

    public static Likeness Compare(ComparedText one, ComparedText other)
    {
        if (one.Count == 0 || other.Count == 0)
        {
            return Likeness.Open;
        }

        if (one.Hash == other.Hash && one.Count == other.Count)
        {
            return Likeness.Equal;
        }

        var (small, large) = one.Count <= other.Count ? (one, other) : (other, one);
        if (small.Count < MinWords && large.Count >= MinWords)
        {
            return Likeness.Open;
        }

        var (left, right) = Parted(small.words, large.words);
        if (left.Length == 0)
        {
            return small.Count < MinWords ? Likeness.Open : Likeness.Alike;
        }

        var shared = Shared(small.Pairs, large.Pairs);
        var (ofSmall, ofLarge) = (Share(shared, small.Pairs.Length), Share(shared, large.Pairs.Length));
        if (large.Count <= Opening)
        {
            // Short texts of one language share its small words.
            return Share(Shared(Sorted(small.words), Sorted(large.words)), large.Count) is var share && (share > 0.6 || (share >= 0.5 && large.Count < MinWords)) ? Likeness.Alike : ofSmall >= 0.4 ? Likeness.Partly : Likeness.Apart;
        }

        // What is left where both begin and end alike is an edit only where it shares something too, or is little.
        var rest = AreOfOne(left, right, 0.25);
        var begins = small.Count > Opening && small.words.AsSpan(0, Opening).SequenceEqual(large.words.AsSpan(0, Opening));
        return (rest && (ofLarge >= 0.5 || ofSmall >= 0.6)) || (begins && ofLarge >= 0.5) ? Likeness.Alike
            : ofSmall >= 0.4 ? Likeness.Partly
            : Likeness.Apart;
    }

    /// <summary>How many pairs of neighbouring words two texts share.</summary>
    public static int SharedPairs(ComparedText one, ComparedText other) => Shared(one.Pairs, other.Pairs);

    /// <summary>Whether most of the words of the shorter one stand in the other, in their order, and nothing speaks for a passage that many texts have.</summary>
    public static bool AgreeStrongly(ComparedText one, ComparedText other)
    {
        var (small, large) = one.Count <= other.Count ? (one, other) : (other, one);
        var (left, right) = Parted(small.words, large.words);
        if (left.Length == 0)
        {
            return right.Length == 0 || small.words.AsSpan().SequenceEqual(large.words.AsSpan(0, small.Count)) || small.Count * 2 >= large.Count;
        }

        var rest = AreOfOne(left, right, 0.4);
        var shared = Shared(small.Pairs, large.Pairs);
        return rest && Share(shared, large.Pairs.Length) >= 0.5 && Share(shared, small.Pairs.Length) >= 0.6;
    }

    /// <summary>Whether one text is the other with words added, wherever they stand.</summary>
    public static bool Extends(ComparedText one, ComparedText other)
    {
        var (small, large) = one.Count <= other.Count ? (one.words, other.words) : (other.words, one.words);
        var at = 0;
        foreach (var word in large)
        {
            at += at < small.Length && small[at] == word ? 1 : 0;
        }

        return at == small.Length;
    }

    /// <summary>Whether a text that breaks off, perhaps in a word, is the beginning of another.</summary>
    public static bool Begins(ComparedText cut, ComparedText whole) =>
        cut.Count >= MinWords && cut.Count <= whole.Count && cut.words.AsSpan(0, cut.Count - 1).SequenceEqual(whole.words.AsSpan(0, cut.Count - 1));

    // Few words, or words in an order that both have; beside a much longer passage some pairs meet by chance.
    private static bool AreOfOne(int[] left, int[] right, double least)
    {
        if (Math.Min(left.Length, right.Length) < 3)
        {
            return true;
        }

        var shared = Shared(PairsOf(left), PairsOf(right));
        return Share(shared, Math.Min(left.Length, right.Length) - 1) >= least && Share(shared, Math.Max(left.Length, right.Length) - 1) >= 0.15;
    }

    // What is left of two texts without the words that both begin and end with.
    private static (int[] Left, int[] Right) Parted(int[] left, int[] right)
    {
        var from = left.AsSpan().CommonPrefixLength(right);
        var end = 0;
        while (end < Math.Min(left.Length, right.Length) - from && left[^(end + 1)] == right[^(end + 1)])
        {
            end++;
        }

        return (left[from..^end], right[from..^end]);
    }

    private static double Share(int shared, int of) => of <= 0 ? 0 : (double)shared / of;

    private static int[] Sorted(int[] words) => [.. words.Order()];

    private static int[] PairsOf(int[] words)
    {
        var pairs = new int[Math.Max(0, words.Length - 1)];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = unchecked((words[i] * 31) ^ words[i + 1]);
        }

        Array.Sort(pairs);
        return pairs;
    }

    private static int Shared(int[] left, int[] right)
    {
        var shared = 0;
        for (int l = 0, r = 0; l < left.Length && r < right.Length;)
        {
            var order = left[l].CompareTo(right[r]);
            shared += order == 0 ? 1 : 0;
            l += order <= 0 ? 1 : 0;
            r += order >= 0 ? 1 : 0;
        }

        return shared;
    }

    // Letters and digits, capitals of a plain text as small ones; where a script has no blanks between words, each of its letters is one.
    private static int[] WordsOf(string text)
    {
        // Five letters and a blank are a word of most languages.
        var words = new List<int>((text.Length / 6) + 4);
        var (hash, isOpen) = (Start, false);
        foreach (var c in text)
        {
            if (c < SmallLetters.Length)
            {
                // Every comment of an import comes here, letter by letter.
                if (SmallLetters[c] is not '\0' and var small)
                {
                    (hash, isOpen) = (Mixed(hash, small), true);
                }
                else if (isOpen)
                {
                    words.Add((int)hash);
                    (hash, isOpen) = (Start, false);
                }

                continue;
            }

            var isAlone = c is (>= '\u0E00' and <= '\u0EFF') or (>= '\u2E80' and < '\uAC00') or (>= '\uD800' and <= '\uDFFF');
            if (isOpen && (isAlone || !IsOfWord(c)))
            {
                words.Add((int)hash);
                (hash, isOpen) = (Start, false);
            }

            if (isAlone || IsOfWord(c))
            {
                (hash, isOpen) = (Mixed(hash, c), true);
                if (isAlone)
                {
                    words.Add((int)hash);
                    (hash, isOpen) = (Start, false);
                }
            }
        }

        if (isOpen)
        {
            words.Add((int)hash);
        }

        return [.. words];
    }

    private static uint Mixed(uint hash, char c) => unchecked((hash ^ c) * 16_777_619u);

    private const uint Start = 2_166_136_261;

    // Each letter and digit as a small one; nothing for what stands between words.
    private static readonly char[] SmallLetters =
        [.. Enumerable.Range(0, 0x80).Select(code => char.IsAsciiLetterOrDigit((char)code) ? char.ToLowerInvariant((char)code) : '\0')];

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark;
}
