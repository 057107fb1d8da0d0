using System.Globalization;

namespace Archive.Tests.Searching;

/// <summary>All that operators say and keep, as it was when the first archives were indexed; UPDATE_GOLDEN=1 writes the cases anew.</summary>
public sealed class OperatorCaseTests
{
    private static readonly string Cases = Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "operators");

    private static readonly string[] Filters =
    [
        "by:Jim", "by:\"Andrew Hatton\"", "by:Nobody", "post:one", "post:two", "blog:first", "blog:second", "before:2014", "before:2014-02", "before:2014-02-11", "before:0001", "after:2013", "after:2014-02",
        "after:2014-02-11", "after:9999", "on:2014", "on:2014-02", "on:2014-02-11", "on:undated", "is:reply", "is:root", "is:removed", "has:link", "site:gov.uk", "site:parliament.uk", "min:0", "min:99", "min:101", "min:9999",
        "max:20", "max:1234", "label:tide", "label:\"Night  ferry\"",
    ];

    private static readonly string[] Settings = ["in:posts", "in:comments", "in:title", "in:quotes", "sort:relevance", "sort:new", "sort:old", "sort:length"];

    // An archive that was indexed before must find as well as one that is indexed today: what stands in the index may not change unnoticed.
    [Fact]
    public void Texts_keep_their_facts() => Check("facts.txt", Texts().Select(facts => Visible(facts.ToTokens())));

    [Fact]
    public void Operators_keep_their_words() => Check("list.txt", SearchOperators.All.Select(known =>
        $"{known.Name ?? "-"} | {known.Form} | {known.Meaning} | {string.Join(", ", known.Values)} | {string.Join(", ", known.Examples)}"));

    [Fact]
    public void Filters_keep_their_meaning() => Check("meanings.txt", Filters
        .SelectMany(filter => new[] { filter, $"word -{filter}", $"({filter} OR -(word {filter}))", $"in:quotes {filter}" })
        .Concat(Settings.SelectMany(setting => new[] { $"word {setting}", $"a -{setting} in:posts sort:new {setting}" }))
        .SelectMany(Meaning));

    [Fact]
    public void Filters_keep_what_they_replace() => Check("changes.txt", Filters.SelectMany(before => Filters.Select(added =>
        $"{before} + {added} = {SearchQuery.Parse($"word {before} -{added}").With((SearchFilter)SearchQuery.Parse(added).Root!)}")));

    private static IEnumerable<string> Meaning(string typed)
    {
        var query = SearchQuery.Parse(typed);
        yield return $"{typed} | {QueryTree.Print(query)} | {query}";
        foreach (var line in query.Notes.Select(note => "! " + note)
            .Concat(query.ReadAs(Generated.Names).Select(line => $"{line.Level} {line.Kind}: {line.Text} ({line.Meaning}) -> {line.Without}"))
            .Concat(query.Relaxations(new Dictionary<string, IReadOnlyList<string>>()).Select(one => $"{one.Label} -> {one.Query}"))
            .Append("comments: " + Expression(query, posts: false)).Append("posts: " + Expression(query, posts: true)))
        {
            yield return "  " + line;
        }
    }

    // Long ranges by their ends.
    private static string Expression(SearchQuery query, bool posts)
    {
        var text = SearchExpression.Of(query, Generated.Names, posts)?.Text is { } expression ? Visible(expression) : "none";
        return text.Length <= 400 ? text : $"{text[..200]} … {text[^200..]} ({text.Length})";
    }

    private static IEnumerable<SearchFacts> Texts()
    {
        string?[] dates = [null, "", "2014", "2014-02", "2014-02-11", "2014-02-11T10:20:30Z", "0999-1"];
        string?[] names = [null, "", "Jim", "Andrew  HATTON", "Ünal O’Brien", "猫田 さくら", "…", "a\uE000b", "𞤀𞤁 (x)", new('n', 300)];
        string[][] hosts = [[], ["gov.uk"], ["publications.parliament.uk", "gov.uk", "www2.gov.uk"], ["a.b.c.d.e.f.g.h.i.j.k.l", "l"], ["xn--e1a.example.", "example..net"]];
        string[] texts = ["", "plain words", "C++ and c#, £37m of $5, 50% ＄9 ￥7", string.Join(' ', Enumerable.Range(1, 70).Select(n => $"£{n}")), "1+1 #part a++++b +++++ x+++++", "東京% é+ E\u0301+"];
        int[] words = [-1, 0, 1, 99, 100, 137, 1_500, 9_999, 10_000, 123_456];
        var random = new Random(2014);
        return Enumerable.Range(0, 100).Select(_ => new SearchFacts
        {
            IsPost = random.Next(4) == 0,
            IsReply = random.Next(2) == 0,
            IsRemoved = random.Next(5) == 0,
            HasQuotes = random.Next(3) == 0,
            Blog = Of(["", "probation", "on-probation"]),
            Post = Of([1L, 0xABC, 770_717_581_313]),
            Date = Of(dates),
            Author = Of(names),
            Signer = Of(names),
            Hosts = Of(hosts),
            Words = Of(words),
            Text = Of(texts),
        });

        T Of<T>(T[] values) => values[random.Next(values.Length)];
    }

    private static string Visible(string text) =>
        string.Concat(text.Select(c => c is >= '\uE000' and <= '\uF8FF' ? string.Create(CultureInfo.InvariantCulture, $"<{c - 0xE000:x}>") : c.ToString()));

    private static void Check(string name, IEnumerable<string> cases)
    {
        var file = Path.Combine(Cases, name);
        string[] made = [.. cases];
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllLines(file, made);
        }

        Assert.Equal(File.ReadAllLines(file), made);
    }
}
