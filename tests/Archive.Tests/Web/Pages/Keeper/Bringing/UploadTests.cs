using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Archive.Tests.Web.Pages.Keeper.Bringing;

public sealed class UploadTests(ITestOutputHelper output)
{
    [Fact]
    public async Task What_a_script_sends_begins_a_stage_and_more_joins_it()
    {
        await using var site = await BringingSite.StartAsync();

        var first = await site.SendAsync(BringingSite.Form(("mill/one.txt", "one")));
        var second = await site.SendAsync(BringingSite.Form(("mill/two.txt", "two"), ("mill/Thumbs.db", "noise"), ("mill/none.txt", "")), first.Stage);

        Assert.Equal((HttpStatusCode.OK, first.Stage), (second.Status, second.Stage));
        Assert.Equal(["it is empty"], second.Untaken);
        Assert.Equal([("mill/one.txt", 3L), ("mill/two.txt", 3L)], site.Stages.Files(first.Stage!.Value).Select(file => (file.Name, file.Bytes)));
        Assert.Equal((1, "Ada"), (site.Stages.Find(first.Stage.Value)!.Noise, site.Stages.Find(first.Stage.Value)!.Keeper));
        Assert.Equal([new UntakenFile("mill/none.txt", "it is empty")], site.Stages.Untaken(first.Stage.Value));
        Assert.Equal(2, site.Bytes.Count());
    }

