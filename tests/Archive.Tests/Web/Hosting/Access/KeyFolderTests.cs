using Archive.Tests.Storage;

namespace Archive.Tests.Web.Hosting.Access;

public sealed class KeyFolderTests
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public async Task The_keys_lie_in_a_folder_of_their_owner_and_are_used_again()
    {
        using var archive = new TestArchive();
        await StartAndStopAsync(archive);
        var keys = Directory.GetFiles(Folder(archive));

        await StartAndStopAsync(archive);

        Assert.Equal(keys, Directory.GetFiles(Folder(archive)));
        Assert.Single(keys);
        Assert.True(OperatingSystem.IsWindows() || new DirectoryInfo(Folder(archive)).UnixFileMode == Owner);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherExecute)]
    [InlineData(UnixFileMode.OtherRead | UnixFileMode.OtherExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute)]
    public void A_site_whose_keys_others_may_read_does_not_start(UnixFileMode others)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var archive = new TestArchive();
        Directory.CreateDirectory(Folder(archive));
        File.SetUnixFileMode(Folder(archive), Owner | others);

        Assert.Contains("chmod 700", Assert.Throws<ArchiveFileException>(() => ArchiveSite.Build(archive.File, "http://127.0.0.1:0")).Message, StringComparison.Ordinal);
    }

    private static string Folder(TestArchive archive) => Path.Combine(archive.Folder, KeyFolder.Name);

    private static async Task StartAndStopAsync(TestArchive archive)
    {
        await using var site = ArchiveSite.Build(archive.File, "http://127.0.0.1:0");
        await site.StartAsync(TestContext.Current.CancellationToken);
        await site.StopAsync(TestContext.Current.CancellationToken);
    }
}
