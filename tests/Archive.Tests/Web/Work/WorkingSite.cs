using System.Diagnostics;
using System.Text;
using Archive.Tests.Storage;
using Archive.Tests.Web.Hosting.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archive.Tests.Web.Work;

/// <summary>A site that does jobs, with a keeper signed in, which can be ended and begun again on its folder.</summary>
internal sealed class WorkingSite : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Action<IServiceCollection>? add;
    private WebApplication? site;

    private WorkingSite(Action<IServiceCollection>? add) => this.add = add;

    public TestArchive Archive { get; } = new();

    /// <summary>In which Ada is signed in.</summary>
    public KeeperBrowser Browser { get; private set; } = null!;

    public Jobs Jobs => Part<Jobs>();

    public Stages Stages => Part<Stages>();

    /// <param name="add">Puts other parts in the place of the site's own.</param>
    public static async Task<WorkingSite> StartAsync(Action<IServiceCollection>? add = null)
    {
        var working = new WorkingSite(add);
        await working.StartAsync();
        return working;
    }

    public static string Dump(string title, params string[] comments) =>
        $"Tuesday 4 March 2014\n\n{title}\n\nThe body of {title}.\n\n{comments.Length} comment{(comments.Length == 1 ? "" : "s")}:\n\n"
        + string.Concat(comments.Select((comment, i) => $"  {i + 1}. {comment}\n\n    ReplyDelete\n"));

    public T Part<T>() where T : notnull => site!.Services.GetRequiredService<T>();

    /// <summary>Signs Ada in again, as she must when time has passed.</summary>
    public void SignIn()
    {
        var keeper = Part<Keepers>().Find("Ada") ?? Part<Keepers>().Reset("Ada", "hash");
        Browser.Cookies[KeeperScheme.Cookie] = Part<Sessions>().Begin(keeper.Id);
    }

    /// <summary>Ends the server as an operator does, and starts another on the same folder.</summary>
    /// <param name="before">Called while there is none.</param>
    public async Task RestartAsync(Action? before = null)
    {
        await StopAsync();
        Archive.Reopen();
        before?.Invoke();
        await StartAsync();
    }

    /// <summary>Brings files into a new stage.</summary>
    public async Task<long> StageAsync(params (string Name, string Text)[] files)
    {
        var stage = Stages.Begin(Part<Keepers>().Find("Ada")!.Id);
        foreach (var (name, text) in files)
        {
            await Stages.AddAsync(stage, name, new MemoryStream(Encoding.UTF8.GetBytes(text)), CancellationToken.None);
        }

        return stage;
    }

    /// <summary>Asks for a job and waits for its end.</summary>
    public Task<Job> DoAsync(JobKind kind, long? subject) => OverAsync(Jobs.Ask(kind, subject, "Ada"));

    public Task<Job> OverAsync(long id) => WhenAsync(id, job => job.IsOver);

    public async Task<Job> WhenAsync(long id, Func<Job, bool> isAwaited)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var job = Jobs.Find(id)!;
            if (isAwaited(job))
            {
                return job;
            }

            Assert.True(waited.Elapsed < Patience, $"it waited too long: {job}");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Archive.Dispose();
    }

    private async Task StartAsync()
    {
        site = ArchiveSite.Build(Archive.File, "http://127.0.0.1:0", builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<TimeProvider>(Archive.Clock);
            add?.Invoke(builder.Services);
        });
        await site.StartAsync();
        Browser = new KeeperBrowser(new Uri(site.Urls.Single()));
        SignIn();
    }

    private async Task StopAsync()
    {
        Browser.Dispose();
        await site!.StopAsync();
        await site.DisposeAsync();
    }
}
