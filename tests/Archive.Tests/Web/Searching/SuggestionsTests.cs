using System.Net.Http.Json;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Searching;

public sealed class SuggestionsTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(archive => archive.Import(
        TestArchive.Dump("a", DumpText.Titled("Probation again", "2012-05-01", "probation\n\nAndrew Hatton", "probation\n\nAndrew Hatton", "problem at http://www.parliament.uk/")),
        Labelled("Two", "2012-06-01", "Trains and Buses, Été"), Labelled("Three", "2012-07-01", "trains and buses"), Labelled("Four", "2012-08-01", "Trains and Buses, Children’s homes")));

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static DumpFile Labelled(string title, string day, string labels) =>
        TestArchive.Dump(title, DumpText.Titled(title, day, $"comment of {title}") with { Original = $"The body of {title}.\n\nLabels: {labels}" });

    [Theory]
    [InlineData("", "", "", false)]
    [InlineData("omni", "", "omni", false)]
    [InlineData("early omni", "early ", "omni", false)]
    [InlineData("early ", "early ", "", false)]
    [InlineData("-omni", "-", "omni", false)]
    [InlineData("(a OR omni", "(a OR ", "omni", false)]
    [InlineData("co-op", "", "co-op", false)]
    [InlineData("by:and", "", "by:and", false)]
    [InlineData("x by:\"andrew h", "x ", "by:\"andrew h", false)]
    [InlineData("x by:\"andrew h\" y", "x by:\"andrew h\" ", "y", false)]
    [InlineData("x by:\"andrew h\"", "x by:\"andrew h\"", "", false)]
    [InlineData("\"early da", "\"early ", "da", true)]
    [InlineData("“early", "“", "early", true)]
    [InlineData("\"early day\" mo", "\"early day\" ", "mo", false)]
    public void The_word_that_is_being_typed_is_found(string typed, string before, string word, bool inPhrase) =>
        Assert.Equal(new TypedEnd(before, word, inPhrase), TypedEnd.Of(typed));

    [Theory]
    [InlineData("pro", "word probation 3 → probation ")]
    [InlineData("early -pro", "word problem 1 → early -problem ")]
    [InlineData("\"early pro", "word probation 3 → \"early probation ")]
    [InlineData("pro", "post Probation again → post:probation/2012/05/probation-again ")]
    [InlineData("x by:hat", "name andrew hatton 2 → x by:\"andrew hatton\" ")]
    [InlineData("hatt", "name andrew hatton 2 → by:\"andrew hatton\" ")]
    [InlineData("site:parl", "site parliament.uk 1 → site:parliament.uk ")]
    [InlineData("label:tra", "label Trains and Buses 3 → label:\"Trains and Buses\" ")]
    [InlineData("x -label:buses", "label Trains and Buses 3 → x -label:\"Trains and Buses\" ")]
    [InlineData("label:ete", "label Été 1 → label:Été ")]
    [InlineData("label:", "label Été 1 → label:Été ")]
    [InlineData("label:children'", "label Children’s homes 1 → label:\"Children’s homes\" ")]
    [InlineData("label:children’s", "label Children’s homes 1 → label:\"Children’s homes\" ")]
    [InlineData("blog:prob", "blog On Probation Blog → blog:probation ")]
    [InlineData("blog:", "blog On Probation Blog → blog:probation ")]
    [InlineData("is:r", "operator is:reply → is:reply ")]
    [InlineData("so", "operator sort:old → sort:old ")]
    public async Task What_may_be_meant_is_offered_with_what_the_box_then_holds(string typed, string offer) =>
        Assert.Contains(offer, await OffersAsync(typed));

    [Theory]
    [InlineData("")]
    [InlineData("p")]
    [InlineData("probation ")]
    [InlineData("xylo")]
    [InlineData("((((")]
    public async Task Where_nothing_is_meant_nothing_is_offered(string typed) => Assert.Empty(await OffersAsync(typed));

    [Fact]
    public async Task An_operator_waits_for_its_value() => Assert.Contains(await OffersAsync("bef"), offer => offer.EndsWith("→ before:", StringComparison.Ordinal));

    [Fact]
    public async Task An_answer_is_kept_until_the_archive_changes()
    {
        var tag = (await site.GetAsync("/search/suggest?q=pro")).Headers.ETag!.ToString();

        var again = await site.GetAsync("/search/suggest?q=pro", ("If-None-Match", tag));

        Assert.Equal(System.Net.HttpStatusCode.NotModified, again.StatusCode);
    }

    private async Task<IReadOnlyList<string>> OffersAsync(string typed)
    {
        var offers = await site.Client.GetFromJsonAsync<Offer[]>($"/search/suggest?q={Uri.EscapeDataString(typed)}");
        return [.. offers!.Select(offer => $"{offer.Kind} {offer.Label} {offer.Detail}".TrimEnd() + $" → {offer.Query}")];
    }

    private sealed record Offer(string Kind, string Label, string Detail, string Query);
}
