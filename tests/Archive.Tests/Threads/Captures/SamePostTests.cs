using Archive.Tests.Storage;

namespace Archive.Tests.Threads.Captures;

public sealed class SamePostTests
{
    private const string Mill = "We walked along the mill race this morning, and the keeper told us how the flood of last year had carried his boat away over the weir.";

    private const string Goats = "Goats stood on the roof of the chapel again, eleven of them, until somebody fetched a ladder and a bucket of oats from the farm.";

    private const string Signature = "Thank you for reading the Mill Notes. All pictures are my own. Write to me if you want one, and please do not copy them without a word.";

    private static readonly DumpPost First = new() { Title = "It’s late – “so late”…", Published = "2009-03-03", Original = Mill };

    [Theory]
    [InlineData("IT'S LATE - \"so  late\"...")]
    [InlineData("It&#8217;s late &ndash; &ldquo;so late&rdquo;&hellip;")]
    [InlineData("Itâ€™s late â€“ â€œso lateâ€\u009Dâ€¦")]
    [InlineData("It\u200B’s late — „so late“…")]
    [InlineData("It&amp;#39;s late - &quot;so late&quot;...")]
    public void Typography_of_the_title_makes_no_other_post(string title) => AssertOne(First, First with { Title = title });

    [Theory]
    [InlineData("It’s late – “too late”…", "2009-03-03")]
    [InlineData(null, "2009-03-03")]
    [InlineData("It’s late – “so late”…", null)]
    [InlineData(null, null)]
    [InlineData("It’s late – “so late”…", "2009-03-02")]
    [InlineData("It’s late – “so late”…", "2009-03-04")]
    public void A_post_without_its_title_or_day_is_known_by_its_words(string? title, string? day)
    {
        AssertOne(First, First with { Title = title, Published = day });
        AssertOne(First, First with { Title = title, Published = day, Original = Mill.Replace("keeper", "old keeper", StringComparison.Ordinal) });
        AssertTwo(First, First with { Title = title, Published = day, Original = Goats });
    }

    [Fact]
    public void The_same_words_of_another_year_are_another_post() => AssertTwo(First, First with { Published = "2010-03-03" });

    [Fact]
    public void A_common_signature_makes_nobody_the_same()
    {
        AssertTwo(First with { Original = $"{Mill}\n\n{Signature}" }, First with { Original = $"{Goats}\n\n{Signature}" });
        AssertTwo(First with { Original = $"The mill race.\n\n{Signature}" }, First with { Original = $"Goats on the roof.\n\n{Signature}", Published = null });
        AssertTwo(First with { Original = $"{Signature}\n\n{Mill}" }, First with { Original = $"{Signature}\n\n{Goats}", Title = null });
    }

    [Fact]
    public void The_next_of_a_series_is_another_post_though_its_words_are_the_same()
    {
        const string Level = "Level at the lock: 1.42 m. Wind north-west 3. Ferry as usual. Figures by the board, without warranty.";
        var next = First with { Published = "2009-03-04" };

        AssertTwo(First with { Title = "Day 11" }, next with { Title = "Day 12" });
        AssertTwo(First with { Title = "Photo 11" }, First with { Title = "Photo 12" });
        AssertTwo(First with { Original = Level }, next with { Original = Level.Replace("1.42", "1.58", StringComparison.Ordinal) });
        AssertTwo(First with { Original = Level }, First with { Original = Level.Replace("1.42", "1.58", StringComparison.Ordinal) });
        AssertTwo(First with { Original = $"{Mill} http://a.example/mill http://a.example/lock" }, next with { Original = $"{Mill} http://a.example/weir http://a.example/gate" });
        AssertTwo(First, next with { Original = Mill.Replace("boat", "cart", StringComparison.Ordinal) });
        AssertOne(First with { Title = "Day 11" }, next with { Title = "Day 11" });
        AssertOne(First with { Original = $"{Mill} http://a.example/mill" }, next with { Original = $"{Mill} https://web.archive.org/web/2010/http://www.a.example/mill/" });
        AssertOne(First with { Original = $"{Mill} 1.42 m" }, next with { Original = $"{Mill} 1.42 m. Update: 3 boats came." });
    }

    [Fact]
    public void Comments_that_anybody_writes_make_no_posts_one()
    {
        var thread = DumpText.Post("Beautiful!", "Great shot!", "Thanks for the links.").Comments;
        var (weir, cake) = (First with { Original = "The weir at dawn.", Comments = thread }, First with { Original = "The lock at dusk.", Comments = thread });

        AssertTwo(weir, cake);
        AssertTwo(weir with { Title = null }, cake with { Title = null });
        AssertTwo(weir with { Published = null }, cake with { Published = null });
        AssertOne(weir with { Comments = Stamped(thread) }, cake with { Comments = Stamped(thread), Original = "The weir at dusk, by the old lock." });
    }

