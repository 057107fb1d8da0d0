using System.Collections.Concurrent;
using Archive.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archive.Tests.Web.Hosting.Access;

/// <summary>A site whose passwords are hashed quickly, and whose log is read.</summary>
internal sealed class KeptSite : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private KeptSite(TestSite site, Passwords passwords, SiteLog log) => (Site, Passwords, Lines) = (site, passwords, log.Lines);

    public TestSite Site { get; }

    public Passwords Passwords { get; }

    /// <summary>All that the site has logged.</summary>
    public ConcurrentQueue<string> Lines { get; }

    public TestClock Clock => Site.Archive.Clock;

    public Keepers Keepers => Site.Part<Keepers>();

    /// <param name="limits">Of what keepers bring; null for those of the site, but that a small disk is large enough.</param>
    /// <param name="add">Puts other parts in the place of the site's own.</param>
    public static async Task<KeptSite> StartAsync(
        SiteChoices? choices = null, Action<WebApplication>? map = null, StageLimits? limits = null, Action<WebApplicationBuilder>? add = null)
    {
        var (passwords, log, archive) = (new Passwords(iterations: 1), new SiteLog(), new TestArchive());
        archive.Import(TestArchive.Dump("1.txt", DumpText.Post("First", "Second")));
        var site = await TestSite.StartAsync(archive, choices, map, builder =>
        {
            builder.Services.AddSingleton(passwords);
            builder.Services.AddSingleton(limits ?? new StageLimits { FreeBytes = 0 });
            builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Information);
            add?.Invoke(builder);
        });
        return new KeptSite(site, passwords, log);
    }

    public async Task<KeeperAccount> AddAsync(string name) => Keepers.Reset(name, await Passwords.HashAsync(Password, CancellationToken.None));

    /// <summary>A browser in which a keeper is signed in.</summary>
    public async Task<KeeperBrowser> SignInAsync(string name = "Ada", string from = "127.0.0.1")
    {
        _ = Keepers.Find(name) ?? await AddAsync(name);
        var browser = new KeeperBrowser(Site, from);
        await browser.FillInAsync("/keeper/sign-in", ("name", name), ("password", Password));
        Assert.NotNull(browser.Session);
        return browser;
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    private sealed class SiteLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
