namespace Archive.Tests.Threads.Captures;

/// <summary>What a keeper says of two captures decides, whatever they show and whenever they were taken.</summary>
public sealed class VerdictTests
{
    private const string Mill = "We walked along the mill race this morning, and the keeper told us how the flood of last year had carried his boat away over the weir.";

    private const string Goats = "Goats stood on the roof of the chapel again, eleven of them, until somebody fetched a ladder and a bucket of oats from the farm.";

    private static readonly DumpPost OfMill = new() { Title = "Mill", Published = "2009-03-03", Original = Mill };

    private static readonly DumpPost OfGoats = new() { Title = "Goats", Published = "2011-01-01", Original = Goats };

    [Fact]
    public void Joined_captures_are_one_post_against_all_evidence()
    {
        var (one, other) = (OfMill with { Url = "https://mill.blogspot.com/2009/03/mill.html" }, OfGoats with { Url = "https://mill.blogspot.com/2011/01/goats.html" });

        Assert.Equal("0 1", Posts([one, other], Same(1, 0, 1)));
        Assert.Equal("0 1 2 3", Posts([one, other, one with { Original = "" }, other with { Title = "Goats!" }], Same(1, 0, 1)));
    }

    [Fact]
    public void Parted_captures_are_two_posts_though_they_say_the_same()
    {
        Assert.Equal("0 | 1", Posts([OfMill, OfMill], Different(1, 0, 1)));
        Assert.Equal("0 | 1", Posts([OfMill with { Key = "7" }, OfMill with { Key = "7" }], Different(1, 1, 0)));
        Assert.Empty(Divide([OfMill, OfMill], Different(1, 0, 1)).Doubts);
    }

    [Fact]
    public void The_last_word_holds()
    {
        Assert.Equal("0 1", Posts([OfMill, OfGoats], Different(1, 0, 1), Same(2, 1, 0)));
        Assert.Equal("0 | 1", Posts([OfMill, OfGoats], Same(1, 0, 1), Different(2, 1, 0)));
        Assert.Equal("0 2 | 1", Posts([OfMill, OfGoats, OfMill with { Title = "Weir" }], Same(1, 0, 1), Same(2, 0, 2), Different(3, 1, 2)));
        Assert.Equal("0 | 1 2", Posts([OfMill, OfGoats, OfMill with { Title = "Weir" }], Same(1, 0, 2), Different(2, 0, 1), Same(3, 1, 2)));
    }

    [Fact]
    public void What_was_said_of_captures_that_are_not_there_says_nothing() =>
        Assert.Equal("0 1 | 2", Posts([OfMill, OfMill, OfGoats], Same(1, 2, 9), Different(2, 9, 0), Different(3, 0, 0)));

    [Fact]
    public void A_capture_that_could_go_to_either_of_two_parted_goes_to_the_one_it_agrees_with_more()
    {
        var edited = OfMill with { Original = Mill.Replace("his boat away over", "both of his boats down", StringComparison.Ordinal) };
        var later = edited with { Original = edited.Original + " He was glad." };

        // Parted are always the plain and the edited one, whenever each of the three was taken.
        Assert.Equal("0 | 1 2", Posts([OfMill, edited, later], Different(1, 0, 1)));
        Assert.Equal("0 1 | 2", Posts([later, edited, OfMill], Different(1, 1, 2)));
        Assert.Equal("0 2 | 1", Posts([later, OfMill, edited], Different(1, 1, 2)));
        Assert.Equal("0 | 1 2", Posts([OfMill, later, edited], Different(1, 0, 2)));
        Assert.Equal("0 1 | 2", Posts([OfMill, OfMill with { Original = Mill + " So it was." }, OfMill with { Title = "Weir", Original = Mill }], Different(1, 0, 2)));
    }

    [Fact]
    public void A_capture_that_holds_too_little_to_tell_stays_between_two_that_were_parted()
    {
        var division = Divide([OfMill, OfMill, OfMill with { Original = "" }], Different(1, 0, 1));

        Assert.Equal("0 | 1 | 2", TextOf(division));
        Assert.Equal([(0, 2), (1, 2)], division.Doubts.Select(doubt => (doubt.One.Id, doubt.Other.Id)));
    }

    [Fact]
    public void A_doubt_that_was_decided_is_none()
    {
        var other = OfMill with { Original = "Nobody here has ever seen a photograph like this one of the harbour." };

        Assert.Single(Divide([OfMill, other]).Doubts);
        Assert.Empty(Divide([OfMill, other], Same(1, 0, 1)).Doubts);
        Assert.Empty(Divide([OfMill, other], Different(1, 0, 1)).Doubts);
    }

    [Fact]
    public void The_numbers_by_which_captures_came_make_no_difference()
    {
        var random = new Random(11);
        string[] bodies = [Mill, Goats, Mill.Replace("boat", "cart", StringComparison.Ordinal), "", Mill[..60]];
        for (var trial = 0; trial < 300; trial++)
        {
            var posts = Enumerable.Range(0, 2 + random.Next(5)).Select(_ => OfMill with { Title = random.Next(3) > 0 ? "Mill" : null, Original = bodies[random.Next(bodies.Length)] }).ToArray();
            var verdicts = Enumerable.Range(0, 1 + random.Next(3)).Select(n => new Verdict(n, random.Next(posts.Length), random.Next(posts.Length), random.Next(2) == 0)).ToArray();
            var expected = Posts(posts, verdicts);

            // Another number for each capture, the same days; and each word with its sides exchanged.
            var numbers = Enumerable.Range(100, posts.Length).ToArray();
            random.Shuffle(numbers);
            var captures = posts.Select((post, i) => Capture(numbers[i], i, post)).ToList();
            var renumbered = SamePost.Divide(captures, [.. verdicts.Select(verdict => new Verdict(verdict.Number, numbers[verdict.Other], numbers[verdict.One], verdict.IsOne))]);

            Assert.Equal(expected, string.Join(" | ", renumbered.Posts.Select(post => string.Join(' ', post.Select(capture => Array.IndexOf(numbers, (int)capture.Id))))));
            foreach (var verdict in verdicts.Where(verdict => verdict.Number == verdicts.Length - 1 && verdict.One != verdict.Other))
            {
                Assert.Equal(verdict.IsOne, Divide(posts, verdicts).Posts.Any(post => post.Any(capture => capture.Id == verdict.One) && post.Any(capture => capture.Id == verdict.Other)));
            }
        }
    }

    private static Verdict Same(int number, int one, int other) => new(number, one, other, IsOne: true);

    private static Verdict Different(int number, int one, int other) => new(number, one, other, IsOne: false);

    private static string Posts(DumpPost[] posts, params Verdict[] verdicts) => TextOf(Divide(posts, verdicts));

    private static string TextOf(PostDivision division) => string.Join(" | ", division.Posts.Select(post => string.Join(' ', post.Select(capture => capture.Id))));

    private static PostDivision Divide(DumpPost[] posts, params Verdict[] verdicts) =>
        SamePost.Divide([.. posts.Select((post, i) => Capture(i, i, post))], verdicts);

    // Taken one after the other, a day each.
    private static PostCapture Capture(int id, int day, DumpPost post) => new(id, $"2015-01-{day + 1:00}T00:00:00Z", ArrangedPost.Of(post, []));
}
