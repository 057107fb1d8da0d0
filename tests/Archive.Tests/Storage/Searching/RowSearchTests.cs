using Archive.Tests.Searching;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Storage.Searching;

/// <summary>What is found from the rows of phrases is what the index finds hit by hit.</summary>
public sealed class RowSearchTests : IDisposable
{
    private static readonly string[] Names = ["Ada Abbot", "Jim", "Yusuf Yilmaz"];

    private static readonly Gen<string> Typed =
        from query in Generated.Query
        from scope in Gen.Elements("", "", " in:comments", " in:posts", " in:title", " in:quotes")
        from order in Gen.Elements("", " sort:old", " sort:length", " sort:relevance")
        select query + scope + order;

    private readonly TestArchive archive = new();
    private readonly TestSearch search;

    public RowSearchTests() => search = new TestSearch(archive.File);

    public void Dispose()
    {
        search.Dispose();
        archive.Dispose();
    }

    [Fact]
    public void Rows_that_wait_for_the_index_are_not_among_those_that_are_counted()
    {
        archive.Import(TestArchive.Dump("a", DumpText.Titled("One", "2014-02-11", "first", "second")), TestArchive.Dump("b", DumpText.Titled("Other", "2014-02-12", "third")));
        Assert.Equal((2, 3), Counted());
        archive.Execute("INSERT INTO index_pending SELECT id FROM posts WHERE title = 'One'");
        Assert.Equal((1, 1), Counted());

        (int Posts, int Comments) Counted()
        {
            using var connection = ConnectionSettings.OpenReader(archive.File.Path);
            return (Count("post"), Count("comment"));

            int Count(string index)
            {
                var count = 0;
                foreach (var word in TextColumns.Load(connection, index, new ValueNames(), new ValueNames()).Rows.All)
                {
                    count += System.Numerics.BitOperations.PopCount(word);
                }

                return count;
            }
        }
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public void All_that_is_found_is_what_the_index_finds_hit_by_hit_whatever_was_done_to_the_archive()
    {
        var random = new Random(7);
        archive.Import(Dump("a", random, "2014-02-11"), Dump("b", random, "2013-12-31"));
        AssertSame(200);
        archive.Import(Dump("c", random, null), Dump("d", random, "2014-02-11"));
        AssertSame(100);
        archive.Keeper.Undo(1);
        AssertSame(100);
        archive.Import(Dump("e", random, "2015-01-01"), Dump("f", random, "2016-01-01") with { Blog = new BlogDescription("other", "Other") });
        archive.Keeper.Rename("other", "another");
        AssertSame(100);
        archive.Keeper.Remove("probation");
        AssertSame(100);
    }

    [Fact]
    public void Facets_are_counts_by_filter()
    {
        var random = new Random(11);
        archive.Import(Dump("a", random, "2014-02-11"), Dump("b", random, "2013-12-31"), Dump("c", random, null));
        // More than half of all rows, and fewer: those that are left out are counted in place of the others.
        foreach (var typed in (string[])["-zebra", "serco", "prison is:reply", "-serco", "min:1", "has:link -prison", "in:comments", "serco OR prison"])
        {
            var facets = search.Facets(typed)!;
            Assert.True(facets.IsWhole);
            Assert.Equal(search.Find(typed).Total, new HitCount(facets.Counted, IsExact: true));
            foreach (var (filter, count) in Filters(facets))
            {
                Assert.Equal((typed, filter, count), (typed, filter, search.Find($"({typed.Replace(" in:comments", "", StringComparison.Ordinal)}) {filter}").Total.Number));
            }
        }
    }

    [Fact]
    public void A_session_that_is_open_while_the_archive_changes_goes_on_with_the_rows_of_its_own_state()
    {
        var random = new Random(3);
        archive.Import(Dump("a", random, "2014-02-11"));
        using var session = search.Search.Open(SearchQuery.Parse("serco -prison"));
        var before = session.Find();
        archive.Import(Dump("b", random, "2012-02-11"), Dump("c", random, "2016-02-11"));
        var after = search.Find("serco -prison");

        Assert.Equal((before.Total, before.Total.Number), (session.Find().Total, session.Facets()!.Counted));
        Assert.True(after.Total.Number > before.Total.Number);
        Assert.Equal(before.Hits.Select(hit => hit.Name), session.Find().Hits.Select(hit => hit.Name));
    }

    [Theory]
    [InlineData("c (zebra £37m OR don't) sort:relevance")]
    [InlineData("c (-has:link OR £37m) sort:relevance")]
    [InlineData("a ((serco -prison) OR 2014) sort:relevance")]
    [InlineData("a (serco \"prison zebra\" OR 2014) sort:relevance")]
    public void A_word_counts_only_where_the_alternative_that_it_stands_in_is_met(string typed)
    {
        var random = new Random(5);
        archive.Import(Dump("a", random, "2014-02-11"), Dump("b", random, "2013-12-31"), Dump("c", random, null));
        using var session = search.Search.Open(SearchQuery.Parse(typed));

        Assert.Equal(RankedHitByHit(SearchQuery.Parse(typed)), session.RankedKeys());
    }

    // The index has read of the older one that it says "prisons", when it meets the newer one, which has all words and not the phrase, and forgets the matches of both.
    [Theory]
    [InlineData("other OR (2014 prison \"mail serco\") sort:relevance")]
    [InlineData("2014 prison \"mail serco\" -nothing sort:relevance")]
    public void No_match_of_a_hit_is_out_of_sight_because_of_the_one_before(string typed)
    {
        archive.Import(TestArchive.Dump("a", DumpText.Titled("One", "2014-02-11", "other", "2014 prisons mail serco, and a few words more", "2014 prisons mail serco", "2014 prison mail and serco")));
        using var session = search.Search.Open(SearchQuery.Parse(typed));

        var ranked = session.RankedKeys();
        Assert.Equal(RankedHitByHit(SearchQuery.Parse(typed)), ranked);
        using var snapshot = search.Connections.Open();
        Assert.Equal("2014 prisons mail serco", snapshot.Connection["SELECT text FROM comments WHERE id = ?"].With(HitKey.IdOf(ranked[0])).First(row => row.TextOrNull(0)));
    }

    // So many that their rows are kept together, and one of them is the beginning itself.
    [Theory]
    [InlineData("zeb*")]
    [InlineData("zeb* sort:relevance")]
    [InlineData("zeb* -zebc sort:relevance")]
    [InlineData("(zeb* serco) OR zebd sort:relevance")]
    public void The_words_with_a_beginning_are_found_together_as_one_by_one(string typed)
    {
        var random = new Random(9);
        string[] words = ["zeb", .. Enumerable.Range('a', 14).Select(letter => $"zeb{(char)letter}"), "serco", "other"];
        archive.Import(TestArchive.Dump("a", DumpText.Titled("zebra", "2014-02-11", [.. Enumerable.Range(0, 150)
            .Select(_ => string.Join(' ', Enumerable.Range(0, 1 + random.Next(12)).Select(_ => words[random.Next(words.Length)])))])));
        var query = SearchQuery.Parse(typed);
        foreach (var before in (string[])["zebd sort:relevance", "zebe", typed])
        {
            // Of some the rows are known alone, then of all together.
            _ = search.Find(before);
            using var session = search.Search.Open(query);
            using var snapshot = search.Connections.Open();
            var found = HitIndex.Comments.Expression(query, new QueryExpansion(snapshot).Of(query))!;
            Assert.True(found.Phrases.Count > 10);
            Assert.Equal(Ids(snapshot, HitIndex.Comments, query, new QueryExpansion(snapshot).Of(query)).Count, session.Find().Comments.Number);
            if (query.Order == SearchOrder.Relevance)
            {
                Assert.Equal(RankedHitByHit(query, keep: 6), session.RankedKeys(keep: 6));
            }
        }
    }

    // Far more rows than are kept, of each kind of set: of most the weights are never looked at.
    [Theory]
    [InlineData("serco sort:relevance")]
    [InlineData("prison sort:relevance")]
    [InlineData("zebra sort:relevance")]
    [InlineData("serco prison sort:relevance")]
    [InlineData("serco (prison OR zebra) sort:relevance")]
    [InlineData("prison -serco sort:relevance")]
    [InlineData("zeb* prison sort:relevance")]
    public void The_best_of_many_are_those_that_are_best_hit_by_hit(string typed)
    {
        var random = new Random(13);
        archive.Import(TestArchive.Dump("a", DumpText.Titled("many", "2014-02-11", [.. Enumerable.Range(0, 3_000).Select(_ => string.Join(' ', Enumerable.Range(0, 1 + random.Next(30)).Select(_ => random.Next(40) switch
        {
            < 5 => "serco",
            5 when random.Next(3) == 0 => "prison",
            6 when random.Next(12) == 0 => "zebra",
            _ => "other",
        })))])));
        using var session = search.Search.Open(SearchQuery.Parse(typed));

        Assert.Equal(RankedHitByHit(SearchQuery.Parse(typed), keep: 20), session.RankedKeys(keep: 20));
    }

    [Fact]
    public void What_would_be_too_much_to_read_is_not_taken_from_what_others_have_read()
    {
        var query = SearchQuery.Parse("serco \"prison zebra\"");
        archive.Import(Dump("a", new Random(1), "2014-02-11"));
        using var snapshot = search.Connections.Open();

        Assert.False(IsFound(mostPlaces: 10));
        Assert.True(IsFound(RowSearch.MaxPlaces));
        Assert.False(IsFound(mostPlaces: 10));

        bool IsFound(long mostPlaces)
        {
            using var rows = new RowSearch(snapshot, search.Search.Columns, mostPlaces);
            return new HitSearch(snapshot, rows, query, new QueryExpansion(snapshot).Of(query)).Rows(HitIndex.Comments) is not null;
        }
    }

    // There is no end of phrases that nobody wrote.
    [Fact]
    public void A_phrase_that_stands_nowhere_has_its_bytes_too_and_goes_as_others_do()
    {
        const int Length = 10_000;
        var phrases = new PhraseRows();
        using var none = new RowSet(64);
        var most = (int)(PhraseRows.MaxBytes / (Length * sizeof(char)));
        for (var i = 0; i < 2 * most; i++)
        {
            using var kept = KeptRows.Of(none, places: 0);
            phrases.Keep(new PhraseOfIndex(false, $"{i}".PadLeft(Length)), kept);
        }

        Assert.InRange(phrases.Bytes, PhraseRows.MaxBytes / 2, PhraseRows.MaxBytes);
        Assert.Null(phrases.Find(new PhraseOfIndex(false, "0".PadLeft(Length))));
    }

    [Fact]
    public void What_is_kept_of_phrases_is_bounded_and_what_was_used_last_stays()
    {
        const int Rows = 1 << 20;
        var (phrases, name) = (new PhraseRows(), new PhraseOfIndex(false, "\"first\""));
        using var all = new RowSet(Rows);
        for (var row = 0; row < Rows; row += 3)
        {
            all.Add(row);
        }

        using var kept = KeptRows.Of(all, places: Rows);
        phrases.Keep(name, kept);
        var most = (int)(PhraseRows.MaxBytes / kept.Bytes);
        for (var i = 0; i < 2 * most; i++)
        {
            Assert.True(Has("\"first\""));
            phrases.Keep(new PhraseOfIndex(false, $"\"{i}\""), kept);
        }

        Assert.False(Has("\"0\""));
        Assert.InRange(Enumerable.Range(0, 2 * most).Count(i => Has($"\"{i}\"")), most / 2, most);

        bool Has(string text)
        {
            using var found = phrases.Find(new PhraseOfIndex(false, text));
            return found is not null;
        }
    }

    [Fact]
    public void What_somebody_holds_stays_as_it_is_though_it_is_kept_no_longer()
    {
        const int Rows = 1 << 20;
        var (phrases, name) = (new PhraseRows(), new PhraseOfIndex(false, "\"first\""));
        using var third = new RowSet(Rows);
        for (var row = 0; row < Rows; row += 3)
        {
            third.Add(row);
        }

        Keep(name);
        using var replaced = phrases.Find(name)!;
        Keep(name);
        using var displaced = phrases.Find(name)!;
        for (var i = 0; i < 2 * PhraseRows.MaxBytes / displaced.Bytes; i++)
        {
            Keep(new PhraseOfIndex(false, $"\"{i}\""));
        }

        Assert.Null(phrases.Find(name));
        phrases.Forget();
        Assert.Equal(0, phrases.Bytes);
        Keep(name);
        Assert.Null(phrases.Find(name));
        foreach (var held in (KeptRows[])[replaced, displaced])
        {
            using var again = new RowSet(Rows);
            held.AddTo(again);
            Assert.True(again.Words.SequenceEqual(third.Words));
        }

        void Keep(PhraseOfIndex phrase)
        {
            using var kept = KeptRows.Of(third, places: Rows);
            phrases.Keep(phrase, kept);
        }
    }

    // From few, which are kept as numbers, to most, of which each row has a weight; more rows than two bytes can count.
    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData(70_000, 30_000)]
    [InlineData(200_000, 5_000)]
    [InlineData(200_000, 100)]
    [InlineData(200_000, 17)]
    [InlineData(200_000, 14)]
    [InlineData(200_001, 5)]
    [InlineData(131_072, 2)]
    [InlineData(131_073, 1)]
    public void What_matches_weigh_is_kept_with_their_rows(int rows, int oneIn)
    {
        // Of each part some words of bits are asked for, of others anything may be there.
        const uint WantedWords = 0b1011_0010_0110_1101;
        var random = new Random(oneIn);
        using var set = new RowSet(rows);
        using var half = new RowSet(rows);
        var weightOf = new byte[rows];
        for (var row = 0; row < rows; row++)
        {
            if (random.Next(oneIn) == 0)
            {
                set.Add(row);
                // A few are more than four bits can say.
                weightOf[row] = (byte)random.Next(1, random.Next(10) == 0 ? 128 : 17);
            }

            if (random.Next(2) == 0)
            {
                half.Add(row);
            }
        }

        using var kept = KeptRows.Of(set, weightOf, static (_, weight) => weight / 127.0, places: 1);
        using var again = new RowSet(rows);
        var added = new byte[rows];
        kept.AddTo(again, added);
        kept.AddTo(again, added);
        Assert.True(again.Words.SequenceEqual(set.Words));
        Assert.Equal(weightOf.Select(weight => (byte)(2 * weight)), added);

        foreach (var where in (RowSet?[])[null, half])
        {
            var (sums, turn) = (new uint[set.Words.Length * RowSet.BitsOfWord], int.MaxValue);
            for (var first = (set.Words.Length - 1) / KeptRows.WordsOfPart * KeptRows.WordsOfPart; first >= 0; first -= KeptRows.WordsOfPart)
            {
                // Parts without a hit are passed over.
                if (first / KeptRows.WordsOfPart % 3 != 1)
                {
                    turn = kept.AddWeights(where, turn, first, sums.AsSpan(first * RowSet.BitsOfWord, Math.Min(KeptRows.WordsOfPart, set.Words.Length - first) * RowSet.BitsOfWord), 3, Wanted(set.Words.Length - first));
                }
            }

            Assert.Equal(Asked().Select(row => where?.Has(row) != false ? 3U * weightOf[row] : 0), Asked().Select(row => sums[row]));
        }

        // Of a word of bits no row counts for more than is said, and where the rows are many for not much less.
        var bounds = new float[(set.Words.Length + KeptRows.WordsOfPart - 1) / KeptRows.WordsOfPart * KeptRows.WordsOfPart];
        for (var first = 0; first < set.Words.Length; first += KeptRows.WordsOfPart)
        {
            kept.AddBounds(first, bounds.AsSpan(first, Math.Min(KeptRows.WordsOfPart, set.Words.Length - first)), each: 1000, all: 127);
        }

        for (var word = 0; word < set.Words.Length; word++)
        {
            var heaviest = weightOf.Skip(word * RowSet.BitsOfWord).Take(RowSet.BitsOfWord).Max();
            Assert.InRange(heaviest == 0 ? 0 : 1000 + heaviest, 0, bounds[word] + 0.01);
            Assert.True(oneIn > RowSet.BitsOfWord || bounds[word] < (heaviest == 0 ? 1 : 1001 + heaviest));
        }

        static uint Wanted(int words) => WantedWords & ((1U << Math.Min(KeptRows.WordsOfPart, words)) - 1);

        IEnumerable<int> Asked() => Enumerable.Range(0, rows).Where(row =>
            row / RowSet.BitsOfWord / KeptRows.WordsOfPart % 3 != 1 && (WantedWords >> (row / RowSet.BitsOfWord % KeptRows.WordsOfPart) & 1) != 0);
    }

