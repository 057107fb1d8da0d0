namespace Archive.Tests.Storage;

/// <summary>A file that another program has for itself at the moment, as while it brings a log back after a crash, is waited for and not refused.</summary>
public sealed class ConnectionWaitTests : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("archive-test-wait-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public Task A_desk_waits()
    {
        DeskFile.Open(folder.FullName).Dispose();
        return WaitsAsync(DeskFile.FileName, () => DeskFile.Open(folder.FullName).Dispose());
    }

    [Fact]
    public Task A_record_waits_for_its_writer() => WaitsAsync(Made("record.db"), () => SqliteRecord.OpenWriter(At("record.db")).Dispose());

    [Fact]
    public Task A_record_waits_for_its_readers() => WaitsAsync(Made("record.db"), () => SqliteRecord.OpenReader(At("record.db")).Dispose());

    [Fact]
    public Task A_writer_of_a_copy_waits() => WaitsAsync(Made("record.db"), () => ConnectionSettings.OpenWriter(At("record.db")).Dispose());

    [Fact]
    public Task Finished_pages_wait()
    {
        var page = new StoredPage("/blog", "", 1, "state", "names", "tag", "headers", 0, "page"u8.ToArray());
        using (var store = new FinishedStore(folder.FullName))
        {
            store.Put([page]);
        }

        return WaitsAsync(FinishedStore.FileName, () =>
        {
            using var store = new FinishedStore(folder.FullName);
            Assert.NotNull(store.Find(page.Path, page.Query));
        });
    }

    private string At(string name) => Path.Combine(folder.FullName, name);

    private string Made(string name)
    {
        SqliteRecord.OpenWriter(At(name)).Dispose();
        return name;
    }

    private async Task WaitsAsync(string name, Action open)
    {
        var holder = new Connection(ConnectionSettings.Open(At(name)));
        holder.Execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; PRAGMA user_version; COMMIT");
        var release = Task.Run(async () =>
        {
            await Task.Delay(Moment);
            holder.Dispose();
        });

        open();

        Assert.True(release.IsCompleted, "the file was opened while another program had it for itself");
        await release;
    }
}
