using System.Net;
using Archive.Tests.Storage;

namespace Archive.Tests.Web.Hosting.Access;

/// <summary>How often somebody may guess, by a clock that the test moves.</summary>
[Trait(Trials.Runs, Trials.Long)]
public sealed class GuessingTests(ITestOutputHelper output)
{
    private const int Guesses = 10_000;

    private const string SignIn = "/keeper/sign-in";

    // All of them within an hour and a bit.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(365);

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public async Task Ten_thousand_guesses_are_some_hashes_and_many_refusals(int addresses)
    {
        await using var kept = await KeptSite.StartAsync();
        await kept.AddAsync("Ada");
        var browsers = Enumerable.Range(0, addresses).Select(i => new KeeperBrowser(kept.Site, $"127.0.{1 + (i / 200)}.{1 + (i % 200)}")).ToList();
        var secrets = await Task.WhenAll(browsers.Select(browser => browser.SecretAsync(SignIn)));
        var before = kept.Passwords.Hashed;
        var answers = new Dictionary<HttpStatusCode, int>();
        for (var i = 0; i < Trials.Of(Guesses); i++)
        {
            kept.Clock.Now += Step;
            var browser = i % addresses;
            var answer = await browsers[browser].PostAsync(SignIn, [("name", i % 2 == 0 ? "Ada" : "Eve"), ("password", $"guess number {i:D8}"), (OwnForms.Field, secrets[browser])]);
            answers[answer.StatusCode] = answers.GetValueOrDefault(answer.StatusCode) + 1;
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized || answer.Headers.RetryAfter!.Delta is { TotalSeconds: > 0 and <= 3_600 }, $"{i}: {answer}");
        }

        var elapsed = Step * Trials.Of(Guesses);
        var hashes = kept.Passwords.Hashed - before;
        output.WriteLine($"{answers.Values.Sum()} guesses from {addresses} in {elapsed:hh\\:mm\\:ss}: {string.Join(", ", answers.Select(pair => $"{pair.Value} × {(int)pair.Key}"))}; {hashes} hashes");
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], answers.Keys.Order());
        // One more, for nobody's password, against which unknown names are held.
        var (hours, minutes) = ((int)elapsed.TotalHours + 1, (int)elapsed.TotalMinutes + 1);
        Assert.InRange(hashes, 1, Math.Min(addresses * hours * SignInLimits.MaxPerHour, minutes * SignInLimits.MaxPerMinuteInAll) + 1);
        browsers.ForEach(browser => browser.Dispose());
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.9", false)]
    public async Task Only_a_proxy_that_was_named_is_believed_whom_it_asks_for(string proxy, bool isBelieved)
    {
        await using var kept = await KeptSite.StartAsync(new SiteChoices { Proxies = [IPAddress.Parse(proxy)] });
        await kept.AddAsync("Ada");
        using var browser = new KeeperBrowser(kept.Site);
        var secret = await browser.SecretAsync(SignIn);

        for (var i = 0; i <= SignInLimits.MaxPerMinute; i++)
        {
            var answer = await browser.PostAsync(SignIn, [("name", "Ada"), ("password", "guess"), (OwnForms.Field, secret)], ("X-Forwarded-For", $"192.0.2.{i}"));

            Assert.Equal(isBelieved || i < SignInLimits.MaxPerMinute ? HttpStatusCode.Unauthorized : HttpStatusCode.TooManyRequests, answer.StatusCode);
        }
    }

    [Fact]
    public void Who_waits_as_long_as_is_said_may_try_again()
    {
        var clock = new TestClock();
        var limits = new SignInLimits(clock);
        var address = IPAddress.Parse("192.0.2.7");
        var tries = 0;
        for (var end = clock.Now + TimeSpan.FromHours(1); clock.Now < end;)
        {
            if (limits.Refuse(address) is { } wait)
            {
                Assert.InRange(wait, TimeSpan.FromTicks(1), TimeSpan.FromHours(1));
                clock.Now += wait;
            }
            else
            {
                tries++;
            }
        }

        Assert.Equal(SignInLimits.MaxPerHour, tries);
        Assert.Null(limits.Refuse(address));
    }

    [Fact]
    public void All_together_have_sixty_tries_a_minute()
    {
        var limits = new SignInLimits(new TestClock());

        var let = Enumerable.Range(0, 1_000).Count(i => limits.Refuse(new IPAddress(0x0A000000L + i)) is null);

        Assert.Equal(SignInLimits.MaxPerMinuteInAll, let);
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    public void Who_has_a_network_of_addresses_is_one(string one, string other, bool same) =>
        Assert.Equal(same, ClientNetwork.Of(IPAddress.Parse(one)) == ClientNetwork.Of(IPAddress.Parse(other)));
}