    [Fact]
    public async Task Without_scripts_the_secret_comes_first_and_a_text_has_a_name()
    {
        await using var site = await BringingSite.StartAsync();

        var answer = await site.PostAsync(null, BringingSite.File("one.txt", "one"u8.ToArray()), BringingSite.File("", []), BringingSite.Field("name", "The mill"), BringingSite.Field("text", "two"));

        Assert.Equal((HttpStatusCode.Redirect, "/keeper/stages/1"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Equal(["one.txt", "The mill.txt"], site.Stages.Files(1).Select(file => file.Name));
        Assert.Equal(JobState.Waiting, site.Jobs.Last(JobKind.Preview, 1)!.State);
    }

    // Whoever reads there that an export is taken makes one, brings it, and is refused.
    [Fact]
    public async Task The_page_promises_no_more_than_is_read()
    {
        await using var site = await BringingSite.StartAsync();

        var said = (await site.Keeper.PageAsync("/keeper/bring")).QuerySelector(".keeping p").Words();

        Assert.Equal([BloggerTextReader.Format], DumpFormats.All.Select(format => format.Name));
        Assert.Contains("Saved pages (HTML) and exports, as of Blogger or WordPress, cannot be read yet", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_form_begins_nothing()
    {
        await using var site = await BringingSite.StartAsync();

        var answer = await site.PostAsync(null, BringingSite.File("", []), BringingSite.Field("name", ""), BringingSite.Field("text", ""));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Nothing was chosen", (await TestSite.ReadAsync(answer)).QuerySelector(".refusal")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(site.Stages.All());
    }

    [Fact]
    public async Task Nothing_is_taken_of_a_form_whose_secret_is_missing_late_or_wrong()
    {
        await using var site = await BringingSite.StartAsync();
        var secret = await site.Keeper.SecretAsync("/keeper/bring");
        var late = BringingSite.Form(("one.txt", "one"));
        late.Add(BringingSite.Field(OwnForms.Field, secret));
        var wrong = new MultipartFormDataContent(BringingSite.Boundary) { BringingSite.Field(OwnForms.Field, secret[..^4] + "AAAA"), BringingSite.File("one.txt", "one"u8.ToArray()) };
        var long4K = new MultipartFormDataContent(BringingSite.Boundary) { BringingSite.Field(OwnForms.Field, new string('a', 5_000)), BringingSite.File("one.txt", "one"u8.ToArray()) };

        foreach (var (form, header) in new (HttpContent, string?)[]
        {
            (late, null), (wrong, null), (long4K, null), (BringingSite.Form(("one.txt", "one")), null), (BringingSite.Form(("one.txt", "one")), "wrong"), (BringingSite.Form(("one.txt", "one")), ""),
        })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await site.PostAsync(form, null, header, isScript: false)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await site.PostAsync(new StringContent("files=one"), null, secret, isScript: false)).StatusCode);
        Assert.Empty(site.Stages.All());
        Assert.Empty(site.Bytes);
    }

    [Fact]
    public async Task A_stranger_is_refused_before_anything_is_read()
    {
        await using var site = await BringingSite.StartAsync();
        site.Lines.Reset();

        var (status, sent) = await SendGigabyteAsync(site, cookies: "");

        Assert.StartsWith("HTTP/1.1 401", status, StringComparison.Ordinal);
        output.WriteLine($"{sent:N0} bytes left the stranger before the answer, what the system holds for both ends included; the server took {site.Lines.Most:N0}");
        Assert.InRange(site.Lines.Most, 1, 64 * 1024);
        Assert.Empty(site.Bytes);
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task A_keeper_who_sends_too_much_is_told_the_limit()
    {
        await using var site = await BringingSite.StartAsync();

        var (status, _) = await SendGigabyteAsync(site, Cookies(site));

        Assert.StartsWith("HTTP/1.1 413", status, StringComparison.Ordinal);
        Assert.Contains("That is more than", status, StringComparison.Ordinal);
        Assert.Empty(site.Stages.All());
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task A_form_that_does_not_say_its_length_ends_at_the_limit()
    {
        await using var site = await BringingSite.StartAsync(new StageLimits { FileBytes = 1_000, FreeBytes = 0 });
        var secret = await site.Keeper.SecretAsync("/keeper/bring");
        using var socket = new TcpClient("127.0.0.1", site.Kept.Site.Client.BaseAddress!.Port);
        var line = socket.GetStream();
        await line.WriteAsync(Encoding.UTF8.GetBytes(
            $"POST /keeper/bring HTTP/1.1\r\nHost: localhost\r\nCookie: {Cookies(site)}\r\n{BringModel.Header}: {secret}\r\nContent-Type: multipart/form-data; boundary={BringingSite.Boundary}\r\nTransfer-Encoding: chunked\r\n\r\n"));
        var head = $"--{BringingSite.Boundary}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"large.txt\"\r\n\r\n";
        await line.WriteAsync(Encoding.UTF8.GetBytes($"{head.Length:x}\r\n{head}\r\n"));
        byte[] chunk = [.. "100000\r\n"u8, .. new byte[1024 * 1024], .. "\r\n"u8];
        var sent = 0L;
        try
        {
            for (; sent < 2 * Uploads.MaxBytes && !line.DataAvailable; sent += chunk.Length)
            {
                await line.WriteAsync(chunk);
            }
        }
        catch (IOException)
        {
            // Whoever sends on after the answer is cut off, and may not see it.
        }

        // What the system holds for both ends included.
        Assert.InRange(sent, Uploads.MaxBytes - chunk.Length, Uploads.MaxBytes + (16 * 1024 * 1024));
        Assert.Empty(site.Bytes);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_listed_and_the_rest_is_taken()
    {
        await using var site = await BringingSite.StartAsync(new StageLimits { FileBytes = 100_000, StageBytes = 250_000, FreeBytes = 0 });

        var sent = await site.SendAsync(BringingSite.Form([("large.txt", new byte[5_000_000]), .. Enumerable.Range(0, 5).Select(n => ($"{n}.txt", new byte[90_000]))]));

        Assert.Equal(["0.txt", "1.txt"], site.Stages.Files(sent.Stage!.Value).Select(file => file.Name));
        Assert.Equal(4, sent.Untaken.Length);
        Assert.Contains("a file of more than", sent.Untaken[0], StringComparison.Ordinal);
        Assert.All(sent.Untaken[1..], reason => Assert.Contains("at once", reason, StringComparison.Ordinal));
        Assert.Equal(2, site.Bytes.Count());
    }

    [Fact]
    public async Task Limits_hold_for_all_that_send_at_once()
    {
        await using var site = await BringingSite.StartAsync(new StageLimits { Files = 10, StageBytes = 1_000_000, FreeBytes = 0 });
        var stage = (await site.SendAsync(BringingSite.Form(("first.txt", "first")))).Stage;
        var secret = await site.Keeper.SecretAsync("/keeper/bring");

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => site.SendAsync(BringingSite.Form(Enumerable.Range(0, 10).Select(i => ($"{n}-{i}.txt", new byte[100]))), stage, secret)));

        Assert.All(sent, one => Assert.Equal(HttpStatusCode.OK, one.Status));
        Assert.Equal(10, site.Stages.Files(stage!.Value).Count);
        Assert.Equal(31, sent.Sum(one => one.Untaken.Length));
        Assert.Equal(10, site.Bytes.Count());
    }

    [Fact]
    public async Task An_upload_that_is_cut_leaves_what_came_whole()
    {
        await using var site = await BringingSite.StartAsync();
        var secret = await site.Keeper.SecretAsync("/keeper/bring");
        var cookies = Cookies(site);
        var body = Encoding.UTF8.GetString(await BringingSite.Form(("whole.txt", "whole"), ("cut.txt", new string('x', 100_000))).ReadAsByteArrayAsync());
        var within = body.IndexOf("\r\n\r\nwhole", StringComparison.Ordinal) + 6;
        for (var i = 0; i < 20; i++)
        {
            using var socket = new TcpClient("127.0.0.1", site.Kept.Site.Client.BaseAddress!.Port);
            var line = socket.GetStream();
            await line.WriteAsync(Encoding.UTF8.GetBytes(
                $"POST /keeper/bring HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n{BringModel.Header}: {secret}\r\nContent-Type: multipart/form-data; boundary={BringingSite.Boundary}\r\nContent-Length: {body.Length}\r\n\r\n"));
            // Within the first file, within the second, and in the header of a part.
            await line.WriteAsync(Encoding.UTF8.GetBytes(body[..(i % 3 == 0 ? within : i % 3 == 1 ? 60_000 : 40)]));
            await Task.Delay(20);
            socket.Client.LingerState = new LingerOption(true, 0);
        }

        for (var i = 0; i < 100 && (site.Bytes.Any(IsCut) || site.Stages.All().Count > 7); i++)
        {
            await Task.Delay(50);
        }

        Assert.All(site.Bytes, path => Assert.Equal("whole", File.ReadAllText(path)));
        Assert.All(site.Stages.All(), stage => Assert.Equal(["whole.txt"], site.Stages.Files(stage.Id).Select(file => file.Name)));
        Assert.InRange(site.Stages.All().Count, 1, 7);
    }

    // What is taken away just now was cut.
    private static bool IsCut(string path)
    {
        try
        {
            return new FileInfo(path).Length != 5;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
    }

    [Theory]
    [InlineData("../../../etc/passwd", "etc/passwd")]
    [InlineData("C:\\Users\\ada\\post.txt", "C:/Users/ada/post.txt")]
    [InlineData("a\u202Etxt.exe", "atxt.exe")]
    [InlineData("müll “1”; x=2.txt", "müll “1”; x=2.txt")]
    [InlineData("/dev/shm/x", "dev/shm/x")]
    [InlineData("a\"b.txt", "a%22b.txt")]
    public async Task A_name_is_a_label(string name, string label)
    {
        await using var site = await BringingSite.StartAsync();

        var sent = await site.SendAsync(BringingSite.Form((name, "text")));

        Assert.Equal([label], site.Stages.Files(sent.Stage!.Value).Select(file => file.Name));
        Assert.Equal(["1"], site.Bytes.Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_name_of_1200_characters_is_shown_by_its_end()
    {
        await using var site = await BringingSite.StartAsync();

        var sent = await site.SendAsync(BringingSite.Form((new string('a', 1200) + "/end.txt", "text")));

        var label = site.Stages.Files(sent.Stage!.Value).Single().Name;
        Assert.Equal(1000, label.Length);
        Assert.EndsWith("a/end.txt", label, StringComparison.Ordinal);
    }

    [Fact]
    [Trait(Trials.Runs, Trials.Long)]
    public async Task A_thousand_small_files_come_in_one_form_and_one_by_one()
    {
        await using var site = await BringingSite.StartAsync();
        var secret = await site.Keeper.SecretAsync("/keeper/bring");

        var form = await site.SendAsync(BringingSite.Form(Enumerable.Range(0, 1_000).Select(n => ($"{n}.txt", new byte[50]))));
        var stage = (await site.SendAsync(BringingSite.Form(("0.txt", "first")))).Stage;
        await Parallel.ForEachAsync(
            Enumerable.Range(1, 999), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (n, _) => await site.SendAsync(BringingSite.Form(($"{n}.txt", "text")), stage, secret));

        Assert.Equal(1_000, site.Stages.Files(form.Stage!.Value).Count);
        Assert.Equal(1_000, site.Stages.Files(stage!.Value).Select(file => file.Name).Distinct().Count());
    }

    [Fact]
    public async Task So_many_send_at_once_and_others_are_told_to_wait()
    {
        var uploads = new Uploads();
        var mine = Enumerable.Range(0, Uploads.MaxOfKeeper).Select(_ => uploads.Take(1)!).ToList();
        Assert.Null(uploads.Take(1));
        var others = Enumerable.Range(0, Uploads.MaxInAll - mine.Count).Select(n => uploads.Take(2 + n)!).ToList();
        Assert.Null(uploads.Take(99));
        mine[0].Dispose();
        mine[0].Dispose();
        Assert.NotNull(uploads.Take(99));
        Assert.Null(uploads.Take(100));
        Assert.All(others, Assert.NotNull);

        await using var site = await BringingSite.StartAsync();
        var secret = await site.Keeper.SecretAsync("/keeper/bring");
        var turns = Enumerable.Range(0, Uploads.MaxOfKeeper).Select(_ => site.Kept.Site.Part<Uploads>().Take(1)!).ToList();
        var answer = await site.PostAsync(BringingSite.Form(("a.txt", "a")), null, secret, isScript: true);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "2"), (answer.StatusCode, answer.Headers.GetValues("Retry-After").Single()));
        turns.ForEach(turn => turn.Dispose());
        Assert.Equal(HttpStatusCode.OK, (await site.SendAsync(BringingSite.Form(("a.txt", "a")))).Status);
    }

    [Fact]
    public async Task A_zip_is_taken_apart_when_it_is_looked_at_and_what_is_no_zip_of_dumps_is_refused()
    {
        await using var site = await BringingSite.StartAsync();
        var inner = Zip(("two.txt", "two"u8.ToArray()));
        var sent = await site.SendAsync(BringingSite.Form(
        [
            ("good.zip", Zip(("dumps/one.txt", "one"u8.ToArray()), ("../../slip.txt", "slip"u8.ToArray()), ("inner.zip", inner), ("__MACOSX/._one.txt", [1]))),
            ("bomb.zip", Zip(("zeros.txt", new byte[20_000_000]))),
            ("deep.zip", Zip(("in.zip", Zip(("in.zip", inner))))),
        ]));

        site.Jobs.Ask(JobKind.Preview, sent.Stage, "Ada");
        await site.LookAsync(sent.Stage!.Value);

        var files = site.Stages.Files(sent.Stage.Value);
        Assert.Superset(new HashSet<string>(["good.zip/dumps/one.txt", "good.zip/slip.txt", "good.zip/inner.zip/two.txt"]), files.Select(file => file.Name).ToHashSet());
        Assert.Contains("cannot be taken apart", files.Single(file => file.Name == "bomb.zip").Refusal, StringComparison.Ordinal);
        Assert.Contains(files, file => file.Name.StartsWith("deep.zip", StringComparison.Ordinal) && file.Refusal!.Contains("a zip in a zip in a zip", StringComparison.Ordinal));
        Assert.Equal(1, site.Stages.Find(sent.Stage.Value)!.Noise);
        Assert.DoesNotContain(Directory.GetFiles(site.Kept.Site.Archive.Folder, "slip.txt", SearchOption.AllDirectories), _ => true);
    }

    private static string Cookies(BringingSite site) => string.Join("; ", site.Keeper.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    // Sends until there is an answer; both ends are in this process, so that nothing but the server holds the bytes back.
    private static async Task<(string Answer, long Sent)> SendGigabyteAsync(BringingSite site, string cookies)
    {
        const long Gigabyte = 1_000_000_000;
        using var socket = new TcpClient("127.0.0.1", site.Kept.Site.Client.BaseAddress!.Port);
        var line = socket.GetStream();
        await line.WriteAsync(Encoding.UTF8.GetBytes(
            $"POST /keeper/bring HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: {cookies}\r\nContent-Type: multipart/form-data; boundary={BringingSite.Boundary}\r\nContent-Length: {Gigabyte}\r\n\r\n"));
        var sent = 0L;
        var part = new byte[16 * 1024];
        try
        {
            while (sent < Gigabyte && !line.DataAvailable)
            {
                await line.WriteAsync(part);
                sent += part.Length;
            }
        }
        catch (IOException)
        {
            // The server has let go.
        }

        var buffer = new byte[64 * 1024];
        var read = 0;
        try
        {
            for (int some; (some = await line.ReadAsync(buffer.AsMemory(read))) > 0;)
            {
                read += some;
            }
        }
        catch (IOException)
        {
            // It has said what it says.
        }

        return (Encoding.UTF8.GetString(buffer, 0, read), sent);
    }
}
