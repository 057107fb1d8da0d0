using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Storage.Searching;

public sealed class ArchiveSearchTests : IDisposable
{
    private readonly TestArchive archive = new();
    private readonly TestSearch search;

    public ArchiveSearchTests() => search = new TestSearch(archive.File);

    public void Dispose()
    {
        search.Dispose();
        archive.Dispose();
    }

    [Fact]
    public void Posts_and_comments_come_newest_first_whatever_order_the_dumps_came_in()
    {
        archive.Import(
            TestArchive.Dump("b", DumpText.Titled("Middle", "2014-05-01", "serco again", "nothing")),
            TestArchive.Dump("c", DumpText.Titled("New", "2015-01-01", "serco", "  Serco too") with { Original = "About Serco." }),
            TestArchive.Dump("a", DumpText.Titled("Old", "2013-01-01", "about SERCO")));

        var answer = Find("serco");

        Assert.Equal(["New 1.1", "New 1", "New post", "Middle 1", "Old 1"], Names(answer));
        Assert.Equal((new HitCount(1, true), new HitCount(4, true), null, false), (answer.Posts, answer.Comments, answer.Next, answer.CutShort));
        Assert.Equal("\u0002serco\u0003 again", answer.Hits[3].Snippet);
        Assert.Equal("About \u0002Serco\u0003.", answer.Hits[2].Snippet);
        Assert.Equal(("probation", "2014-05", "middle"), (answer.Hits[3].Blog, answer.Hits[3].Month, answer.Hits[3].Slug));
        Assert.Equal(["Old 1", "Middle 1", "New post", "New 1", "New 1.1"], Names(Find("serco sort:old")));
    }

    [Theory]
    [InlineData("Look here: http://blog.example.org/2014/02/some-post.html?m=1#c12.", 3)]
    [InlineData("See https://ru.wikipedia.org/wiki/Пробация and www.example.org/x!", 4)]
    [InlineData("(http://a.example/b) and <http://c.example/d>", 3)]
    [InlineData("https:// is no address", 4)]
    public void An_address_is_one_word_of_a_length(string text, int words)
    {
        archive.Import(TestArchive.Dump("a", DumpText.Titled("A", "2014-02-11", text)));

        Assert.Equal(["A 1"], Names(Find($"in:comments min:{words} max:{words}")));
    }

    [Theory]
    [InlineData("serco")]
    [InlineData("serco sort:old")]
    [InlineData("serco sort:relevance")]
    [InlineData("serco sort:length")]
    [InlineData("serco in:comments")]
    public void Pages_follow_each_other_without_gap_or_repetition(string typed)
    {
        archive.Import(
            TestArchive.Dump("a", DumpText.Titled("A", "2014-02-11", [.. Enumerable.Range(0, 30).Select(i => $"serco {i}")])),
            TestArchive.Dump("b", DumpText.Titled("B", "2014-02-11", [.. Enumerable.Range(0, 15).Select(i => $"serco {i}")]) with { Original = "Serco." }));
        var found = new List<string>();
        SearchPlace? from = null;
        do
        {
            var answer = Find(typed, from);
            Assert.Equal(45, answer.Comments.Number);
            found.AddRange(Names(answer));
            from = answer.Next;
        }
        while (from is not null);

        Assert.Equal(typed.EndsWith("comments", StringComparison.Ordinal) ? 45 : 46, found.Count);
        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.Equal(found, search.Search.All(SearchQuery.Parse(typed)).Select(Name));
    }

    [Fact]
    public void A_thread_can_stand_for_all_of_its_hits()
    {
        archive.Import(
            TestArchive.Dump("a", DumpText.Titled("A", "2014-02-11", [.. Enumerable.Range(0, 30).Select(i => $"serco {i}")])),
            TestArchive.Dump("b", DumpText.Titled("B", "2014-02-12", "serco") with { Original = "Serco." }));

        var answer = search.Find("serco", byThread: true);

        Assert.Equal(["B post and 1 more", "A 1 and 29 more"], answer.Hits.Select(hit => $"{Name(hit)} and {hit.MoreInThread!.Value.Number} more"));
        Assert.Equal(["B 1", "A 2", "A 3"], answer.Hits.SelectMany(hit => hit.NextInThread!).Select(Name));
        Assert.Null(answer.Next);
    }

