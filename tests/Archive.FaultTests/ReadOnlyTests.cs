using System.Net;

namespace Archive.FaultTests;

/// <summary>Where nothing can be written, what is there is read; and whoever only reads makes nothing.</summary>
public sealed class ReadOnlyTests
{
    private const int Room = 32_768;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_archive_at_rest_is_read_and_nothing_is_made(bool isKilled)
    {
        Form.NeedsFaults();
        using var disk = new Disk(Room);
        var expected = Seeds(disk.Data, isKilled);
        disk.Remount("ro");
        var (before, others) = (Listing(disk.Data), Copies().ToList());

        var export = BuiltProgram.Run("export", "--data", disk.Data);
        Assert.True(export.Exit == 0 && export.Error.Length == 0, export.ToString());
        Assert.Equal(expected, export.Bytes);
        var search = BuiltProgram.Run("search", "probation", "--data", disk.Data);
        Assert.True(search.Exit == 0 && search.Text.Contains("20 hits", StringComparison.Ordinal), search.ToString());
        var verify = BuiltProgram.Run("verify", "--data", disk.Data);
        Assert.True(verify.Exit == 0 && verify.Text.Contains("60 comments: sound", StringComparison.Ordinal), verify.ToString());
        using (var site = new Site(disk.Data))
        {
            Assert.Equal((HttpStatusCode.OK, "ok"), site.Get("/healthz"));
            Assert.Contains("Maude", site.Get("/probationmatters/2014/02/power-to-people").Text, StringComparison.Ordinal);
            Assert.Contains("Andrew Hatton", site.Get("/search?q=by:Hatton").Text, StringComparison.Ordinal);
        }

        Assert.Equal(before, Listing(disk.Data));
        Assert.Empty(Copies().Except(others));
    }

    [Fact]
    public void A_reading_copy_that_is_behind_says_so()
    {
        Form.NeedsFaults();
        var whole = Wholes.Of("an import that adds captures");
        var fault = whole.Faults.First(fault => fault.Change.Call == "pwrite64" && fault.Change.Path.EndsWith("/archive.db-wal", StringComparison.Ordinal));
        using var disk = new Disk(Room);
        TempFolder.Copy(whole.Before, disk.Data);
        Assert.True(Strace.Kill(fault, disk.Data, whole.Traced, whole.Scenario.WorkIn(disk.Data)));
        disk.Remount("ro");

        var search = BuiltProgram.Run("search", "probation", "--data", disk.Data);
        Assert.True(search.Exit == 0 && search.Error.Contains("nothing can be written here to bring it up to date", StringComparison.Ordinal), search.ToString());
        var verify = BuiltProgram.Run("verify", "--data", disk.Data);
        Assert.True(verify.Exit == 1 && !verify.Text.Contains("sound", StringComparison.Ordinal), verify.ToString());

        disk.Remount("rw");
        Assert.Empty(whole.Check(disk.Data));
    }

