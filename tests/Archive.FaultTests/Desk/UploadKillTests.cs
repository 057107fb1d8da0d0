using System.Text;

namespace Archive.FaultTests.Desk;

/// <summary>The server is killed at its writes while it takes an upload: each file that the stage lists is whole, and the next server takes the rest.</summary>
public sealed class UploadKillTests(ITestOutputHelper output)
{
    /// <summary>Kills at each kind of call in the short form.</summary>
    private const int Sample = 8;

    // Of several writes each.
    private static readonly (string Name, byte[] Content)[] Files = [.. Enumerable.Range(1, 3).Select(number => ($"{number}.txt", Encoding.UTF8.GetBytes(new string((char)('a' + number), 150_000))))];

    [Fact]
    public async Task Killed_anywhere_what_is_listed_is_whole_and_the_rest_can_be_brought()
    {
        Form.NeedsFaults();
        using var folder = new TempFolder();
        var points = await PointsAsync(folder);
        var chosen = Form.Choose(points, point => point.Call, Sample);
        var (killed, whole, wrong) = (0, 0, new List<string>());
        foreach (var (point, at) in chosen.Select((point, at) => (point, at)))
        {
            var data = folder[$"killed-{at}"];
            bool isKilled;
            using (var site = new DeskSite(data, [.. Strace.Killing(Nowhere, point.Call, point.Index, Watched(data))]))
            {
                await site.OpenFormAsync();
                isKilled = !await IsAnsweredAsync(site);
            }

            using var next = new DeskSite(data);
            await next.OpenFormAsync();
            var listed = next.Stages.All().SelectMany(stage => next.Stages.Files(stage.Id)).ToList();
            (killed, whole) = (killed + (isKilled ? 1 : 0), whole + listed.Count);
            // Bytes that no stage lists go with those that nobody confirms.
            wrong.AddRange(DeskSite.WrongIn(next.Stages, next.StagedPaths).Where(sentence => !sentence.EndsWith("is listed nowhere", StringComparison.Ordinal)).Select(sentence => $"killed at {point}: {sentence}"));
            wrong.AddRange(listed.GroupBy(file => file.Name).Where(name => name.Count() > 1).Select(name => $"killed at {point}: {name.Key} is listed twice"));
            var stage = await next.BringAsync([.. Files.Where(file => listed.TrueForAll(there => there.Name != file.Name)), ("more.txt", "more"u8.ToArray())]);
            await next.WaitForJobsAsync();
            wrong.AddRange(next.Stages.All().Sum(one => next.Stages.Files(one.Id).Count) == Files.Length + 1 ? [] : [$"killed at {point}: stage {stage} and those before do not have each file once"]);
            new Stages(next.DeskFile, Path.Combine(data, Stages.FolderName), new StageLimits(), new LaterClock()).DropForgotten();
            wrong.AddRange(next.StagedPaths.Select(path => $"killed at {point}: {path} stays for ever"));
        }

        output.WriteLine($"an upload: {points.Count} points, {chosen.Count} tried, {killed} killed, {whole} files were whole by then, {wrong.Count} wrong");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(killed >= chosen.Count * 0.6, $"only {killed} of {chosen.Count} servers were killed");
    }

    // Of the record and the copy an upload writes nothing.
    private const string Nowhere = "/nowhere";

    private static IEnumerable<string> Watched(string data) =>
        [.. new[] { "", "-wal", "-shm" }.Select(end => Path.Combine(data, DeskFile.FileName + end)), .. Enumerable.Range(1, Files.Length).Select(number => Path.Combine(data, Stages.FolderName, "1", $"{number}"))];

    private static async Task<IReadOnlyList<(string Call, int Index)>> PointsAsync(TempFolder folder)
    {
        var (data, log) = (folder["watched"], folder["log"]);
        using (var site = new DeskSite(data, [.. Strace.Watching(Nowhere, log, Watched(data))]))
        {
            await site.OpenFormAsync();
            Assert.True(await IsAnsweredAsync(site), "the upload that is only watched was not taken");
        }

        return [.. Strace.Read(log).GroupBy(change => change.Call)
            .SelectMany(call => Enumerable.Range(1, call.GroupBy(change => change.Thread).Max(thread => thread.Count())).Select(index => (call.Key, index)))];
    }

    private static async Task<bool> IsAnsweredAsync(DeskSite site)
    {
        var form = DeskSite.Form(Files);
        try
        {
            using var line = await site.BeginUploadAsync($"Content-Length: {form.Length}");
            var stream = line.GetStream();
            await stream.WriteAsync(form);
            return await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false) > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddHours(49);
    }
}
