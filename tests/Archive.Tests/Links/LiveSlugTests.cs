namespace Archive.Tests.Links;

public sealed class LiveSlugTests
{
    private static readonly string[] Slugs =
    [
        "power-to-people", "power-to-people_2", "power-to-people-again", "end", "end_12", "the-end", "a", "the-a", "a_2", "i-was-shaken-by-something-that-did-not", "i-was-shaken-by-something", "post", "post_1",
    ];

    private static readonly string[] Live = [.. Slugs, "the-power-to-the-people", "the-power-to-people_31", "the-end_12", "the-a_2", "the", "the_3", "i-was-shaken-by-a-something-that-did_7", "i-was-shaken-by-the-something", "i-was-shaken-by-the-something-that-did", "other", "", "_1", "post_99"];

    [Fact]
    public void All_that_a_slug_may_mean_begins_alike()
    {
        foreach (var live in Live)
        {
            var beginning = LiveSlug.BeginningOf(live);
            foreach (var first in Slugs)
            {
                string[] month = [.. Slugs.SkipWhile(slug => slug != first)];
                string[] asked = [.. month.Where(slug => slug == live || slug.StartsWith(beginning, StringComparison.Ordinal))];

                Assert.Equal(LiveSlug.Find(live, month), LiveSlug.Find(live, asked));
            }
        }
    }
}
