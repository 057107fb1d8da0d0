using System.Text.RegularExpressions;
using Archive.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Archive.Tests.Web.Pages.Blogs;

public sealed partial class MonthTests : IDisposable
{
    private readonly TestArchive archive = new();

    public void Dispose() => archive.Dispose();

    [Fact]
    public void The_posts_of_a_month_are_found_for_robots_and_at_random_without_a_look_at_the_others_of_their_blog()
    {
        archive.Import(TestArchive.Dump("1.txt", DumpText.Post("First")));
        using var db = archive.Read();
        var blog = BlogHeading.Find(db, TestArchive.Blog.Slug);
        var query = blog!.PostsOf(db, "2014-02").Skip(0).Take(100).ToQueryString();
        // As a shell of SQLite takes it: the values first.
        foreach (Match value in Parameter().Matches(query))
        {
            query = query.Replace(value.Groups["name"].Value, value.Groups["value"].Value, StringComparison.Ordinal);
        }

        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={archive.File.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {query[query.IndexOf("SELECT", StringComparison.Ordinal)..]}";
        using var plan = command.ExecuteReader();

        Assert.True(plan.Read());
        Assert.Contains("posts_of_address (blog_id=? AND month=?)", plan.GetString(3), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\.param set (?<name>@\w+) (?<value>.+)$", RegexOptions.Multiline)]
    private static partial Regex Parameter();
}
