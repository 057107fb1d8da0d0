using System.Globalization;
using System.Text;

namespace Archive.Benchmarks.Made;

/// <summary>Writes the dumps of invented blogs over eleven years, the same ones on every machine: what readers meet, in one small place.</summary>
/// <remarks>Labels, authors with times, names typed beneath comments, quotations, links to its own posts and to lost ones, hard line ends, threads of
/// 2,000 comments and of 120 levels, removed comments, and a post of which four captures are left.</remarks>
public static class MadeDumps
{
    /// <summary>Comments of the longest thread, and levels of the deepest.</summary>
    public const int Wide = 2_000, Deep = 120;

    /// <summary>The days at which the four captures of one post were taken.</summary>
    public static readonly IReadOnlyList<DateOnly> Captured = [new(2012, 6, 30), new(2013, 2, 1), new(2014, 5, 5), new(2016, 1, 9)];

    /// <summary>The post of which there are four captures, and its day.</summary>
    internal const string CapturedTitle = "The east quay, in four readings";

    internal static readonly DateOnly CapturedPost = new(2012, 6, 14);

    private const int MeanComments = 11;

    /// <summary>Writes a folder for each blog, and a folder for each day on which that one post was captured, such as <c>2013-02-01</c>.</summary>
    /// <param name="posts">Of all blogs together.</param>
    public static void Write(string folder, int posts, int seed = 1)
    {
        foreach (var blog in MadeBlog.All)
        {
            var made = (int)(posts * blog.Share);
            var home = Describe(Path.Combine(folder, "dumps", blog.Slug), blog);
            var earlier = new List<(DateOnly Day, string Title)>();
            for (var turn = 0; turn < made; turn++)
            {
                var random = new Random(unchecked((seed * 486187739) + (turn * 16777619) + blog.Slug.Length));
                var day = blog.Day(turn, made);
                var title = random.Next(60) == 0 && turn != made / 2 ? "" : MadeTalk.Title(random);
                var thread = Thread(blog, turn, made, day, random);
                var dump = Dump(blog, day, title, earlier, thread, random);
                File.WriteAllText(Path.Combine(home, string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}-{turn:0000}.txt")), dump);
                earlier.Add((day, title));
            }

            if (blog.Slug == MadeBlog.All[0].Slug)
            {
                WriteCaptures(folder, blog, seed);
            }
        }
    }

    private static string Describe(string home, MadeBlog blog)
    {
        Directory.CreateDirectory(home);
        var author = blog.Author.Length == 0 ? "" : $",\n  \"author\": \"{blog.Author}\"";
        File.WriteAllText(Path.Combine(home, "blog.json"), $"{{\n  \"title\": \"{blog.Title}\",\n  \"slug\": \"{blog.Slug}\",\n  \"address\": \"{blog.Address}\",\n  \"language\": \"en-GB\",\n  \"timeZone\": \"Europe/London\"{author}\n}}\n");
        if (blog.About.Length > 0)
        {
            File.WriteAllText(Path.Combine(home, "about.md"), $"{blog.About}\n\nInvented, as is every word in it, to look at pages with.\n");
        }

        return home;
    }

    // Half of the blogs' posts have a handful of comments, one in fifty some hundreds, and one each the longest and the deepest thread.
    private static List<MadeComment> Thread(MadeBlog blog, int turn, int posts, DateOnly day, Random random)
    {
        var first = blog.Slug == MadeBlog.All[0].Slug;
        var count = first && turn == posts / 2 ? Wide
            : first && turn == (posts / 2) + 1 ? Deep + 20
            : random.Next(50) == 0 ? random.Next(100, 400)
            : (int)(-Math.Log(1 - random.NextDouble()) * MeanComments);
        var deepest = first && turn == (posts / 2) + 1 ? Deep : 6;
        return MadeComment.Thread(blog, count, deepest, day, random);
    }

    private static string Dump(MadeBlog blog, DateOnly day, string title, List<(DateOnly Day, string Title)> earlier, IReadOnlyList<MadeComment> thread, Random random)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{day:dddd d MMMM yyyy}\n\n");
        text.Append(title).Append(title.Length > 0 ? "\n\n" : "\n");
        foreach (var paragraph in Body(blog, earlier, random))
        {
            text.Append(paragraph).Append("\n\n");
        }

        if (blog.Labels.Length > 0 && random.Next(5) > 0)
        {
            text.Append("Labels: ").AppendJoin(", ", Enumerable.Range(0, 1 + random.Next(3)).Select(_ => blog.Labels[random.Next(blog.Labels.Length)]).Distinct()).Append("\n\n");
        }

        MadeComment.Append(text, thread);
        return text.ToString();
    }

