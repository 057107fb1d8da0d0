namespace Archive.FaultTests;

/// <summary>A disk that really fills up: what does not fit is refused in one line, and once there is room the same work is done.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    /// <summary>Sizes that an import of the seeds outgrows sooner or later, in KiB.</summary>
    private static readonly int[] Sizes = [.. Enumerable.Range(0, 64).Select(i => 8 + (i * 32))];

    public static TheoryData<string> Scenarios => ["an import into a new folder", "an import that adds captures", "a rebuild", "an upgrade from 0.2"];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void What_does_not_fit_is_refused_and_done_when_there_is_room(string name)
    {
        Form.NeedsFaults();
        var whole = Wholes.Of(name);
        var needed = Directory.Exists(whole.Before) ? Directory.EnumerateFiles(whole.Before).Sum(file => 4 + (new FileInfo(file).Length / 1024)) : 0;
        var (refused, wrong) = (0, new List<string>());
        var sizes = Form.Choose(Sizes, _ => 1, 3);
        foreach (var size in sizes)
        {
            using var disk = new Disk((int)needed + size);
            TempFolder.Copy(whole.Before, disk.Data);
            var run = BuiltProgram.Run(whole.Scenario.WorkIn(disk.Data));
            refused += run.Exit;
            var last = run.Error.TrimEnd().Split('\n')[^1];
            if (run.Exit is not 0 and not 1 || (run.Exit == 1 && !IsReason(last)) || run.Error.Contains("   at ", StringComparison.Ordinal))
            {
                wrong.Add($"{size} KiB: it does not say why: {run}");
            }

            disk.Remount("size=64m");
            wrong.AddRange(whole.Check(disk.Data).Select(sentence => $"{size} KiB: {sentence}"));
        }

        output.WriteLine($"{name}: {sizes.Count} sizes, {refused} too small, {wrong.Count} wrong");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(refused > 0, "no disk was too small");
    }

    private static bool IsReason(string line) => line.StartsWith("archive: ", StringComparison.Ordinal)
        && (line.EndsWith("the disk is full", StringComparison.Ordinal) || line.Contains("No space left", StringComparison.Ordinal));
}