    [Fact]
    public void A_set_of_rows_is_what_was_put_into_it() => Prop.ForAll(
        Gen.Choose(0, 299).ArrayOf().Two().ToArbitrary(),
        pair =>
        {
            using var mine = Set(pair.Item1);
            using var others = Set(pair.Item2);
            AssertHolds([.. pair.Item1], mine);
            AssertCountsRuns(pair.Item1, mine, [.. pair.Item2.Append(0).Distinct().Order(), 300]);
            using var again = new RowSet(300);
            using var kept = KeptRows.Of(mine, places: 1);
            kept.AddTo(again);
            AssertHolds([.. pair.Item1], again);
            again.Remove(others.Words);
            AssertHolds([.. pair.Item1.Except(pair.Item2)], again);
            again.Add(others.Words);
            AssertHolds([.. pair.Item1, .. pair.Item2], again);
            again.KeepOnly(mine.Words);
            AssertHolds([.. pair.Item1], again);
        }).QuickCheckThrowOnFailure();

    // Runs by turns into three places.
    private static void AssertCountsRuns(int[] rows, RowSet set, int[] first)
    {
        var counts = new int[3];
        set.CountRuns(first, [.. first.SkipLast(1).Select((_, run) => run % 3)], counts);
        Assert.Equal(Enumerable.Range(0, 3).Select(place => rows.Distinct().Count(row => (Array.FindLastIndex(first, from => from <= row)) % 3 == place)), counts);
    }

