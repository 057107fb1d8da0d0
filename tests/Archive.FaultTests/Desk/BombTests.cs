using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Net;

namespace Archive.FaultTests.Desk;

/// <summary>Zips that hold far more than they say, that hold themselves, or that name files elsewhere.</summary>
public sealed class BombTests(ITestOutputHelper output)
{
    /// <summary>From the beginning of the upload to the end of its preview, in which each is tried in a process of its own.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private const string TooDeep = "a zip in a zip in a zip", Bomb = "it holds far more than its size";

    public static TheoryData<string, string> Zips => new()
    {
        { "quine", TooDeep }, { "ten deep", TooDeep }, { "sixteen by sixteen", TooDeep }, { "zeros", Bomb }, { "overlapping", Bomb }, { "lying about its size", "it is damaged" },
    };

    [Fact]
    public void A_quine_holds_itself()
    {
        Form.NeedsFaults();
        var quine = QuineZip.Make();
        using var zip = new ZipArchive(new MemoryStream(quine));
        using var content = new MemoryStream();
        using (var entry = Assert.Single(zip.Entries).Open())
        {
            entry.CopyTo(content);
        }

        output.WriteLine($"a zip of {quine.Length} bytes that holds itself");
        Assert.Equal(quine, content.ToArray());
    }

    [Theory]
    [MemberData(nameof(Zips))]
    public async Task A_bomb_is_stopped_and_its_stage_says_so(string kind, string message)
    {
        Form.NeedsFaults();
        using var folder = new TempFolder();
        using var site = new DeskSite(folder.Data);
        await site.OpenFormAsync();
        var bomb = Make(kind);
        await site.BringAsync(("warm.txt", "warm"u8.ToArray()));
        await site.WaitForJobsAsync();
        var before = site.ResidentBytes;

        var elapsed = Stopwatch.StartNew();
        var stage = await site.BringAsync(("bomb.zip", bomb), ("beside.txt", "It was the best of times."u8.ToArray()));
        var most = 0L;
        while (site.Jobs.Open().Count > 0)
        {
            Assert.True(elapsed.Elapsed < DeskSite.Patience, "the bomb is still being tried");
            most = Math.Max(most, site.StagedPaths.Sum(Length));
            await Task.Delay(10);
        }

        var refusals = site.Stages.Files(stage).Where(file => file.Name.StartsWith("bomb.zip", StringComparison.Ordinal)).Select(file => file.Refusal ?? "").ToList();
        output.WriteLine($"{kind}: {bomb.Length:N0} bytes, {elapsed.Elapsed.TotalSeconds:0.0} s until all was said, {most:N0} bytes in the stages at most; memory {before / 1e6:0} → {site.ResidentBytes / 1e6:0} MB; {refusals.Distinct().First()}");
        Assert.All(refusals, refusal => Assert.Contains(message, refusal, StringComparison.Ordinal));
        Assert.NotEmpty(refusals);
        Assert.True(elapsed.Elapsed < Soon, $"{elapsed.Elapsed}");
        Assert.Empty(DeskSite.WrongIn(site.Stages, site.StagedPaths));
        using var page = await site.GetAsync(StageAddress.Of(stage));
        Assert.Contains(message, WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Contains(site.Stages.Files(stage), file => file.Name == "beside.txt");
    }

    [Fact]
    public async Task Names_that_point_elsewhere_are_labels()
    {
        Form.NeedsFaults();
        using var folder = new TempFolder();
        using var site = new DeskSite(folder.Data);
        await site.OpenFormAsync();
        string[] names =
        [
            "../../../slipped.txt", "..\\..\\slipped.txt", $"{folder.Path}/slipped.txt", "C:\\slipped.txt", "//host/slipped.txt", "a/../../slipped.txt", "./slipped.txt", "slipped.txt/../../../slipped.txt",
            "..", "con.txt", "a\0/slipped.txt", "/proc/self/slipped.txt",
        ];
        var outside = Outside();
        using var zip = new MemoryStream();
        using (var made = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
            {
                using var content = made.CreateEntry(name).Open();
                content.Write("slipped"u8);
            }

            // A link of the system, and a file below it.
            var link = made.CreateEntry("link");
            link.ExternalAttributes = unchecked((int)0xA1FF0000);
            using (var content = link.Open())
            {
                content.Write(System.Text.Encoding.UTF8.GetBytes(folder.Path));
            }

            using var below = made.CreateEntry("link/slipped.txt").Open();
            below.Write("slipped"u8);
        }

        var stage = await site.BringAsync([("slips.zip", zip.ToArray()), .. names.Where(name => !name.Contains('\0', StringComparison.Ordinal)).Select(name => (name, "slipped"u8.ToArray()))]);
        await site.WaitForJobsAsync();

        var files = site.Stages.Files(stage);
        output.WriteLine($"{names.Length} names in a zip and as files: {files.Count} files are staged: {string.Join(" · ", files.Select(file => file.Name))}");
        Assert.True(files.Count >= names.Length, "most of them are files all the same");
        Assert.Equal(outside, Outside());
        Assert.Empty(DeskSite.WrongIn(site.Stages, site.StagedPaths));
        Assert.All(site.StagedPaths, path => Assert.True(int.TryParse(Path.GetFileName(path), out _), path));

        // The site's own finished pages may come at any time.
        IReadOnlyList<string> Outside() =>
            [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Path.GetTempPath(), "slipped*")).Concat(Directory.EnumerateFiles("/", "slipped*"))
                .Where(path => !path.StartsWith(Path.Combine(folder.Data, Stages.FolderName), StringComparison.Ordinal) && !path.StartsWith(Path.Combine(folder.Data, FinishedStore.FileName), StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)];
    }

    private static long Length(string path)
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    private static byte[] Make(string kind) => kind switch
    {
        "quine" => QuineZip.Make(),
        "ten deep" => Enumerable.Range(0, 10).Aggregate("text"u8.ToArray(), (inner, depth) => Zip(1, depth == 0 ? "a.txt" : "a.zip", inner)),
        "sixteen by sixteen" => Enumerable.Range(0, 4).Aggregate(Zip(1, "a.txt", new byte[16 * 1024 * 1024]), (inner, _) => Zip(16, "a.zip", inner)),
        "zeros" => Zip(1, "a.txt", new byte[100 * 1024 * 1024]),
        "overlapping" => Overlapping(2_000),
        "lying about its size" => Lying(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static byte[] Zip(int count, string name, byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < count; i++)
            {
                using var entry = zip.CreateEntry($"{i}-{name}").Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    // One text that shrinks to a tenth, and a list that names it many times.
    private static byte[] Overlapping(int times)
    {
        var one = Zip(1, "a.txt", System.Text.Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Range(0, 40_000).Select(n => (n * 7919) % 100_003))));
        var end = one.AsSpan(^22);
        var at = BinaryPrimitives.ReadInt32LittleEndian(end[16..]);
        var central = one[at..^22];
        byte[] many = [.. one[..at], .. Enumerable.Repeat(central, times).SelectMany(entry => entry), .. end];
        var last = many.AsSpan(^22);
        BinaryPrimitives.WriteInt16LittleEndian(last[8..], (short)times);
        BinaryPrimitives.WriteInt16LittleEndian(last[10..], (short)times);
        BinaryPrimitives.WriteInt32LittleEndian(last[12..], central.Length * times);
        return many;
    }

    // Its list says ten bytes where there are megabytes.
    private static byte[] Lying()
    {
        var zip = Zip(1, "a.txt", new byte[100 * 1024 * 1024]);
        var at = BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan()[^6..]);
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan()[(at + 24)..], 10);
        return zip;
    }
}