    [Fact]
    public void A_post_seen_a_day_apart_is_one_where_its_thread_is_the_same()
    {
        const string Boilerplate = "Talk about anything you like here, and be kind to each other.";
        var post = First with { Original = Boilerplate, Comments = DumpText.Post("Rain again at the mill.", "Morning all.").Comments };
        var next = post with { Published = "2009-03-04" };

        AssertOne(post, next);
        AssertTwo(post, next with { Comments = DumpText.Post("Has anybody seen my red kite?", "Morning all.").Comments });
        AssertTwo(post with { Comments = [] }, next with { Comments = [] });
        AssertTwo(
            First with { Comments = Stamped(DumpText.Post("Morning all.", "Rain again at the mill.").Comments) },
            First with { Published = "2009-03-04", Comments = Stamped(DumpText.Post("Morning all.", "Rain again at the mill.").Comments, day: 4) });
    }

    [Theory]
    [InlineData("2009-03-03")]
    [InlineData(null)]
    public void A_short_body_that_comes_again_makes_no_post_of_two_whose_threads_have_nothing_in_common(string? day)
    {
        var one = DumpText.Titled("Open thread", day, "Has anybody seen my red kite?", "Rain again at the mill.") with { Original = "Talk." };

        AssertTwo(one, one with { Comments = DumpText.Post("The ferry was late again today.", "Who rang the bell last night?").Comments });
        AssertOne(one, one with { Comments = DumpText.Post("Has anybody seen my red kite?", "Who rang the bell last night?").Comments });
        AssertOne(one, one with { Comments = [] });
    }

    // By one author, a minute apart each.
    private static IReadOnlyList<DumpComment> Stamped(IReadOnlyList<DumpComment> thread, int day = 3) =>
        [.. thread.Select((comment, i) => comment with { Author = "Ann", Published = $"2009-03-0{day}T09:0{i}" })];

    [Fact]
    public void A_body_that_is_cut_or_missing_goes_with_the_only_post_that_it_can_be_of()
    {
        AssertOne(First, First with { Original = "" });
        AssertOne(First, First with { Original = Mill[..40], Reach = new DumpReach { BodyIsCut = true } });
        Assert.Equal(2, Posts(First, First with { Original = Goats }, First with { Original = Goats[..40] }));
        Assert.Equal(3, Posts(First, First with { Original = Goats }, First with { Original = "" }));
    }

    [Fact]
    public void An_address_decides_for_and_against()
    {
        const string Address = "https://mill.blogspot.com/2009/03/late.html";
        AssertOne(First with { Url = Address }, new DumpPost { Title = "Goats", Published = "2011-01-01", Original = Goats, Url = "http://www.mill.blogspot.de/2009/03/late.html?m=1" });
        AssertTwo(First with { Url = Address }, First with { Url = "https://mill.blogspot.com/2009/03/late_3.html" });
        AssertOne(First with { Url = "https://mill.blogspot.com/" }, First with { Url = Address });
    }

    [Fact]
    public void Comments_of_some_length_speak_for_a_post_that_lost_its_body()
    {
        var thread = DumpText.Titled("", null, "I liked the first part about the harbour very much.", "See the old timetable for the ferry of that year.").Comments;
        AssertOne(First with { Comments = thread }, new DumpPost { Comments = thread });
        AssertTwo(First with { Comments = [thread[0]] }, new DumpPost { Original = Goats, Comments = [thread[0]] });
    }

    [Fact]
    public void Posts_of_one_title_and_day_are_never_one_whatever_their_order()
    {
        var random = new Random(7);
        string[] words = ["mill", "race", "goat", "roof", "water", "boat", "the", "a", "of", "on", "and", "was", "keeper", "flood", "stone", "late", "ferry", "bell", "rope", "gull", "went", "home", "again", "there", "noon", "gate", "old", "blue", "long", "river"];
        for (var trial = 0; trial < 200; trial++)
        {
            var posts = Enumerable.Range(0, 2 + random.Next(4)).Select(_ => First with
            {
                Title = "Wordless Wednesday",
                Original = string.Join(' ', Enumerable.Range(0, 8 + random.Next(60)).Select(_ => words[random.Next(words.Length)])) + (trial % 2 == 0 ? $"\n\n{Signature}" : ""),
            }).ToArray();
            random.Shuffle(posts);
            Assert.Equal(posts.Length, Posts(posts));
        }
    }

    private static void AssertOne(DumpPost one, DumpPost other) => Assert.Equal((1, 1), (Posts(one, other), Posts(other, one)));

    private static void AssertTwo(DumpPost one, DumpPost other) => Assert.Equal((2, 2), (Posts(one, other), Posts(other, one)));

    // As the archive does: what is linked is divided.
    private static int Posts(params DumpPost[] posts)
    {
        var captures = posts.Select((post, i) => new PostCapture(i, $"2015-01-{i + 1:00}T00:00:00Z", ArrangedPost.Of(post, []))).ToList();
        var count = 0;
        while (captures.Count > 0)
        {
            var set = new List<PostCapture> { captures[0] };
            for (var i = 0; i < set.Count; i++)
            {
                set.AddRange(captures.Where(other => !set.Contains(other) && set[i].Post.Signs.All.Intersect(other.Post.Signs.All).Any()
                    && SamePost.AreLinked(set[i].Post.Signs, other.Post.Signs)).ToList());
            }

            captures.RemoveAll(set.Contains);
            set.Sort((a, b) => a.CompareTo(b));
            count += SamePost.Divide(set, []).Posts.Count;
        }

        return count;
    }
}
