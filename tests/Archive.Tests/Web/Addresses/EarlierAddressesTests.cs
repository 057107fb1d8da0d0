using System.Net;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Addresses;

[Trait(Trials.Runs, Trials.Long)]
public class EarlierAddressesTests
{
    private const string Post = "/probation/2014/02/power-to-people";

    [Fact]
    public async Task A_key_of_another_capture_leads_to_the_comment()
    {
        var late = "";
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Capture(2015, DumpText.Post("I never said that about G4S", "two"));
            late = archive.Thread()[0].Key;
            archive.Capture(2014, DumpText.Post("I never said that about Serco", "two"));
        });
        var own = site.Archive.Thread()[0].Key;

        Assert.NotEqual(late, own);
        Assert.Equal($"{Post}/{own}", await LeadsAsync(site, $"{Post}/{late}"));
        Assert.Equal($"{Post}/{own}/cite?as=ris", await LeadsAsync(site, $"{Post}/{late}/cite?as=ris"));
        Assert.Equal($"{Post}?comment={own}#c{own}", await LeadsAsync(site, $"{Post}?comment={late}"));
        Assert.Equal($"{Post}/{own}", await LeadsAsync(site, $"{Post}/{own}-7"));
        Assert.NotNull((await site.PageAsync(Post)).QuerySelector($"li#c{own} #c{late}"));
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync($"{Post}/nothing")).StatusCode);
        Assert.Contains("G4S", (await site.PageAsync($"/cite?address={Uri.EscapeDataString($"http://old.example{Post}#c{late}")}&words=G4S")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blog_that_was_renamed_or_merged_is_found_under_its_old_addresses()
    {
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Import(TestArchive.Dump("a.txt", DumpText.Post("one")));
            archive.Import(TestArchive.Dump("b.txt", DumpText.Titled("Elsewhere", "2013-01-02", "two")) with { Blog = new("other", "Other") });
            archive.Keeper.Rename("probation", "napo");
            archive.Keeper.Merge("other", "napo");
        });

        Assert.Equal("/napo", await LeadsAsync(site, "/probation"));
        Assert.Equal("/napo/2014/02/power-to-people?order=flat", await LeadsAsync(site, $"{Post}?order=flat"));
        Assert.Equal("/napo/2013/01/elsewhere", await LeadsAsync(site, "/other/2013/01/elsewhere"));
        Assert.Equal("/napo/feed.atom", await LeadsAsync(site, "/other/feed.atom"));
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/nobody")).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await site.Client.PostAsync("/probation", null)).StatusCode);
    }

    [Fact]
    public async Task An_import_that_was_undone_is_listed_as_undone_and_the_seal_is_shown()
    {
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Import(TestArchive.Dump("a.txt", DumpText.Post("one")));
            archive.Import(TestArchive.Dump("b.txt", DumpText.Titled("Elsewhere", "2013-01-02", "two")));
            archive.Keeper.Undo(2);
        });

        var imports = await site.PageAsync("/imports");

        Assert.Equal(["undone", "done"], imports.QuerySelectorAll("td[data-label=Outcome]").Select(cell => cell.TextContent));
        Assert.Equal(site.Archive.File.Seal().Seal, imports.QuerySelector("code")!.TextContent);
        var undone = await site.PageAsync("/imports/2");
        Assert.Contains("Undone", undone.Body!.TextContent, StringComparison.Ordinal);
        // Of dumps that went nobody says that they had none.
        Assert.Equal("Problems", undone.QuerySelector("#problems")!.TextContent);
        Assert.Equal("No problems", (await site.PageAsync("/imports/1")).QuerySelector("#problems")!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/probation/2013/01/elsewhere")).StatusCode);
    }

    public static TheoryData<string> Versions => [.. KeptArchive.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_address_that_a_released_version_gave_leads_to_the_very_post_or_comment(string version)
    {
        await using var site = await TestSite.StartAsync(KeptArchive.Open(version));
        using var copy = site.Archive.Open();
        using (var attach = copy.CreateCommand())
        {
            attach.CommandText = $"ATTACH '{Path.Combine(site.Archive.Folder, "old.db")}' AS old";
            attach.ExecuteNonQuery();
        }

        var addresses = KeptArchive.Addresses(version);
        Assert.True(addresses.Count > 150);
        foreach (var address in addresses)
        {
            var path = await FollowAsync(site, address.Path);
            Assert.True(Originals(copy, address, path) is { Count: > 0 } originals && originals.Exists(address.Begins), $"{address.Path} leads to {path}, which is another");
        }
    }

    [Fact]
    public async Task What_a_guessed_blog_had_is_found_in_the_one_blog_that_has_it()
    {
        var shared = TestArchive.Dump("a.txt", DumpText.Post("one"));
        var guess = new BlogDescription("blog", "blog") { Basis = BlogBasis.Guess };
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Import(shared with { Blog = guess });
            archive.Import(TestArchive.Dump("b.txt", DumpText.Titled("Elsewhere", "2013-01-02", "two")) with { Blog = guess });
            archive.Import(shared);
        });
        var key = site.Archive.Thread()[1].Key;

        Assert.Equal(Post, await LeadsAsync(site, "/blog/2014/02/power-to-people"));
        Assert.Equal($"{Post}?order=time", await LeadsAsync(site, "/blog/2014/02/power-to-people?order=time"));
        Assert.Equal($"{Post}/{key}/cite?as=ris", await LeadsAsync(site, $"/blog/2014/02/power-to-people/{key}/cite?as=ris"));
        Assert.Equal($"{Post}?comment={key}#c{key}", await LeadsAsync(site, $"/blog/2014/02/power-to-people?comment={key}"));
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync("/blog/2013/01/elsewhere")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/blog/2014/02/power-to-people/nothing")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/blog/2014/03/power-to-people")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/probation/2013/01/elsewhere")).StatusCode);

        site.Archive.Import(TestArchive.Dump("c.txt", DumpText.Post("three")) with { Blog = new("other", "Other") });
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/blog/2014/02/power-to-people?again=1")).StatusCode);
    }

    [Fact]
    public async Task A_post_that_was_given_several_slugs_has_the_first_and_is_found_under_all()
    {
        await using var site = await TestSite.StartAsync(archive =>
        {
            archive.Import(TestArchive.Dump("a.txt", DumpText.Post("one")));
            using var writer = archive.File.OpenWriter();
            foreach (var slug in new[] { "power", "people" })
            {
                var sha256 = archive.File.Record.Originals().Single().Sha256;
                writer.Record.Append(to => to.Write(archive.Clock.Now, new AddressesGiven("probation", sha256, 0, slug, [])));
            }

            writer.Maker.CatchUp(CancellationToken.None);
        });
        var key = site.Archive.Thread()[0].Key;

        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync("/probation/2014/02/power")).StatusCode);
        Assert.Equal("/probation/2014/02/power", await LeadsAsync(site, "/probation/2014/02/people"));
        Assert.Equal($"/probation/2014/02/power/{key}", await LeadsAsync(site, $"/probation/2014/02/people/{key}-9"));
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/probation/2014/03/people")).StatusCode);
    }

    [Theory]
    [InlineData("_:", "")]
    [InlineData("_!", "/cite?as=ris")]
    [InlineData("_'$&()", "")]
    [InlineData("_;=@,*+", "/comments.atom")]
    [InlineData("_%2F", "/cite")]
    [InlineData("_%C3%A9", "")]
    public async Task Signs_behind_a_slug_lead_to_the_post_and_what_stands_behind_them_comes_along(string signs, string behind)
    {
        await using var site = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump("a.txt", DumpText.Post("one"))));
        var key = site.Archive.Thread()[0].Key;

        Assert.Equal(Post + behind, await LeadsAsync(site, Post + signs + behind));
        Assert.Equal($"{Post}/{key}", await LeadsAsync(site, $"{Post}{signs}/{key}"));
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync($"/probation/2014/02/nothing{signs}")).StatusCode);
    }

    private static async Task<string> FollowAsync(TestSite site, string path)
    {
        var response = await site.GetAsync(path);
        if (response.StatusCode == HttpStatusCode.PermanentRedirect)
        {
            path = response.Headers.Location!.OriginalString;
            response = await site.GetAsync(path);
        }

        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode}");
        return path;
    }

    // The texts that a post or comment has had which now has an address, provided that it is seen where the old file says: in that source, on that line.
    private static List<string> Originals(Microsoft.Data.Sqlite.SqliteConnection copy, KeptAddress address, string path)
    {
        var parts = path.Split('/');
        var now = new KeptAddress(parts[1], parts[2] == "undated" ? parts[2] : $"{parts[2]}-{parts[3]}", parts[^(address.Key.Length > 0 ? 2 : 1)], address.Key.Length > 0 ? parts[^1] : "", "");
        using var command = copy.CreateCommand();
        command.CommandText = address.Key.Length == 0
            ? """
              WITH present AS (
                  SELECT posts.* FROM posts JOIN blogs ON blogs.id = blog_id
                   WHERE blogs.slug = $blog AND month = $month AND posts.slug = $slug
                     AND $place IN (SELECT sha256 || captures.first_line FROM captures JOIN sources ON sources.id = source_id WHERE post_id = posts.id))
              SELECT original FROM present UNION SELECT post_versions.original FROM post_versions JOIN present ON post_id = present.id
              """
            : """
              WITH present AS (
                  SELECT comments.* FROM comments JOIN posts ON posts.id = post_id JOIN blogs ON blogs.id = blog_id
                   WHERE blogs.slug = $blog AND month = $month AND posts.slug = $slug AND key = $key
                     AND $place IN (
                         SELECT sha256 || line
                           FROM (SELECT comments.last_capture_id AS capture, comments.first_line AS line
                                  UNION SELECT capture_id, first_line FROM sightings WHERE comment_id = comments.id)
                           JOIN captures ON captures.id = capture JOIN sources ON sources.id = source_id))
              SELECT original FROM present UNION SELECT comment_versions.original FROM comment_versions JOIN present ON comment_id = present.id
              """;
        command.Parameters.AddWithValue("$blog", now.Blog);
        command.Parameters.AddWithValue("$month", now.Month);
        command.Parameters.AddWithValue("$slug", now.Slug);
        command.Parameters.AddWithValue("$key", now.Key);
        command.Parameters.AddWithValue("$place", PlaceBefore(copy, address));
        using var reader = command.ExecuteReader();
        var originals = new List<string>();
        while (reader.Read())
        {
            originals.Add(reader.GetString(0));
        }

        return originals;
    }

    // The SHA-256 of the source, and the line of it on which the old file says that the post's body or the comment begins.
    private static string PlaceBefore(Microsoft.Data.Sqlite.SqliteConnection copy, KeptAddress address)
    {
        using var command = copy.CreateCommand();
        var row = address.Key.Length == 0 ? "posts" : "comments";
        command.CommandText =
            $"""
             SELECT sha256 || {(address.Key.Length == 0 ? "captures" : row)}.first_line
               FROM old.posts JOIN old.blogs ON blogs.id = posts.blog_id LEFT JOIN old.comments ON comments.post_id = posts.id AND key = $key
               JOIN old.captures ON captures.id = {row}.{(address.Key.Length == 0 ? "first" : "last")}_capture_id JOIN old.sources ON sources.id = source_id
              WHERE blogs.slug = $blog AND month = $month AND posts.slug = $slug
             """;
        command.Parameters.AddWithValue("$blog", address.Blog);
        command.Parameters.AddWithValue("$month", address.Month);
        command.Parameters.AddWithValue("$slug", address.Slug);
        command.Parameters.AddWithValue("$key", address.Key);
        return (string)command.ExecuteScalar()!;
    }

    private static async Task<string?> LeadsAsync(TestSite site, string address)
    {
        var response = await site.GetAsync(address);
        Assert.Equal(HttpStatusCode.PermanentRedirect, response.StatusCode);
        return response.Headers.Location?.OriginalString;
    }
}
