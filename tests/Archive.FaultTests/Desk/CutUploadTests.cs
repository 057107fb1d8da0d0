using System.Diagnostics;
using System.Net.Sockets;

namespace Archive.FaultTests.Desk;

/// <summary>Uploads break off anywhere: nothing of half a file stays, and what the stage lists is there.</summary>
public sealed class CutUploadTests(ITestOutputHelper output)
{
    private const int InLongForm = 1_000, InShortForm = 60;

    /// <summary>One less than a keeper may have, so that the one that is not cut has a turn.</summary>
    private const int AtOnce = 3;

    /// <summary>Threads, readers of files and connections come and go; of forty uploads and more that leak one each it would be more.</summary>
    private const int MoreDescriptors = 16;

    private const long MoreMemory = 48L * 1024 * 1024;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Of_uploads_that_break_off_no_half_file_stays()
    {
        Form.NeedsFaults();
        using var folder = new TempFolder();
        using var site = new DeskSite(folder.Data);
        await site.OpenFormAsync();
        var stage = await site.BringAsync(("first.txt", "first"u8.ToArray()));
        await site.WaitForJobsAsync();
        var generated = new Random(12);
        var cuts = Enumerable.Range(0, Form.IsLong ? InLongForm : InShortForm).Select(number => Cut(number, generated)).ToList();
        // The first of them warm the server up.
        await SendAllAsync(site, stage, cuts[..(cuts.Count / 3)]);
        await WaitUntilQuietAsync(site);
        var (memory, descriptors) = (site.ResidentBytes, site.Descriptors);
        await SendAllAsync(site, stage, cuts[(cuts.Count / 3)..]);
        var quiet = await WaitUntilQuietAsync(site);
        var whole = await site.BringAsync(("last.txt", "last"u8.ToArray()));
        await site.WaitForJobsAsync();

        var kept = site.Stages.All().Sum(one => site.Stages.Files(one.Id).Count);
        output.WriteLine($"{cuts.Count} uploads of {cuts.Sum(cut => cut.Bytes.Length) / 1e6:0} MB broke off; {kept} files had come whole, in {site.Stages.All().Count} stages; quiet after {quiet.TotalSeconds:0.0} s; "
            + $"memory {memory / 1e6:0} → {site.ResidentBytes / 1e6:0} MB, descriptors {descriptors} → {site.Descriptors}");
        Assert.Empty(DeskSite.WrongIn(site.Stages, site.StagedPaths));
        Assert.Equal("last.txt", Assert.Single(site.Stages.Files(whole)).Name);
        Assert.Equal("ok", site.Site.Get("/healthz").Text);
        Assert.InRange(site.ResidentBytes, 0, memory + MoreMemory);
        Assert.InRange(site.Descriptors, 0, descriptors + MoreDescriptors);
    }

    // A form of some files, the length of what is sent of it, and how the line ends.
    private static (byte[] Bytes, int Sent, bool IsReset, bool IsIntoStage) Cut(int number, Random generated)
    {
        var files = new (string, byte[])[generated.Next(1, 5)];
        foreach (ref var file in files.AsSpan())
        {
            var content = new byte[generated.Next(1, 200_000)];
            generated.NextBytes(content);
            file = ($"{number}-{generated.Next(1_000_000)}.txt", content);
        }

        var form = DeskSite.Form(files);
        return (form, generated.Next(0, form.Length), generated.Next(2) == 0, generated.Next(2) == 0);
    }

    private static Task SendAllAsync(DeskSite site, long stage, IEnumerable<(byte[] Bytes, int Sent, bool IsReset, bool IsIntoStage)> cuts) =>
        Parallel.ForEachAsync(cuts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (cut, cancel) =>
        {
            using var line = await site.BeginUploadAsync($"Content-Length: {cut.Bytes.Length}", query: cut.IsIntoStage ? $"?{BringModel.StageKey}={stage}" : "");
            var stream = line.GetStream();
            await stream.WriteAsync(cut.Bytes.AsMemory(0, cut.Sent), cancel);
            if (cut.IsReset)
            {
                // Some is still on the way then.
                line.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            else
            {
                line.Client.Shutdown(SocketShutdown.Send);
                try
                {
                    await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, cancel);
                }
                catch (IOException)
                {
                    // The server has let go as well.
                }
            }
        });

    private static async Task<TimeSpan> WaitUntilQuietAsync(DeskSite site)
    {
        var waited = Stopwatch.StartNew();
        while (DeskSite.WrongIn(site.Stages, site.StagedPaths) is [var wrong, ..])
        {
            Assert.True(waited.Elapsed < Quiet, wrong);
            await Task.Delay(100);
        }

        return waited.Elapsed;
    }
}
