using Archive.Tests.Searching;

namespace Archive.Tests.Storage.Searching;

/// <summary>Each line of a case file is a query, its tree, and what it finds in one archive; UPDATE_GOLDEN=1 writes all but the query anew.</summary>
public sealed class HitCaseTests
{
    private static readonly string Cases = Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "hits");

    [Fact]
    public void Queries_find_in_the_seeds_what_the_cases_say() => Check("seeds.txt", Repository.Seeds);

    [Fact]
    public void Queries_find_in_many_scripts_what_the_cases_say() => Check("polyglot.txt", Path.Combine(Cases, "polyglot"));

    private static void Check(string cases, string dumps)
    {
        using var archive = new TestArchive();
        archive.Import([.. Directory.GetFiles(dumps, "*.txt").Order().Select(file => TestArchive.Bytes(Path.GetFileName(file), File.ReadAllBytes(file)))]);
        using var search = new TestSearch(archive.File);
        var file = Path.Combine(Cases, cases);
        var lines = File.ReadAllLines(file);
        var found = lines.Select(line => line.StartsWith('#') ? line : Find(search, line.Split(" | ")[0])).ToArray();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllLines(file, found);
        }

        Assert.Equal(lines.AsEnumerable(), found);
    }

    private static string Find(TestSearch search, string typed)
    {
        var query = SearchQuery.Parse(typed);
        var all = search.Search.All(query).Select(hit => $"{hit.Slug[..4]}#{hit.Comment?.Number ?? "0"}").ToList();
        Assert.Equal(all.Count, search.Find(typed).Total.Number);
        Assert.Equal(all.Count, search.Facets(typed)!.Counted);
        return $"{typed} | {QueryTree.Print(query)} | {(all.Count == 0 ? "nothing" : $"{all.Count}: {string.Join(' ', all)}")}";
    }
}
