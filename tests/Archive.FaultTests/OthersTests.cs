using System.Diagnostics;
using System.Net;

namespace Archive.FaultTests;

/// <summary>Nobody waits for another who has stopped, and a server notices when its files are exchanged.</summary>
public sealed class OthersTests
{
    private const string Post = "/probationmatters/2014/02/power-to-people";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public void An_export_that_is_paused_does_not_hold_an_import()
    {
        Form.NeedsFaults();
        using var folder = new TempFolder();
        foreach (var blog in new[] { "one", "two", "three", "four" })
        {
            var kept = WarmProgram.Run("import", Checkout.Seeds, "--blog", blog, "--data", folder.Data);
            Assert.True(kept.Exit == 0, kept.ToString());
        }

        var expected = BuiltProgram.Run("export", "--data", folder.Data).Bytes;
        using var export = BuiltProgram.Start([], "export", "--data", folder.Data);
        var read = new MemoryStream();
        // It has begun, and has more to say than a pipe holds.
        read.WriteByte((byte)export.StandardOutput.BaseStream.ReadByte());
        Assert.False(export.WaitForExit(TimeSpan.FromSeconds(1)));
        BuiltProgram.Signal(export, "STOP");

        var elapsed = Stopwatch.StartNew();
        var import = BuiltProgram.Run("import", Checkout.Seeds, "--data", folder.Data);
        var needed = elapsed.Elapsed;

        BuiltProgram.Signal(export, "CONT");
        export.StandardOutput.BaseStream.CopyTo(read);
        export.WaitForExit();
        Assert.True(import.Exit == 0 && needed < Soon, $"after {needed.TotalSeconds:0} s: {import}");
        Assert.Equal(0, export.ExitCode);
        Assert.Equal(expected, read.ToArray());
        Assert.Equal(0, BuiltProgram.Run("verify", "--data", folder.Data).Exit);
    }

    [Fact]
    public void A_server_whose_folder_is_exchanged_is_not_well_until_it_reads_the_new_one()
    {
        Form.NeedsFaults();
        using var folder = new TempFolder();
        Before("an import that adds captures", folder.Data);
        Before("an import that adds captures", folder["next"]);
        var newer = BuiltProgram.Run("import", Checkout.Seeds, "--data", folder["next"]);
        Assert.True(newer.Exit == 0, newer.ToString());
        using var site = new Site(folder.Data);
        Assert.Equal((HttpStatusCode.OK, "ok"), site.Get("/healthz"));
        Assert.DoesNotContain("Disputes, Transfer", site.Get(Post).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Listen here ministry", site.Get("/search?q=gremlins").Text, StringComparison.Ordinal);

        Directory.Move(folder.Data, folder["moved"]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, site.Get("/healthz").Status);
        Directory.Move(folder["next"], folder.Data);

        Assert.Equal((HttpStatusCode.OK, "ok"), site.Get("/healthz", answer => answer.Status == HttpStatusCode.OK));
        Assert.Contains("Disputes, Transfer", site.Get(Post).Text, StringComparison.Ordinal);
        Assert.Contains("Listen here ministry", site.Get("/search?q=gremlins").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_reads_the_copy_that_a_rebuild_puts_in_place()
    {
        Form.NeedsFaults();
        using var folder = new TempFolder();
        Before("an import that adds captures", folder.Data);
        using var site = new Site(folder.Data);
        Assert.DoesNotContain("Disputes, Transfer", site.Get(Post).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Listen here ministry", site.Get("/search?q=gremlins").Text, StringComparison.Ordinal);

        var rebuild = BuiltProgram.Run("rebuild", "--data", folder.Data);
        Assert.True(rebuild.Exit == 0, rebuild.ToString());
        Assert.Equal((HttpStatusCode.OK, "ok"), site.Get("/healthz"));
        Assert.Equal(HttpStatusCode.OK, site.Get(Post).Status);
        var import = BuiltProgram.Run("import", Checkout.Seeds, "--data", folder.Data);
        Assert.True(import.Exit == 0, import.ToString());

        Assert.Contains("Disputes, Transfer", site.Get(Post).Text, StringComparison.Ordinal);
        Assert.Contains("Listen here ministry", site.Get("/search?q=gremlins").Text, StringComparison.Ordinal);
    }

    private static void Before(string scenario, string data) => Scenario.Named(scenario).Prepare(data);
}