    private static RowSet Set(int[] rows)
    {
        var set = new RowSet(300);
        Array.ForEach(rows, set.Add);
        return set;
    }

    private static void AssertHolds(SortedSet<int> expected, RowSet rows)
    {
        var (up, down) = (new List<int>(), new List<int>());
        for (var row = rows.FirstFrom(0); row >= 0; row = rows.FirstFrom(row + 1))
        {
            up.Add(row);
        }

        for (var row = rows.LastBefore(300); row >= 0; row = rows.LastBefore(row))
        {
            down.Add(row);
        }

        down.Reverse();
        Assert.Equal(expected, up);
        Assert.Equal(expected, down);
        Assert.Equal(expected.Count, rows.Count());
        foreach (var (first, end) in ((int, int)[])[(0, 300), (63, 64), (64, 64), (10, 200), (128, 299), (5, 60)])
        {
            Assert.Equal(expected.Count(row => row >= first && row < end), rows.CountBetween(first, end));
        }
    }

    // Everything is asked twice: of the rows, and of an index that is given no columns to find them by.
    private void AssertSame(int times) => Prop.ForAll(Typed.ToArbitrary(), typed =>
    {
        var query = SearchQuery.Parse(typed);
        using var snapshot = search.Connections.Open();
        var expansion = new QueryExpansion(snapshot).Of(query);
        using var session = search.Search.Open(query);
        if (query.Order is SearchOrder.Relevance or SearchOrder.Length)
        {
            Assert.Equal(RankedHitByHit(query), session.RankedKeys());
            // Of few that are kept, most are told from the others by a look.
            Assert.Equal(RankedHitByHit(query, keep: 6), session.RankedKeys(keep: 6));
        }

        var (answer, byThread, facets) = (session.Find(), session.Find(byThread: true), session.Facets()!);
        var (posts, comments) = (Ids(snapshot, HitIndex.Posts, query, expansion), Ids(snapshot, HitIndex.Comments, query, expansion));

        Assert.Equal((new HitCount(posts.Count, true), new HitCount(comments.Count, true)), (answer.Posts, answer.Comments));
        Assert.Equal((posts.Count + comments.Count, posts.Count, true), (facets.Counted, facets.CountedPosts, facets.IsWhole));
        Assert.Equal(answer.Total, byThread.Total);
        Assert.Equal(facets.Counted, facets.Months.Sum(month => month.Hits) + facets.Undated);
        Assert.Equal(facets.Counted, facets.Lengths.Sum(length => length.Count));
        if (query.Order is SearchOrder.New or SearchOrder.Old)
        {
            var keys = posts.Select(HitKey.OfPost).Concat(comments.Select(HitKey.OfComment)).Order().ToList();
            if (query.Order == SearchOrder.New)
            {
                keys.Reverse();
            }

            Assert.Equal(keys.Take(ArchiveSearch.PageSize), answer.Hits.Select(hit => hit.Name.Value));
            Assert.Equal(keys, AllKeys(session));
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithEndSize(30));

    // A state that has no number has no columns, so that each hit is ranked while the index stands on it.
    private List<long> RankedHitByHit(SearchQuery query, int keep = ArchiveSearch.MaxRanked)
    {
        using var opened = search.Connections.Open();
        var unnumbered = new Snapshot(search.Connections, opened.Connection, turn: 0, generation: -1, CancellationToken.None);
        using var rows = new RowSearch(unnumbered, search.Search.Columns);
        var vocabulary = new QueryExpansion(unnumbered);
        var hits = new HitSearch(unnumbered, rows, query, vocabulary.Of(query));
        return new SearchedPage(unnumbered, hits, vocabulary, search.Search.Signers).RankedKeys(search.Search.Columns.OfOrBefore(opened), keep);
    }

    private static List<long> AllKeys(SearchSession session)
    {
        var (keys, from) = (new List<long>(), (long?)null);
        do
        {
            (var part, from) = session.KeysByDate(from, 7);
            keys.AddRange(part);
        }
        while (from is not null);
        return keys;
    }

    private static List<long> Ids(Snapshot snapshot, HitIndex index, SearchQuery query, Expansion expansion) =>
        index.Expression(query, expansion) is { } expression
            ? snapshot.Connection[index.Oldest].With(expression.Text).With(-1L).All(row => row.Long(0))
            : [];

    private static IEnumerable<(string Filter, long Count)> Filters(SearchFacets facets) =>
    [
        .. facets.Months.Select(month => ($"on:{month.Month}", month.Hits)), ("on:undated", facets.Undated),
        .. facets.Blogs.Select(blog => ($"blog:{blog.Value}", blog.Count)),
        .. facets.Names.Select(name => ($"by:\"{name.Value}\"", name.Count)),
        .. facets.Sites.Select(site => ($"site:{site.Value}", site.Count)),
        .. facets.Lengths.Select(length => ($"min:{Math.Max(1, length.Min)}{(length.Max is { } max ? $" max:{max}" : "")}", length.Count)).Where(length => !length.Item1.StartsWith("min:1 ", StringComparison.Ordinal)),
    ];

    private static DumpFile Dump(string name, Random random, string? day)
    {
        string[] words = ["serco", "Serco", "prison", "prisons", "café", "don't", "e-mail", "37m", "£37m", "C++", "c", "50%", "a", "2014", "東京都", "京都のdog", "zebra", "http://www.gov.uk/a", "http://example.org/"];
        var comments = Enumerable.Range(0, 40).Select(i => $"{new string(' ', 2 * random.Next(2))}{Text()}").ToArray();
        var post = DumpText.Titled($"{name} {words[random.Next(words.Length)]}", day, [.. comments.Select((text, i) => i == 0 ? text.Trim() : text)]);
        return TestArchive.Dump(name, post with { Original = Text(), Comments = [.. post.Comments.Select(Signed)] });

        string Text() => string.Join(' ', Enumerable.Range(0, 1 + random.Next(30)).Select(_ => words[random.Next(words.Length)]));

        DumpComment Signed(DumpComment comment) => random.Next(3) == 0 ? comment with { Original = $"{comment.Original}\n\n{Names[random.Next(Names.Length)]}" } : comment;
    }
}