    [Theory]
    [InlineData("import SEEDS")]
    [InlineData("undo 1 --yes")]
    [InlineData("blog probationmatters --title Probation")]
    [InlineData("rebuild")]
    public void Writing_is_refused_in_one_line(string command)
    {
        Form.NeedsFaults();
        using var disk = new Disk(Room);
        Seeds(disk.Data, isKilled: false);
        disk.Remount("ro");

        var run = WarmProgram.Run([.. command.Replace("SEEDS", Checkout.Seeds, StringComparison.Ordinal).Split(' '), "--data", disk.Data]);

        Assert.True(run.Exit == 1, run.ToString());
        Assert.EndsWith(": the file system is read-only", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("0.3")]
    public void An_earlier_archive_that_cannot_be_upgraded_says_so(string version)
    {
        Form.NeedsFaults();
        using var disk = new Disk(Room);
        Scenario.Named($"an upgrade from {version}").Prepare(disk.Data);
        disk.Remount("ro");

        var run = WarmProgram.Run("export", "--data", disk.Data);

        Assert.True(run.Exit == 1, run.ToString());
        Assert.EndsWith("nothing can be written here to bring it up to date", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search probation")]
    [InlineData("export")]
    [InlineData("verify")]
    [InlineData("record")]
    [InlineData("record verify")]
    [InlineData("rebuild")]
    [InlineData("undo 1 --yes")]
    [InlineData("blog probationmatters")]
    public void A_folder_without_an_archive_stays_as_it_is(string command)
    {
        Form.NeedsFaults();
        using var folder = new TempFolder();
        foreach (var data in new[] { folder.Data, folder.Path })
        {
            var run = WarmProgram.Run([.. command.Split(' '), "--data", data]);
            Assert.True(run.Exit == 1 && run.Error.StartsWith("archive: there is no archive in", StringComparison.Ordinal), run.ToString());
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("archive.db", true)]
    [InlineData("record.db", true)]
    [InlineData("record.db", false)]
    public void An_emptied_file_is_not_sound_and_costs_nothing_more(string file, bool isEmptied)
    {
        Form.NeedsFaults();
        using var folder = new TempFolder();
        var expected = Seeds(folder.Data, isKilled: false);
        var path = Path.Combine(folder.Data, file);
        var whole = File.ReadAllBytes(path);
        File.Delete(path);
        if (isEmptied)
        {
            File.WriteAllBytes(path, []);
        }

        foreach (var command in new[] { "verify", "export", $"import {Checkout.Seeds}", "verify", "rebuild" })
        {
            var run = WarmProgram.Run([.. command.Split(' '), "--data", folder.Data]);
            Assert.True(run.Exit == 1 && !run.Text.Contains("sound", StringComparison.Ordinal), run.ToString());
            Assert.Single(run.Error.TrimEnd().Split('\n'));
        }

        File.WriteAllBytes(path, whole);
        Assert.Equal(expected, WarmProgram.Run("export", "--data", folder.Data).Bytes);
        Assert.Equal(0, WarmProgram.Run("verify", "--data", folder.Data).Exit);
    }

    [Fact]
    public void A_reading_copy_that_is_gone_is_made_again()
    {
        Form.NeedsFaults();
        using var folder = new TempFolder();
        var expected = Seeds(folder.Data, isKilled: false);
        File.Delete(Path.Combine(folder.Data, "archive.db"));

        Assert.Equal(expected, WarmProgram.Run("export", "--data", folder.Data).Bytes);
    }

    // Killed at its end, an import leaves all that it brought in the log of the file.
    private static byte[] Seeds(string data, bool isKilled)
    {
        using var folder = new TempFolder();
        var import = WarmProgram.Run("import", Checkout.Seeds, "--data", folder.Data);
        Assert.True(import.Exit == 0, import.ToString());
        var expected = WarmProgram.Run("export", "--data", folder.Data).Bytes;
        if (isKilled)
        {
            var whole = Wholes.Of("an import into an empty archive");
            var fault = whole.Faults.Last(fault => fault.Change is { Call: "fsync" } && fault.Change.Path.EndsWith("/archive.db-wal", StringComparison.Ordinal));
            TempFolder.Copy(whole.Before, data);
            Assert.True(Strace.Kill(fault, data, whole.Traced, whole.Scenario.WorkIn(data)));
            Assert.True(new FileInfo(Path.Combine(data, "archive.db-wal")).Length > 0);
            // A medium that was taken elsewhere brings none of these along.
            foreach (var index in Directory.EnumerateFiles(data, "*-shm"))
            {
                File.Delete(index);
            }
        }
        else
        {
            TempFolder.Copy(folder.Data, data);
        }

        return expected;
    }

    private static List<string> Listing(string data) =>
        [.. Directory.EnumerateFiles(data).Order(StringComparer.Ordinal).Select(file => $"{file} {new FileInfo(file).Length}")];

    // What reading leaves among the temporary files, where a program that was killed may have left something before.
    private static IEnumerable<string> Copies() => Directory.EnumerateDirectories(Path.GetTempPath(), "archive-??????")
        .Where(folder => File.Exists(Path.Combine(folder, "archive.db")) || File.Exists(Path.Combine(folder, "record.db")));
}
