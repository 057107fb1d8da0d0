namespace Archive.Benchmarks.Search;

/// <summary>The fixed list of what is asked.</summary>
public static class Questions
{
    /// <summary>Milliseconds of the thread that answers for a page of the newest hits of any two words or a phrase.</summary>
    public const double NewestOfTwo = 5;

    // The same of one word, and for any other order or filter.
    private const double Newest = 2, Other = 10;

    // For facets of all hits with their histogram.
    private const double Facets = 10;

    // For all that one part of a page of a query made to be slow may take.
    private const double Limit = 500;

    private const string Person = "by:\"Ada Abbot\"";
    private const string SeldomPerson = "by:\"Yusuf Yilmaz\"";

    // Words by rank: in 79 % of all comments, in 22 %, in 0.8 %, in 0.02 %.
    private static readonly string[] Stop = Words(1, 3);
    private static readonly string[] Frequent = Words(21, 19);
    private static readonly string[] Mid = Words(991, 19);
    private static readonly string[] Rare = Words(39_991, 19);
    private static readonly string[] Unknown = ["xkcdq", "qqzzv", "zzyx"];

    private static readonly (string Name, string[] Words)[] Bands = [("stop", Stop), ("frequent", Frequent), ("mid", Mid), ("rare", Rare)];

    private static string[][] TwoFrequent => Pairs(Frequent, Words(40, 19));

    public static IReadOnlyList<Question> All { get; } =
    [
        .. Bands.Select(band => Row($"newest, {band.Name}", Newest, Want.Newest, Shape.All, Single(band.Words))),
        Row("newest, frequent frequent", NewestOfTwo, Want.Newest, Shape.All, TwoFrequent),
        Row("newest, stop rare", NewestOfTwo, Want.Newest, Shape.All, Pairs(Rare, Stop)),
        Row("newest, frequent OR frequent", NewestOfTwo, Want.Newest, Shape.Any, TwoFrequent),
        Row("newest, no hit", Newest, Want.Newest, Shape.All, Single(Unknown)),
        Row("newest, \"stop stop\"", NewestOfTwo, Want.Newest, Shape.Phrase, Pairs(Stop, Words(4, 3))),
        Row("newest, \"frequent frequent\"", NewestOfTwo, Want.Newest, Shape.Phrase, TwoFrequent),
        Row("newest, \"stop mid\"", NewestOfTwo, Want.Newest, Shape.Phrase, Pairs(Mid, Stop)),
        Row("newest, \"mid mid\", no hit", NewestOfTwo, Want.Newest, Shape.Phrase, Pairs(Mid, Rare)),
        .. Enumerable.Range(2, 4).Select(letters => Row($"newest, prefix of {letters}", Other, Want.Newest, Shape.Prefix, Prefixes(letters))),
        .. Bands.Select(band => Row($"relevance, {band.Name}", Other, Want.Ranked, Shape.All, Single(band.Words))),
        Row("relevance, frequent frequent", Other, Want.Ranked, Shape.All, TwoFrequent),
        Row("relevance, stop rare", Other, Want.Ranked, Shape.All, Pairs(Rare, Stop)),
        Row("relevance, frequent OR frequent", Other, Want.Ranked, Shape.Any, TwoFrequent),
        Row("relevance, \"frequent frequent\"", Other, Want.Ranked, Shape.Phrase, TwoFrequent),
        Row("relevance, prefix of 3", Other, Want.Ranked, Shape.Prefix, Prefixes(3)),
        .. Bands.Select(band => Row($"count, {band.Name}", null, Want.Count, Shape.All, Single(band.Words))),
        Row("count, \"frequent frequent\"", null, Want.Count, Shape.Phrase, TwoFrequent),
        .. Orders(),
        .. Filters(),
        .. Tools(),
        .. Hostile(),
    ];

    private static IEnumerable<Question> Orders() =>
    [
        .. ((string[])["sort:old", "sort:length", "sort:relevance", "sort:length in:comments"]).SelectMany(_ => Bands, (order, band) =>
            Row($"{order}, {band.Name}", Other, Want.Page, Shape.All, Single(band.Words), order)),
        .. Bands.Select(band => Row($"page in the middle, {band.Name}", Newest, Want.PageInTheMiddle, Shape.All, Single(band.Words))),
        .. Bands.Select(band => Row($"by thread, {band.Name}", Other, Want.ByThread, Shape.All, Single(band.Words))),
        Row("sort:old, \"frequent frequent\"", Other, Want.Page, Shape.Phrase, TwoFrequent, "sort:old"),
    ];

    private static IEnumerable<Question> Filters()
    {
        string[] filters =
        [
            Person, SeldomPerson, "post:number-77-of-many-posts", "blog:second", "before:2012", "after:2008-06", "on:2008", "on:2008-05",
            "on:2008-05-03", "is:reply", "is:root", "is:removed", "has:link", $"site:{Invented.Site(1)}", $"site:{Invented.Site(900)}", "site:gov.uk",
            "min:300", "max:10", "in:posts", "in:comments", "in:quotes", $"-{Corpus.Word(1)}", $"is:reply has:link min:100 after:2008-06 -by:\"{Invented.Name(2)}\"",
        ];
        return
        [
            .. filters.Select(filter => Row($"frequent {Shown(filter)}", Other, Want.Page, Shape.All, Single(Frequent), filter)),
            Row("stop by:seldom", Other, Want.Page, Shape.All, Single(Stop), SeldomPerson),
            Row("rare by:frequent", Other, Want.Page, Shape.All, Single(Rare), Person),
            Row("mid by:frequent sort:relevance", Other, Want.Page, Shape.All, Single(Mid), $"{Person} sort:relevance"),
            Row("frequent is:reply sort:relevance", Other, Want.Page, Shape.All, Single(Frequent), "is:reply sort:relevance in:comments"),
            Row("frequent is:reply sort:length", Other, Want.Page, Shape.All, Single(Frequent), "is:reply sort:length in:comments"),
            .. ((string[])[Person, "has:link", "is:reply", "on:2008-05", "min:300", "in:title number"])
                .Select(filter => Row($"{Shown(filter)} alone", Other, Want.Page, Shape.All, [[]], filter)),
        ];
    }