    [Fact]
    public void The_hits_of_a_thread_come_as_it_is_read_and_not_as_they_came()
    {
        archive.Capture(2014, DumpText.Post("serco first", "serco last"));
        archive.Capture(2015, DumpText.Post("serco first", "serco between", "serco last"));

        var card = Assert.Single(search.Find("serco in:comments", byThread: true).Hits);

        Assert.Equal(["\u0002serco\u0003 first", "\u0002serco\u0003 between", "\u0002serco\u0003 last"], card.NextInThread!.Prepend(card).Select(hit => hit.Snippet));
    }

    [Fact]
    public void A_hit_knows_how_many_others_its_thread_has()
    {
        archive.Import(
            TestArchive.Dump("a", DumpText.Titled("A", "2014-02-11", [.. Enumerable.Range(0, 50).Select(i => $"serco {i}")])),
            TestArchive.Dump("b", DumpText.Titled("B", "2014-02-12", "serco", "serco", "other")));

        var first = Find("serco");
        Assert.Equal([1, 1, 49, 49], first.Hits.Take(4).Select(hit => hit.MoreInThread!.Value.Number));
        Assert.All(Find("serco", first.Next).Hits, hit => Assert.Equal(new HitCount(49, true), hit.MoreInThread));
    }

    [Fact]
    public void A_hit_shows_what_it_answers()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Post("one", "  two", "    three", "      four", "        five", "          serco", "  besides")));

        var hit = Assert.Single(Find("serco").Hits);

        Assert.Equal(["1.1 two", "1.1.1 three", "1.1.1.1 four", "1.1.1.1.1 five"], hit.Comment!.Parents.Select(parent => $"{parent.Number} {parent.Opening}"));
    }

    [Fact]
    public void A_name_on_a_last_line_signs_where_it_occurs_again()
    {
        archive.Import(TestArchive.Dump("a", Signed("2014-02-11", "Jim", "Jim", "Maude Lebowski", "Andrew Hatton", "Andrew Hatton", "Andrew Smith", "Andrew Smith")));

        Assert.Equal(["Andrew Smith", "Andrew Smith", "Andrew Hatton", "Andrew Hatton", null, "Jim", "Jim"], Find("some words").Hits.Select(hit => hit.Comment!.Signer));
        Assert.Equal(2, Find("by:\"andrew hatton\"").Comments.Number);
        Assert.Equal(4, Find("by:andrew").Comments.Number);
        Assert.Equal(2, Find("by:hatton").Comments.Number);
        Assert.Empty(Find("by:hat").Hits);
        Assert.Empty(Find("by:Maude").Hits);
        Assert.Equal(["Andrew Hatton 2", "Andrew Smith 2", "Jim 2"], Facets("words").Names.Select(name => $"{name.Label} {name.Count}").Order());
    }

    [Fact]
    public void A_name_signs_from_the_import_on_that_brings_its_second_use()
    {
        archive.Import(TestArchive.Dump("a", Signed("2014-02-11", "Maude Lebowski")));
        Assert.Null(Assert.Single(Find("some words").Hits).Comment!.Signer);

        archive.Import(TestArchive.Dump("b", Signed("2014-02-12", "Maude Lebowski")));

        Assert.All(Find("some words").Hits, hit => Assert.Equal("Maude Lebowski", hit.Comment!.Signer));
    }

    [Fact]
    public void Other_forms_of_a_word_are_found_and_the_word_itself_ranks_first()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Post("officers officers officers", "an officer", "the office", "no")));

        var answer = Find("officer sort:relevance");

        Assert.Equal(["officers"], answer.Expansion.Forms["officer"]);
        Assert.Equal(["2", "1"], answer.Hits.Select(hit => hit.Comment!.Number));
        Assert.Equal(["2"], Find("\"officer\"").Hits.Select(hit => hit.Comment!.Number));
    }

    [Fact]
    public void Relevance_is_BM25()
    {
        var random = new System.Random(4);
        string[] words = ["serco", "prison", "court", "probation", "the", "a", "of", "service"];
        var texts = Enumerable.Range(0, 300).Select(_ => string.Join(' ', random.GetItems(words, random.Next(3, 40)))).ToArray();
        archive.Import(TestArchive.Dump("a", DumpText.Post(texts)));
        foreach (var typed in new[] { "\"serco\"", "\"prison court\"" })
        {
            var ours = Find($"{typed} sort:relevance in:comments").Hits.Select(hit => int.Parse(hit.Comment!.Number, System.Globalization.CultureInfo.InvariantCulture) - 1).ToList();
            var words1 = typed.Trim('"').Split(' ');
            var slow = texts.Index()
                .Select(text => (text.Index, Times: Times(text.Item.Split(' '), words1), Length: text.Item.Split(' ').Length))
                .Where(text => text.Times > 0)
                .OrderByDescending(text => text.Times * 2.2 / (text.Times + (1.2 * (0.25 + (0.75 * text.Length / Mean())))))
                .ThenByDescending(text => text.Index)
                .Select(text => text.Index)
                .Take(ArchiveSearch.PageSize);
            Assert.Equal(slow, ours);
        }

        double Mean() => texts.Average(text => text.Split(' ').Length);
    }

    [Fact]
    public void The_longest_come_first()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Post("serco", "serco and much more", "serco it is")));
        Assert.Equal(["2", "3", "1"], Find("serco sort:length").Hits.Select(hit => hit.Comment!.Number));
    }

    [Fact]
    public void Facets_sum_up()
    {
        archive.Import(
            TestArchive.Dump("a", DumpText.Titled("A", "2014-02-11", "serco http://www.gov.uk/a", "serco http://news.gov.uk/b", "  serco") with { Original = "Serco." }),
            TestArchive.Dump("b", DumpText.Titled("B", "2015-03-12", "serco")),
            TestArchive.Dump("c", DumpText.Titled("C", null, "serco")),
            TestArchive.Dump("d", DumpText.Titled("D", "2015-03-12", "serco")) with { Blog = new BlogDescription("other", "Other") });

        var facets = Facets("serco");

        Assert.Equal((7, true, 1), (facets.Counted, facets.IsWhole, facets.Undated));
        Assert.Equal([new MonthHits("2014-02", 1, 3), new MonthHits("2015-03", 0, 2)], facets.Months);
        Assert.Equal(["probation 6", "other 1"], facets.Blogs.Select(blog => $"{blog.Value} {blog.Count}"));
        Assert.Equal(["gov.uk 2", "news.gov.uk 1"], facets.Sites.Select(site => $"{site.Value} {site.Count}"));
        Assert.Equal(7, facets.Lengths.Sum(length => length.Count));
        foreach (var (value, count) in facets.Sites.Select(site => ($"site:{site.Value}", site.Count)).Concat(facets.Months.Select(month => ($"on:{month.Month}", month.Posts + month.Comments))))
        {
            Assert.Equal(count, Find($"serco {value}").Total.Number);
        }
    }

    [Fact]
    public void Nothing_found_offers_what_would_be()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Post("an omnishambles of a day", "early in the day", "a day early", "day by day")));

        Assert.Equal(["did you mean omnishambles: 1"], Relax("omnishmables"));
        Assert.Contains("without the quotation marks: 2", Relax("\"early day\""));
        Assert.Contains("without in:posts: 4", Relax("day in:posts"));
    }

    [Fact]
    public void The_first_use_is_found()
    {
        archive.Import(
            TestArchive.Dump("a", DumpText.Titled("A", "2014-02-11", "nothing", "nothing", "an omnishambles") with { Original = "No." }),
            TestArchive.Dump("b", DumpText.Titled("B", "2013-03-12", "what?") with { Original = "An omnishambles!" }),
            TestArchive.Dump("c", DumpText.Titled("C", "2015-03-12", "omnishambles", "omnishambles")));

        var first = search.FindFirst("omnishambles");

        Assert.Equal(("B post", "A 3", "2014-02"), (Name(first.Post!), Name(first.Comment!), first.Passed));
        Assert.Equal(3, first.Curve!.Months.Count);
    }

    [Theory]
    [InlineData("serco post:blog-post", 4, "in the 3 posts of this name and their comments")]
    [InlineData("serco post:2014/02/blog-post", 3, "in the 2 posts of this name and their comments")]
    [InlineData("serco post:probation/2014/02/blog-post", 1, "in this post and its comments")]
    [InlineData("serco post:http://probation.blogspot.com/2014/03/blog-post.html", 1, "in this post and its comments")]
    [InlineData("serco post:harbour/2014/02/blog-post", 2, "in this post and its comments")]
    [InlineData("serco -post:probation/2014/02/blog-post", 3, "left out: in this post and its comments")]
    [InlineData("serco post:harbour/2014/03/blog-post", 0, "in this post and its comments, which the archive does not have")]
    public void Of_several_posts_with_one_name_each_is_searched_by_itself(string typed, int hits, string meaning)
    {
        archive.Import(
            TestArchive.Dump("a", DumpText.Titled(null, "2014-02-11", "serco")), TestArchive.Dump("b", DumpText.Titled(null, "2014-03-11", "Serco!")),
            new DumpFile("c", () => DumpText.Of([DumpText.Titled(null, "2014-02-12", "serco", "a", "serco?")]), new BlogDescription("harbour", "Harbour")));

        var answer = Find(typed);

        Assert.Equal(hits, answer.Comments.Number);
        Assert.Equal(meaning, SearchQuery.Parse(typed).ReadAs(answer.Expansion)[^1].Meaning);
    }

    [Fact]
    public void An_address_that_leads_on_is_that_of_the_post_it_leads_to()
    {
        archive.Import(
            TestArchive.Dump("a", DumpText.Titled("Tide", "2014-02-11", "serco")), TestArchive.Dump("b", DumpText.Titled("High tide", "2014-03-11", "serco")));
        List<long> captures;
        using (var copy = archive.Read())
        {
            captures = [.. copy.Captures.Select(capture => capture.Id).Order()];
        }

        archive.Keeper.Join(captures[0], captures[1]);
        archive.Keeper.Rename("probation", "harbour");

        foreach (var address in new[] { "harbour/2014/02/tide", "probation/2014/02/tide", "harbour/2014/03/high-tide", "probation/2014/03/high-tide", "http://probation.blogspot.com/2014/03/high-tide.html" })
        {
            Assert.Equal(1, Find($"serco post:{address}").Comments.Number);
        }

        Assert.Equal(0, Find("serco post:nowhere/2014/02/tide").Comments.Number);
    }

    [Fact]
    public void Of_very_many_posts_with_one_name_the_newest_are_searched_and_that_is_said()
    {
        archive.Import(TestArchive.Dump("many", [.. Enumerable.Range(0, QueryExpansion.MaxPosts + 2).Select(month => DumpText.Titled(null, $"{1970 + (month / 12)}-{(month % 12) + 1:00}-11", "serco"))]));

        var answer = Find("post:blog-post");

        Assert.Equal(QueryExpansion.MaxPosts, answer.Comments.Number);
        Assert.Equal($"in the {QueryExpansion.MaxPosts} newest posts of this name and their comments", SearchQuery.Parse("post:blog-post").ReadAs(answer.Expansion).Single().Meaning);
        Assert.Equal(1, Find("post:1970/01/blog-post").Comments.Number);
    }

    [Fact]
    public void Names_that_are_only_signed_with_are_offered_where_a_keeper_shows_them()
    {
        archive.Import(TestArchive.Dump("a", Signed("2014-02-11", "Jim", "Jim")));
        var signers = new SignerNames(search.Connections) { AreShown = () => false };
        var hiding = new ArchiveSearch(search.Connections, signers);
        using var session = hiding.Open(SearchQuery.Parse("is:root"));

        Assert.Equal(["Jim"], search.Facets("is:root")!.Names.Select(name => name.Label));
        Assert.Empty(session.Facets()!.Names);
        Assert.Single(search.Completions.For("by:ji", 5)!);
        Assert.Empty(new Completions(search.Connections, signers).For("by:ji", 5)!);
    }

    [Theory]
    [InlineData("by:\"Jürgen O'Malley\"")]
    [InlineData("by:\"jurgen o’malley\"")]
    public void A_name_is_one_whether_its_apostrophe_is_of_print_or_of_a_keyboard(string query)
    {
        archive.Import(TestArchive.Dump("a", Signed("2014-02-11", "Jürgen O’Malley", "Jürgen O'Malley")));

        Assert.Equal(2, Find(query).Comments.Number);
        Assert.Equal("jurgen o'malley", PeopleOperators.KeyOf("Jürgen O’Malley"));
    }

    [Fact]
    public void A_concordance_says_where_it_read_only_the_beginning_of_a_text()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Titled("A", "2014-02-11", "serco") with { Original = string.Concat(Enumerable.Repeat("tide and ebb\n", 10_000)) + "serco" }));
        using var session = search.Search.Open(SearchQuery.Parse("serco"));

        var answer = session.Concordance();

        Assert.Equal((1, 2, 1, true), (answer.Lines.Count, answer.Texts, answer.Beginnings, answer.IsWhole));
        using var titles = search.Search.Open(SearchQuery.Parse("a in:title"));
        Assert.Equal((1, 0), (titles.Concordance().Lines.Count, titles.Concordance().Beginnings));
    }

    [Fact]
    public void What_is_typed_is_gone_on_with()
    {
        archive.Import(TestArchive.Dump("a", Signed("2014-02-11", "Jim", "Jim")), TestArchive.Dump("b", DumpText.Titled("Probation matters", "2015-01-01", "probation probably http://www.gov.uk/")));

        Assert.Equal(["probably", "probation", "Probation matters"], search.Completions.For("prob", 5)!.Select(completion => completion.Text).Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal(["jim"], search.Completions.For("by:ji", 5)!.Select(completion => completion.Text));
        Assert.Equal(["gov.uk"], search.Completions.For("site:gov", 5)!.Select(completion => completion.Text));
        Assert.Equal(["probation/2015/01/probation-matters"], search.Completions.For("post:prob", 5)!.Select(completion => completion.Filter!.Value));
        Assert.Empty(search.Completions.For("\"", 5)!);
        Assert.Empty(search.Completions.For("q\0q", 5)!);
    }

    // Deseret: what a text of UTF-16 must write as pairs stands, in UTF-8, after every other letter.
    [Fact]
    public void A_beginning_in_a_script_beyond_the_first_plane_has_its_words()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Titled("One", "2015-01-01", "𐐨𐐩𐐪 𐐨𐐩𐐫 𐐨𐐬")));

        Assert.Equal(["𐐨𐐩𐐪", "𐐨𐐩𐐫"], search.Completions.For("𐐨𐐩", 5)!.Select(completion => completion.Text));
        Assert.Single(Find("𐐨𐐩*").Hits);
        Assert.Single(Find("\"𐐨𐐩𐐪 𐐨𐐩*\"").Hits);
    }

    [Fact]
    public void The_index_follows_what_newer_captures_change()
    {
        archive.Capture(2014, DumpText.Post("the probation service was here", "regretted words"));
        archive.Capture(2015, DumpText.Post("the probation service is gone", DumpText.Removed, "added words", "  answer"));

        Assert.Empty(Find("was").Hits);
        Assert.Empty(Find("regretted").Hits);
        Assert.Empty(Find("administrator").Hits);
        Assert.Single(Find("gone").Hits);
        Assert.Single(Find("added").Hits);
        Assert.Single(Find("is:removed").Hits);
        Assert.Equal(["answer"], Find("is:reply").Hits.Select(hit => hit.Snippet));
        Assert.Empty(archive.Verify().Differences);
    }

    [Fact]
    public void Marks_cannot_be_forged_by_what_people_wrote()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Post("a \u0002fake\u0003 mark and serco")));

        Assert.Equal("a fake mark and \u0002serco\u0003", Assert.Single(Find("serco").Hits).Snippet);
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public void Nothing_that_people_type_is_an_error() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>(),
        Arb.ToArbitrary(Gen.Elements("", "\"", "a-b", "C++", "*", "NEAR(", "AND", "\0", "a\0b", "\ud800", "col:x", "^a", "(", "{a}", "'", "-", "- -", "by:", "sort:relevance", "-(a OR", "before:2014", "min:3", "猫*", "\ue000comment")),
        (typed, trap) =>
        {
            var query = SearchQuery.Parse($"{typed} {trap} {typed}");
            using var session = search.Search.Open(query);
            Assert.NotNull(session.Find());
            Assert.NotNull(session.Facets());
            Assert.NotNull(session.Relaxations());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void A_search_that_takes_too_long_is_cut_short_and_says_so()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Post([.. Enumerable.Range(0, 5_000).Select(i => $"serco {i}")])));
        using var hasty = new TestSearch(archive.File, TimeSpan.Zero);
        var answer = hasty.Find("serco", byThread: true);

        Assert.True(answer.CutShort);
        Assert.False(answer.Total.IsExact);
        Assert.Equal(5_000, Find("serco").Total.Number);
    }

    [Fact]
    public void A_first_use_that_there_was_no_time_to_find_is_not_denied()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Post([.. Enumerable.Range(0, 5_000).Select(i => $"word{i}")])));
        using var hasty = new TestSearch(archive.File, TimeSpan.Zero);

        Assert.True(hasty.FindFirst("word*").CutShort);
        Assert.True(search.FindFirst("word*") is { CutShort: false, Comment: not null, AsksPosts: true, AsksComments: true });
        Assert.True(search.FindFirst("word1 in:comments") is { CutShort: false, AsksPosts: false, AsksComments: true });
    }

    [Fact]
    public async Task An_archive_of_the_first_version_is_brought_up_to_date()
    {
        var folder = Path.Combine(archive.Folder, "old");
        Directory.CreateDirectory(folder);
        using (var packed = new System.IO.Compression.GZipStream(
            File.OpenRead(Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "archives", "version-1.db.gz")),
            System.IO.Compression.CompressionMode.Decompress))
        using (var file = File.Create(Path.Combine(folder, "archive.db")))
        {
            packed.CopyTo(file);
        }

        using var opened = ArchiveFolder.Open(folder);
        using var searched = new TestSearch(opened);
        Assert.Equal(8, searched.Find("by:\"Andrew Hatton\"").Total.Number);
        Assert.Empty((await new Verifier(opened).VerifyAsync(CancellationToken.None)).Differences);
    }

    private static DumpPost Signed(string day, params string[] names) =>
        DumpText.Titled($"Signed {day}", day, [.. names.Select((_, i) => $"some words {i}")]) is var post
            ? post with { Comments = [.. post.Comments.Select((comment, i) => comment with { Original = $"{comment.Original}\n\n{names[i]}" })] }
            : throw new InvalidOperationException();

    private static int Times(string[] words, string[] phrase) =>
        Enumerable.Range(0, words.Length).Count(i => words.Skip(i).Take(phrase.Length).SequenceEqual(phrase));

    private static IEnumerable<string> Names(SearchAnswer answer) => answer.Hits.Select(Name);

    private static string Name(SearchHit hit) => $"{hit.Title} {hit.Comment?.Number ?? "post"}";

    private SearchAnswer Find(string typed, SearchPlace? from = null) => search.Find(typed, from);

    private SearchFacets Facets(string typed) => search.Facets(typed)!;

    private IEnumerable<string> Relax(string typed) =>
        search.Relaxations(typed).Select(smaller => $"{smaller.Relaxation.Label}: {smaller.Count.Number}");
}
