using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archive.ClusterTests;

/// <summary>What readers and keepers notice who come to machines through HAProxy.</summary>
public sealed partial class FrontTests(PostgresServer server, ITestOutputHelper output)
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task Nobody_notices_that_a_machine_is_killed_or_drained_or_that_another_imports_and_takes_back()
    {
        await using var front = await Front.StartAsync(server.NewDatabase());
        var before = await front.StateAsync("one", "two", "three");
        await front.ReadAsync(6);
        await front.KillAsync("three");

        // Another is drained: what it has begun it ends, and then it is asked no more; so it may be stopped, and be of another version afterwards.
        front.Drain("two");
        await front.AssertIsAskedNothingAsync("two");
        front.Ready("two");
        front.AssertNoErrors();

        await Machines.ImportAsync(front.Writer, Front.Seed("000"));
        var between = await front.StateAsync("one", "two");
        new Keeper(front.Writer, TimeProvider.System).Undo(2);
        var after = await front.StateAsync("one", "two");
        await front.StopReadingAsync();
        front.AssertOf(before, between, after);
        await front.StartAgainAsync("three");
        await front.AssertAllSayTheSameAsync();
    }

    [Fact]
    public async Task Nobody_notices_that_one_is_killed_another_is_of_a_new_version_and_the_primary_is_lost()
    {
        await using var primary = await server.NewServerAsync();
        await using var standby = await primary.NewStandbyAsync(isSynchronous: true);
        await using var front = await Front.StartAsync(PostgresServer.AtAny(primary.NewDatabase(), primary, standby));
        var before = await front.StateAsync("one", "two", "three");
        await front.ReadAsync(Form.Of(all: 64, few: 16));
        await front.KillAsync("three");

        // A copy that an older program made is shown until another is made beside it.
        front.Drain("two");
        await front.RestartAsync("two", folder =>
        {
            using var older = ConnectionSettings.OpenWriter(Path.Combine(folder, CopyState.FileName));
            older.Execute("UPDATE copy SET making = making - 1");
        });
        front.Ready("two");
        await Front.UntilAsync(async () => (await front.DetailsAsync("two")) is var two && !two.GetProperty("isOutdated").GetBoolean() && !two.GetProperty("isBeingMadeAnew").GetBoolean());
        front.AssertNoErrors();

        await primary.KillAsync();
        standby.Promote();
        await Machines.ReachedAsync(() => front.Writer.Place.TryOpenWriter()?.Dispose());
        await Machines.ImportAsync(front.Writer, Front.Seed("000"));
        var after = await front.StateAsync("one", "two");
        await front.StopReadingAsync();
        front.AssertOf(before, after);
        await front.StartAgainAsync("three");
        await front.AssertAllSayTheSameAsync();
        output.WriteLine(front.Sum);
    }

    // The form is one machine's, what is typed into it comes to another, and each page to whichever has least to do.
    [Fact]
    public async Task A_keeper_signs_in_by_HTTPS_and_does_not_notice_which_machine_answers()
    {
        await using var front = await Front.StartAsync(server.NewDatabase());
        await using (var desk = ArchiveSite.Build(front.Writer, "http://127.0.0.1:0", builder => builder.Logging.ClearProviders()))
        {
            desk.Services.GetRequiredService<Keepers>().Reset("Ada", await desk.Services.GetRequiredService<Passwords>().HashAsync(Password, CancellationToken.None));
        }

        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.Zero,
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == front.CertificateHash },
            ConnectCallback = async (_, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, front.SecurePort, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var browser = new HttpClient(handler) { BaseAddress = new Uri($"https://{Front.Host}") };
        var token = Token().Match(await browser.GetStringAsync(new Uri("/keeper/sign-in", UriKind.Relative))).Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("name", "Ada"), new("password", Password), new(OwnForms.Field, token)]);

        using var signedIn = await browser.PostAsync(new Uri("/keeper/sign-in", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        Assert.NotNull(signedIn.Headers.GetValues("Strict-Transport-Security"));
        Assert.All(signedIn.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
        string[] names = ["one", "two", "three"];
        var before = names.Select(front.Asked).ToList();
        for (var turn = 0; turn < 12; turn++)
        {
            using var desk = await browser.GetAsync(new Uri("/keeper", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, desk.StatusCode);
        }

        Assert.All(names.Zip(before), asked => Assert.True(front.Asked(asked.First) > asked.Second, $"{asked.First} was not asked"));
    }

    [GeneratedRegex("name=\"" + OwnForms.Field + "\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
