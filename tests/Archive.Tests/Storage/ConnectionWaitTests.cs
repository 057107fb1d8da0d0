namespace Archive.Tests.Storage;

/// <summary>A file that another program has for itself at the moment, as while it brings a log back after a crash, is waited for and not refused.</summary>
public sealed class ConnectionWaitTests : IDisposable
{
    // Much less than anything waits, since a full machine makes it longer.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("archive-test-wait-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_desk_waits()
    {
        DeskFile.Open(folder.FullName).Dispose();
        Waits(DeskFile.FileName, () => DeskFile.Open(folder.FullName).Dispose());
    }

    [Fact]
    public void A_record_waits_for_its_writer() => Waits(Made("record.db"), () => SqliteRecord.OpenWriter(At("record.db")).Dispose());

    [Fact]
    public void A_record_waits_for_its_readers() => Waits(Made("record.db"), () => SqliteRecord.OpenReader(At("record.db")).Dispose());

    [Fact]
    public void A_writer_of_a_copy_waits() => Waits(Made("record.db"), () => ConnectionSettings.OpenWriter(At("record.db")).Dispose());

    private string At(string name) => Path.Combine(folder.FullName, name);

    private string Made(string name)
    {
        SqliteRecord.OpenWriter(At(name)).Dispose();
        return name;
    }

    private void Waits(string name, Action open)
    {
        var holder = new Connection(ConnectionSettings.Open(At(name)));
        holder.Execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; PRAGMA user_version; COMMIT");
        var isHeld = true;
        // A thread of its own: those of the pool are busy with other tests.
        var release = new Thread(() =>
        {
            Thread.Sleep(Moment);
            Volatile.Write(ref isHeld, false);
            holder.Dispose();
        });
        release.Start();

        open();

        Assert.False(Volatile.Read(ref isHeld), "the file was opened while another program had it for itself");
        release.Join();
    }
}
