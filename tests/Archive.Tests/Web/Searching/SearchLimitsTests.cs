using System.Diagnostics;
using System.Net;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Searching;

// Alone, because other tests of this process would make a reader wait as well as the clients do.
[CollectionDefinition(nameof(SearchLimitsTests), DisableParallelization = true)]
[Collection(nameof(SearchLimitsTests))]
public class SearchLimitsTests
{
    private const int Clients = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task Sixty_four_clients_who_search_leave_room_for_those_who_read()
    {
        await using var site = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump(
            "a", DumpText.Titled("A", "2014-02-11", [.. Enumerable.Range(0, 3_000).Select(i => $"the common words of all {i}")]))));
        using var stop = new CancellationTokenSource();
        // Each asks for something else, so that no answer is a kept one.
        var asked = 0;
        var clients = Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var statuses = new List<HttpStatusCode>();
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                statuses.Add((await site.GetAsync($"/search?q=the+common+-x{client}y{i}&group=thread")).StatusCode);
                Interlocked.Increment(ref asked);
            }

            return statuses;
        })).ToList();
        while (Volatile.Read(ref asked) < Clients)
        {
            await Task.Delay(10);
        }

        var slowest = TimeSpan.Zero;
        for (var page = 1; page <= 6; page++)
        {
            var start = Stopwatch.GetTimestamp();
            Assert.Equal(HttpStatusCode.OK, (await site.GetAsync($"/probation/2014/02/a?page={page}")).StatusCode);
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
        }

        await stop.CancelAsync();
        var all = (await Task.WhenAll(clients)).SelectMany(statuses => statuses).ToList();
        Assert.All(all, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.True(slowest < Patience, $"a reader of posts waited {slowest.TotalMilliseconds:N0} ms");
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task A_queue_that_is_full_says_so_on_a_plain_page()
    {
        await using var site = await TestSite.StartAsync(archive => archive.Import(TestArchive.Dump(
            "a", DumpText.Titled("A", "2014-02-11", [.. Enumerable.Range(0, 3_000).Select(i => $"the common words of all {i}")]))));

        // On a machine that is busy itself a rush may arrive one by one; then another follows.
        HttpResponseMessage? busy = null;
        for (var rush = 0; busy is null && rush < 5; rush++)
        {
            var responses = await Task.WhenAll(Enumerable.Range(0, 600).Select(i => site.GetAsync($"/search?q=the+common+-x{rush}y{i}&group=thread")));
            Assert.All(responses, response => Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{response.StatusCode}"));
            busy = responses.FirstOrDefault(response => response.StatusCode == HttpStatusCode.ServiceUnavailable);
        }

        Assert.NotNull(busy);
        Assert.Equal("5", busy.Headers.GetValues("Retry-After").Single());
        Assert.Contains("Try again in a moment", (await TestSite.ReadAsync(busy)).QuerySelector("main").Words(), StringComparison.Ordinal);
    }
}
