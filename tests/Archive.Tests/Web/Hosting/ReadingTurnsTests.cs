using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Archive.Tests.Web.Hosting;

public sealed class ReadingTurnsTests : IDisposable
{
    private readonly ReadingTurns turns = new();

    public void Dispose() => turns.Dispose();

    // Whoever reads a page slowly has given the turn back before it is sent.
    [Fact]
    public async Task As_many_read_at_once_as_search_and_the_next_waits_until_one_has_read()
    {
        var done = new TaskCompletionSource();
        var reading = Enumerable.Range(0, SearchLimits.MaxSearches).Select(_ => ReadAsync(done.Task)).ToList();
        var next = ReadAsync(Task.CompletedTask);
        Assert.False(next.IsCompleted);

        done.SetResult();

        Assert.All([.. await Task.WhenAll(reading), await next], answer => Assert.IsType<OkResult>(answer));
    }

    [Fact]
    public async Task Where_too_many_wait_the_site_says_that_it_is_busy()
    {
        var done = new TaskCompletionSource();
        var all = Enumerable.Range(0, SearchLimits.MaxSearches + SearchLimits.MaxWaiting).Select(_ => ReadAsync(done.Task)).ToList();
        var context = new DefaultHttpContext();

        var answer = await turns.InTurnAsync(context, () => throw new InvalidOperationException("nobody may read now"));

        Assert.Equal(StatusCodes.Status503ServiceUnavailable, Assert.IsType<StatusCodeResult>(answer).StatusCode);
        Assert.Equal(SearchLimits.RetryAfterSeconds, context.Response.Headers.RetryAfter);
        done.SetResult();
        await Task.WhenAll(all);
    }

    private Task<IActionResult> ReadAsync(Task until) => turns.InTurnAsync(new DefaultHttpContext(), async () =>
    {
        await until;
        return new OkResult();
    });
}