    private static IEnumerable<string> Body(MadeBlog blog, List<(DateOnly Day, string Title)> earlier, Random random)
    {
        var paragraphs = 2 + random.Next(7);
        for (var i = 0; i < paragraphs; i++)
        {
            yield return MadeTalk.Paragraph(2 + random.Next(5), random);
        }

        if (earlier.Count > 0 && random.Next(3) == 0)
        {
            var (day, title) = earlier[random.Next(earlier.Count)];
            yield return $"I wrote of it before: {Address(blog, day, title)}";
        }
        else if (random.Next(9) == 0)
        {
            yield return $"And a page that nobody has kept: {Address(blog, blog.First.AddDays(random.Next(300)), MadeTalk.Title(random) + " lost")}";
        }
    }

    /// <summary>The address of a post on the live blog.</summary>
    internal static string Address(MadeBlog blog, DateOnly day, string title) =>
        string.Create(CultureInfo.InvariantCulture, $"{blog.Address}{day:yyyy}/{day:MM}/{Slug.FromTitle(title)}.html");

    // One post as four readers saved it: comments were added, one was edited, one taken away, a branch moved, and the text of the post mended.
    private static void WriteCaptures(string folder, MadeBlog blog, int seed)
    {
        var random = new Random(seed);
        var all = MadeComment.Thread(blog, 40, 5, CapturedPost, random);
        var (body, mended) = (MadeTalk.Paragraph(5, random), MadeTalk.Paragraph(2, random));
        for (var i = 0; i < Captured.Count; i++)
        {
            var thread = all.Take(10 * (i + 1)).ToList();
            if (i >= 1)
            {
                thread[2] = thread[2] with { Text = thread[2].Text + " Edited: I have it from the harbour board now." };
            }

            if (i >= 2 && thread.FindIndex(comment => comment.Depth == 0 && comment.Number != thread[0].Number) is var gone and > 0
                && gone + 1 < thread.Count && thread[gone + 1].Depth == 0)
            {
                thread.RemoveAt(gone);
            }

            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"{CapturedPost:dddd d MMMM yyyy}\n\n{CapturedTitle}\n\n{body}\n\n");
            text.Append(i == Captured.Count - 1 ? $"Later: {mended}\n\n" : "").Append("Labels: harbour, accounts\n\n");
            MadeComment.Append(text, thread);
            var home = Describe(Path.Combine(folder, Captured[i].ToString("O", CultureInfo.InvariantCulture), blog.Slug), blog);
            File.WriteAllText(Path.Combine(home, "east-quay.txt"), text.ToString());
        }
    }

    /// <summary>Imports what was written: first the dumps, then each capture as of its day.</summary>
    public static async Task ImportAsync(string folder, ArchiveFolder archive)
    {
        await ImportAsync(Path.Combine(folder, "dumps"), archive, null);
        foreach (var day in Captured)
        {
            await ImportAsync(Path.Combine(folder, day.ToString("O", CultureInfo.InvariantCulture)), archive, day);
        }
    }

    private static Task<ImportReport> ImportAsync(string folder, ArchiveFolder archive, DateOnly? captured) =>
        new Importer(archive, TimeProvider.System).ImportAsync(
            DumpFiles.Find([folder], blog: null, _ => null, CancellationToken.None),
            new ImportChoices { Captured = captured is { } day ? new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero) : null },
            _ => { },
            CancellationToken.None);
}
