using System.Diagnostics;

namespace Archive.FaultTests;

/// <summary>A small disk in memory that can fill up, and be made read-only.</summary>
internal sealed class Disk : IDisposable
{
    private readonly TempFolder folder = new();
    private bool isMounted;

    /// <param name="kilobytes">How much there is room for.</param>
    public Disk(int kilobytes)
    {
        var (exit, message) = Command("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "archive-fault", folder.Path);
        isMounted = exit == 0;
        if (!isMounted)
        {
            folder.Dispose();
            Assert.Skip($"mounting a file system is not permitted here: {message.Trim()}");
        }
    }

    public string Data => folder.Data;

    /// <summary>Changes what a mounted disk is: <c>size=8m</c>, <c>ro</c>.</summary>
    public void Remount(string options)
    {
        var (exit, message) = Command("mount", "-o", $"remount,{options}", folder.Path);
        Assert.True(exit == 0, message);
    }

    public void Dispose()
    {
        if (isMounted)
        {
            isMounted = false;
            // Connections of this process that wait for their end would keep the disk busy.
            _ = Command("umount", "--lazy", folder.Path);
            folder.Dispose();
        }
    }

    private static (int Exit, string Message) Command(params string[] command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
            var message = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, message);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}
