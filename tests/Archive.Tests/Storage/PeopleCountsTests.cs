using Archive.Tests.Storage.Searching;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Storage;

/// <summary>The counts of names are those of the search, whatever an archive went through.</summary>
public sealed class PeopleCountsTests
{
    private static readonly BlogDescription[] Blogs = [new("harbour", "Harbour Lights"), new("mill", "Mill Race")];

    private static readonly string[] Names = ["Ann Mackay", "Ann MacKay", "ANN MACKAY", "Jim", "Bo O'Neil", "Zoë", "Zoe", "María José", "Ann"];

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [MemberData(nameof(Seeds))]
    public void Each_name_counts_what_a_search_for_it_finds(int seed)
    {
        using var archive = new TestArchive();
        var random = new Random(seed);
        for (var step = 0; step < 8; step++)
        {
            Change(archive, random);
            Compare(archive);
        }

        Assert.Empty(archive.Verify().Differences);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 6)];

    [Theory]
    [InlineData("Ann Mackay", "ann mackay")]
    [InlineData("  ANN   mackay ", "ann mackay")]
    [InlineData("Zoë", "zoe")]
    [InlineData("Ann \"the\" Mackay", "ann the mackay")]
    [InlineData("a/b", "a/b")]
    [InlineData("..1", "..1")]
    [InlineData("..", null)]
    [InlineData("☂☂", null)]
    public void Names_are_one_by_the_rule_of_the_search(string name, string? key) => Assert.Equal(key, PeopleOperators.KeyOf(name));

    private static readonly Gen<string> Pieces = Gen.Elements(
        "Ann", "MACKAY", " ", "  ", "/", "..", "~", "~-", "%2F", "\"", "“", "(", ")", "-", "ß", "İ", "ﬁ", "Ａ", "é", "e\u0301", "שלום", "\u202E", "李", "☂", "\U0001F600", "\uE120", "\t", "by:", "*", "'", "OR", ":", "\u00A0", new string('n', 200));

    [Fact]
    public void A_name_comes_back_from_its_key_its_query_and_its_address() =>
        Prop.ForAll(Pieces.ArrayOf(8).Select(string.Concat).ToArbitrary(), name =>
        {
            if (PeopleOperators.KeyOf(name) is not { } key)
            {
                return;
            }

            // Of a query no more is read than its limit.
            var query = new SearchQuery { Root = new SearchFilter(PeopleOperators.By, name) }.ToString();
            Assert.Equal(key, PeopleOperators.KeyOf(key));
            Assert.Equal(key, NamePart.Read(Uri.UnescapeDataString(NamePart.Of(key))));
            Assert.DoesNotContain("/", NamePart.Of(key), StringComparison.Ordinal);
            Assert.DoesNotContain("%2F", NamePart.Of(key), StringComparison.OrdinalIgnoreCase);
            Assert.True(query.Length > SearchQuery.MaxLength || (SearchQuery.Parse(query).Root is SearchFilter filter && PeopleOperators.KeyOf(filter.Value) == key), query);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    // A dump, another capture of a post with other comments, or an import taken back.
    private static void Change(TestArchive archive, Random random)
    {
        var imports = archive.Read().Imports.Where(import => import.UndoneAt == null).Select(import => import.Id).ToList();
        if (imports.Count > 2 && random.Next(4) == 0)
        {
            archive.Keeper.Undo(imports[random.Next(imports.Count)]);
            return;
        }

        var blog = Blogs[random.Next(2)];
        var day = new DateOnly(2014, 2, 1 + random.Next(3));
        archive.Import(random.Next(2) == 0
            ? NamedDump.Of(blog, "Named", day, [.. Enumerable.Range(0, 3 + random.Next(5)).Select(i => (One(), random.Next(3) == 0 ? $"words {i}\n\n{One()}" : $"words {i}"))])
            : TestArchive.Dump($"{random.Next()}.txt", DumpText.Titled("Signed", $"{day:yyyy-MM-dd}", [.. Enumerable.Range(0, random.Next(6)).Select(i => $"said {i}\n\n{One()}")])) with { Blog = blog });

        string One() => Names[random.Next(Names.Length)];
    }

    private static void Compare(TestArchive archive)
    {
        using var db = archive.Read();
        using var search = new TestSearch(archive.File);
        var slugs = db.Blogs.ToDictionary(blog => blog.Id, blog => $" blog:{blog.Slug}");
        foreach (var person in db.BlogPeople.ToList())
        {
            var whole = db.BlogPeople.Single(one => one.BlogId == BlogPerson.OfAll && one.Name == person.Name);
            if (whole.Writes == 1 || whole.Signs == 1)
            {
                var found = search.Find($"by:\"{person.Name}\"{slugs.GetValueOrDefault(person.BlogId)}").Total;
                Assert.Equal((person.Name, person.Posts + person.Comments + person.SignOffs), (person.Name, (int)found.Number));
            }
        }

        var comments = db.Comments.Where(comment => comment.Status != CommentStatus.Placeholder).Select(comment => new { comment.Author, comment.InferredSigner }).ToList();
        var names = comments.SelectMany(comment => new[] { comment.Author, comment.InferredSigner }).OfType<string>().Select(PeopleOperators.KeyOf).Distinct();
        Assert.Equal(names.Order(StringComparer.Ordinal), db.BlogPeople.Where(one => one.BlogId == BlogPerson.OfAll).Select(one => one.Name).ToList().Order(StringComparer.Ordinal));
    }
}
