namespace Archive.Tests.Storage.Desk;

public sealed class DeskFileTests : IDisposable
{
    private const UnixFileMode OfOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DeskFolder desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void A_desk_is_its_owners_alone_with_all_that_stands_beside_it()
    {
        desk.Keepers.Reset("Ada", "hash");

        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var file in Directory.GetFiles(desk.Folder))
        {
            Assert.Equal(OfOwner, System.IO.File.GetUnixFileMode(file));
        }

        Assert.Contains(Path.Combine(desk.Folder, "desk.db-wal"), Directory.GetFiles(desk.Folder));
    }

    [Fact]
    public void A_desk_that_was_more_open_is_closed_to_others_again()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        System.IO.File.SetUnixFileMode(desk.File.Path, OfOwner | UnixFileMode.OtherRead);

        using var again = DeskFile.Open(desk.Folder);

        Assert.Equal(OfOwner, System.IO.File.GetUnixFileMode(again.Path));
    }

    [Fact]
    public void A_desk_is_found_again()
    {
        desk.Keepers.Reset("Ada", "hash");

        using var again = DeskFile.Open(desk.Folder);

        Assert.Equal("hash", new Keepers(again, desk.Clock).Find("ada")!.PasswordHash);
    }

    [Fact]
    public void Two_programs_may_use_one_desk()
    {
        using var other = DeskFile.Open(desk.Folder);

        Parallel.For(0, 40, i => new Keepers(i % 2 == 0 ? desk.File : other, desk.Clock).Reset($"Keeper {i}", "hash"));

        Assert.Equal(40, desk.Keepers.All().Count);
    }

    [Fact]
    public void Where_nothing_can_be_written_there_is_no_desk_and_nothing_fails()
    {
        var closed = DeskFile.Open(Path.Combine(desk.Folder, "missing"));

        Assert.Contains("not changed", closed.Closed, StringComparison.Ordinal);
        Assert.Throws<ArchiveFileException>(() => new Keepers(closed, desk.Clock).All());
    }

    [Fact]
    public void Another_database_is_no_desk()
    {
        using var other = new TestArchive();
        System.IO.File.Copy(other.File.Path, Path.Combine(desk.Folder, "sub.db"));
        var folder = Directory.CreateDirectory(Path.Combine(desk.Folder, "sub")).FullName;
        System.IO.File.Move(Path.Combine(desk.Folder, "sub.db"), Path.Combine(folder, DeskFile.FileName));

        Assert.Contains("no desk", Assert.Throws<ArchiveFileException>(() => DeskFile.Open(folder)).Message, StringComparison.Ordinal);
    }
}
