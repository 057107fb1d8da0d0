using System.Globalization;
using System.Text;

namespace Archive.Benchmarks;

/// <summary>Dumps in the layout of the seeds, the same ones on every machine, made one at a time.</summary>
public static class Corpus
{
    public const int CommentsPerPost = 20;

    // Shares and lengths as real threads of blogs have them.
    private const double ShareOfReplies = 0.45;
    private const int MeanWordsPerComment = 90;
    private const int WordsPerBody = 600;
    private const int WordsPerParagraph = 70;
    private const int MaxDepth = 6;

    // English as blogs use it has about this many words; a word of rank r comes about 1/r as often as the first.
    private const int Vocabulary = 60_000;

    // What filters look for, in so many of all comments.
    private const double ShareOfQuoting = 0.04;
    private const double ShareOfLinking = 0.08;
    private const double ShareOfSigned = 0.2;
    private const int WordsPerQuote = 20;

    private static readonly string[] Words = MakeWords();

    /// <summary>Writes a folder of dumps that hold about this many comments.</summary>
    /// <param name="first">The number of the first post; the posts of one number are captures of one post.</param>
    /// <returns>How many bytes they have.</returns>
    public static long Write(string folder, int comments, int seed = 1, int first = 0)
    {
        Directory.CreateDirectory(folder);
        var bytes = 0L;
        for (var post = first; post < first + (comments / CommentsPerPost); post++)
        {
            // From 1 to 39, 20 on average.
            var random = new Random(HashCode(seed, post));
            bytes += WritePost(folder, post, 1 + random.Next((2 * CommentsPerPost) - 1), random);
        }

        return bytes;
    }

    /// <summary>Writes one dump with exactly this many comments.</summary>
    public static long WritePost(string folder, int post, int comments, Random? random = null) =>
        Save(folder, post, Post(post, comments, random ?? new Random(post)));

    /// <summary>Writes one dump that does not say when its post was written.</summary>
    public static long WriteUndated(string folder, int post, int comments)
    {
        var dump = Post(post, comments, new Random(post));
        return Save(folder, post, dump[(dump.IndexOf('\n', StringComparison.Ordinal) + 2)..]);
    }

    /// <summary>The title of a dump that <see cref="WritePost"/> made.</summary>
    public static string Title(int post) => $"Number {post.ToString(CultureInfo.InvariantCulture)} of many posts";

    /// <summary>The day of a dump that <see cref="WritePost"/> made.</summary>
    public static DateOnly Day(int post) => new DateOnly(2008, 1, 1).AddDays(post % 3650);

    /// <summary>The word that comes most often but for so many others; the first has rank 1.</summary>
    public static string Word(int rank) => Words[rank - 1];

    /// <summary>From 0 to one less than so many, by Zipf's law.</summary>
    internal static int Rank(int many, Random random) => (int)Math.Pow(many, random.NextDouble()) - 1;

    // string.GetHashCode and HashCode.Combine differ from run to run.
    private static int HashCode(int seed, int post) => unchecked((seed * 486187739) + (post * 16777619));

    private static string Post(int number, int comments, Random random)
    {
        var text = new StringBuilder();
        var date = Day(number);
        text.Append(CultureInfo.InvariantCulture, $"{date:dddd d MMMM yyyy}\n\n{Title(number)}\n\n");
        AppendText(text, WordsPerBody, "", random);
        text.Append(CultureInfo.InvariantCulture, $"\n\n{comments} comment{(comments == 1 ? "" : "s")}:\n\n");
        AppendThread(text, comments, random);
        return text.ToString();
    }

    private static long Save(string folder, int post, string dump)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{post:000000}.txt"));
        File.WriteAllText(path, dump);
        return new FileInfo(path).Length;
    }

    // The thread is drawn in reading order: after each comment it goes deeper, stays, or returns.
    private static void AppendThread(StringBuilder text, int comments, Random random)
    {
        var ordinals = new int[MaxDepth + 1];
        var depth = 0;
        for (var i = 0; i < comments; i++)
        {
            var indent = new string(' ', (2 * depth) + 2);
            text.Append(CultureInfo.InvariantCulture, $"{indent}{++ordinals[depth]}. ");
            AppendComment(text, indent + "  ", random);
            text.Append(CultureInfo.InvariantCulture, $"\n\n{indent}  {(depth == 0 ? "ReplyDelete" : "Delete")}\n");
            var next = NextDepth(depth, random);
            if (next > depth && i + 1 < comments)
            {
                text.Append(CultureInfo.InvariantCulture, $"{indent}  Replies\n\n");
                ordinals[next] = 0;
            }

            depth = next;
        }
    }

    private static int NextDepth(int depth, Random random)
    {
        if (random.NextDouble() >= ShareOfReplies)
        {
            return 0;
        }

        return random.Next(3) == 0 && depth < MaxDepth ? depth + 1 : Math.Max(1, depth);
    }

    private static void AppendComment(StringBuilder text, string indent, Random random)
    {
        if (random.NextDouble() < ShareOfQuoting)
        {
            text.Append("> ");
            AppendText(text, WordsPerQuote, indent, random);
            text.Append("\n\n").Append(indent);
        }

        AppendText(text, CommentLength(random), indent, random);
        if (random.NextDouble() < ShareOfLinking)
        {
            text.Append("\n\n").Append(indent).Append(Invented.Link(random));
        }

        if (random.NextDouble() < ShareOfSigned)
        {
            text.Append("\n\n").Append(indent).Append(Invented.Name(random));
        }
    }

    private static int CommentLength(Random random) =>
        3 + (int)(-Math.Log(1 - random.NextDouble()) * (MeanWordsPerComment - 3));

    private static void AppendText(StringBuilder text, int words, string indent, Random random)
    {
        for (var i = 0; i < words; i++)
        {
            if (i > 0)
            {
                _ = i % WordsPerParagraph == 0 ? text.Append("\n\n").Append(indent) : text.Append(' ');
            }

            text.Append(Words[Rank(Vocabulary, random)]);
        }

        text.Append('.');
    }

    private static string[] MakeWords()
    {
        string[] syllables = ["ba", "con", "der", "e", "fi", "gra", "ho", "in", "ju", "ka", "lo", "men", "nis", "o", "pro", "qui", "ra", "ser", "ta", "un", "ver", "wi", "y", "za"];
        var words = new string[Vocabulary];
        var word = new StringBuilder();
        for (var i = 0; i < Vocabulary; i++)
        {
            word.Clear();
            for (var rest = i + 1; rest > 0; rest /= syllables.Length)
            {
                word.Append(syllables[rest % syllables.Length]);
            }

            words[i] = word.ToString();
        }

        return words;
    }
}
