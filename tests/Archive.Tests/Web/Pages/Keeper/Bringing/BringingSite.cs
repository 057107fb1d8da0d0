using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Archive.Tests.Web.Hosting.Access;

namespace Archive.Tests.Web.Pages.Keeper.Bringing;

/// <summary>A keeper who brings files to a site of their own.</summary>
internal sealed class BringingSite : IAsyncDisposable
{
    public const string Boundary = "----------the-end-of-a-part";

    private BringingSite(KeptSite kept, KeeperBrowser keeper, CountedLines lines) => (Kept, Keeper, Lines) = (kept, keeper, lines);

    public KeptSite Kept { get; }

    public KeeperBrowser Keeper { get; }

    public CountedLines Lines { get; }

    public Stages Stages => Kept.Site.Part<Stages>();

    public Jobs Jobs => Kept.Site.Part<Jobs>();

    /// <summary>Every file that lies in the folder of stages.</summary>
    public IEnumerable<string> Bytes => Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*", SearchOption.AllDirectories) : [];

    private string Folder => Path.Combine(Kept.Site.Archive.Folder, Stages.FolderName);

    public static async Task<BringingSite> StartAsync(StageLimits? limits = null)
    {
        var lines = new CountedLines();
        var kept = await KeptSite.StartAsync(limits: limits, add: builder =>
        {
            lines.Add(builder);
            // Jobs are done when a test says so.
            builder.Services.Remove(builder.Services.Single(part => part.ImplementationType == typeof(JobRunner)));
        });
        return new BringingSite(kept, await kept.SignInAsync(), lines);
    }

    /// <summary>A form without its secret.</summary>
    public static MultipartFormDataContent Form(params (string Name, string Content)[] files) => Form(files.Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Content))));

    public static MultipartFormDataContent Form(IEnumerable<(string Name, byte[] Content)> files)
    {
        var form = new MultipartFormDataContent(Boundary) { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        foreach (var (name, content) in files)
        {
            form.Add(File(name, content));
        }

        return form;
    }

    /// <summary>A file as browsers send it: its name in UTF-8, with quotation marks and ends of lines written out.</summary>
    public static ByteArrayContent File(string name, byte[] content)
    {
        var file = new ByteArrayContent(content);
        var written = name.Replace("\"", "%22", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"files\"; filename=\"{written}\"");
        return file;
    }

    public static StringContent Field(string name, string value)
    {
        var field = new StringContent(value);
        field.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = $"\"{name}\"" };
        field.Headers.ContentType = null;
        return field;
    }

    /// <summary>Sends files as a script does.</summary>
    public async Task<(HttpStatusCode Status, long? Stage, string[] Untaken)> SendAsync(MultipartFormDataContent form, long? stage = null, string? secret = null)
    {
        using var answer = await PostAsync(form, stage, secret ?? await Keeper.SecretAsync("/keeper/bring"), isScript: true);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, json.RootElement.GetProperty("stage").ValueKind == JsonValueKind.Null ? null : json.RootElement.GetProperty("stage").GetInt64(),
            [.. json.RootElement.GetProperty("untaken").EnumerateArray().Select(file => file.GetProperty("reason").GetString()!)]);
    }

    /// <summary>Sends files as a browser without scripts does: the secret first.</summary>
    public async Task<HttpResponseMessage> PostAsync(long? stage, params HttpContent[] parts)
    {
        var form = new MultipartFormDataContent(Boundary) { Field(OwnForms.Field, await Keeper.SecretAsync("/keeper/bring")) };
        foreach (var part in parts)
        {
            form.Add(part);
        }

        return await PostAsync(form, stage, secret: null, isScript: false);
    }

    public Task<HttpResponseMessage> PostAsync(HttpContent form, long? stage, string? secret, bool isScript)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, stage is null ? "/keeper/bring" : $"/keeper/bring?stage={stage}") { Content = form };
        if (secret is not null)
        {
            request.Headers.Add(BringModel.Header, secret);
        }

        if (isScript)
        {
            request.Headers.Accept.ParseAdd("application/json");
        }

        return Keeper.SendAsync(request);
    }

    /// <summary>Does the preview that was asked for, as the site does beside its requests.</summary>
    public async Task LookAsync(long stage)
    {
        using var reader = new ApartReader(ReadApartCommand.OfThisProgram(), new ApartLimits());
        var import = new StagedImport(Kept.Site.Archive.File, Stages, reader, BlogSlug.Objection, Kept.Clock);
        var job = Jobs.Begin(0)!;
        Assert.Equal((JobKind.Preview, stage), (job.Kind, job.Subject));
        await import.TryAsync(stage, _ => { }, CancellationToken.None);
        Jobs.End(job.Id, JobState.Done, JobProgress.None, "Looked at.");
    }

    public async ValueTask DisposeAsync()
    {
        Keeper.Dispose();
        await Kept.DisposeAsync();
    }
}