    private static IEnumerable<Question> Tools() =>
    [
        .. Bands.Select(band => Row($"facets, {band.Name}", Facets, Want.Facets, Shape.All, Single(band.Words))),
        Row("facets, frequent frequent", Facets, Want.Facets, Shape.All, TwoFrequent),
        Row("facets, \"frequent frequent\"", Facets, Want.Facets, Shape.Phrase, TwoFrequent),
        Row("facets, frequent is:reply", Facets, Want.Facets, Shape.All, Single(Frequent), "is:reply"),
        Row("facets, is:reply alone", Facets, Want.Facets, Shape.All, [[]], "is:reply"),
        Row("first said, frequent", null, Want.FirstSaid, Shape.All, Single(Frequent)),
        Row("first said, rare", null, Want.FirstSaid, Shape.All, Single(Rare)),
        Row("first said, \"frequent frequent\"", null, Want.FirstSaid, Shape.Phrase, TwoFrequent),
        Row("relaxations, misspelt", null, Want.Relaxations, Shape.All, [.. Frequent.Select((word, i) => (string[])[word, Mid[i][..^1] + "x"])]),
        Row("relaxations, \"mid mid\" filtered", null, Want.Relaxations, Shape.Phrase, Pairs(Mid, Rare), "is:reply in:comments"),
        Row("suggestions, 2 letters", Other, Want.Suggestions, Shape.All, Prefixes(2)),
        Row("suggestions, 4 letters", Other, Want.Suggestions, Shape.All, Prefixes(4)),
        Row("suggestions, by:", Other, Want.Suggestions, Shape.All, [["by:a"], ["by:ada"], ["by:yusuf"]]),
    ];

    private static IEnumerable<Question> Hostile()
    {
        var prefixes = Prefixes(2).Select(word => word[0] + "*").Distinct().Take(16).ToList();
        var phrases = Pairs(Words(1, 16), Words(2, 16)).Select(pair => $"\"{pair[0]} {pair[1]}\"").ToList();
        (string Name, string Query)[] queries =
        [
            ("16 prefixes, any", string.Join(" OR ", prefixes)),
            ("16 prefixes, all", string.Join(' ', prefixes)),
            ("16 prefixes, none", string.Join(' ', prefixes.Select(prefix => "-" + prefix))),
            ("16 phrases of stop words, any", string.Join(" OR ", phrases)),
            ("16 phrases of stop words, all", string.Join(' ', phrases)),
            ("a phrase of 48 stop words", $"\"{string.Join(' ', Enumerable.Repeat(Words(1, 8), 6).SelectMany(words => words))}\""),
            ("the same stop word 200 times", $"\"{string.Join(' ', Enumerable.Repeat(Stop[0], 200))}\""),
            ("none of an unknown word", $"-{Unknown[0]}"),
            ("none of 16 words", string.Join(' ', Words(1, 16).Select(word => "-" + word))),
            ("16 words, any", string.Join(" OR ", Words(1, 16))),
            ("nested parentheses", new string('(', 400) + Stop[0] + new string(')', 400)),
            ("everything of some length", "min:1 max:9999"),
        ];
        foreach (var (name, query) in queries)
        {
            yield return Row($"hostile: {name}", Limit, Want.Page, Shape.All, [[]], query);
            yield return Row($"hostile: {name}, relevance", Limit, Want.Page, Shape.All, [[]], $"({query}) sort:relevance in:comments");
            yield return Row($"hostile: {name}, length", Limit, Want.Page, Shape.All, [[]], $"({query}) sort:length in:comments");
            yield return Row($"hostile: {name}, facets", Limit, Want.Facets, Shape.All, [[]], query);
            yield return Row($"hostile: {name}, first said", Limit, Want.FirstSaid, Shape.All, [[]], query);
            yield return Row($"hostile: {name}, relaxations", Limit, Want.Relaxations, Shape.All, [[]], query);
        }
    }

    private static Question Row(string name, double? max, Want want, Shape shape, IEnumerable<string[]> words, string typed = "") =>
        new(name, max, [.. words.Select(some => new Ask(want, shape, some, typed))]);

    private static string Shown(string filter) => filter.Length > 30 ? "five filters" : filter;

    private static string[] Words(int firstRank, int many) => [.. Enumerable.Range(firstRank, many).Select(Corpus.Word)];

    private static string[][] Single(string[] words) => [.. words.Select(word => (string[])[word])];

    // The second list is gone through again where it is shorter.
    private static string[][] Pairs(string[] first, string[] second) =>
        [.. first.Select((word, i) => (string[])[second[i % second.Length], word])];

    private static string[][] Prefixes(int letters) =>
        [.. Words(200, 200).Where(word => word.Length > letters).Select(word => word[..letters]).Distinct().Take(19).Select(word => (string[])[word])];
}
