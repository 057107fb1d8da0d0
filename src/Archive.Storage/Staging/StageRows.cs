using System.Buffers;
using System.Globalization;

namespace Archive.Storage.Staging;

/// <summary>Bytes of stages in rows of the desk, a part in each, so that whichever machine does a job has them.</summary>
/// <remarks>With their stage they go by themselves. Part 0 of a file is empty, and takes its number.</remarks>
/// <param name="folder">Of this machine, for the files that a reader of files asks for.</param>
internal sealed class StageRows(DeskHome desk, string folder, TimeProvider clock) : StagedBytes
{
    /// <summary>One part is held in memory by whoever writes or reads.</summary>
    private const int PartBytes = 1024 * 1024;

    /// <summary>More than is read of a file to know whose it is, and how many such beginnings are held at once.</summary>
    private const int HeadBytes = 64 * 1024, HeadsAtOnce = 64;

    private const string Fetched = "fetched-*";

    private const string Insert = "INSERT INTO staged_bytes (stage_id, name, part, at, content) SELECT id, ?, ?, ?, ? FROM stages WHERE id = ?";

    private const string IsGone = "what it belongs to is gone, or is being imported";

    // The server says it when there is none.
    public override long Free => long.MaxValue;

    public override int Reserve(long stage, int after) => desk.Write(rows =>
    {
        const string Taken = "SELECT max(CAST(name AS bigint)) FROM staged_bytes WHERE stage_id = ? AND part = 0 AND name NOT LIKE '%/%'";
        var number = (int)Math.Max(after, rows[Taken].With(stage).Number() ?? 0) + 1;
        return IsPut(rows, stage, NameOf(number), 0, []) ? number : throw new StageFullException(IsGone);
    });

    public override async Task WriteAsync(long stage, int number, NextBytes next, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PartBytes);
        try
        {
            for (var part = 1; await FillAsync(buffer, next, cancel) is > 0 and var length; part++)
            {
                Put(stage, NameOf(number), part, buffer.AsSpan(0, length).ToArray());
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public override void Keep(long stage, string name, Action<Stream> write)
    {
        using var whole = new MemoryStream();
        write(whole);
        var bytes = whole.GetBuffer().AsMemory(0, (int)whole.Length);
        desk.Write(rows =>
        {
            rows["DELETE FROM staged_bytes WHERE stage_id = ? AND name = ?"].With(stage).With(name).Run();
            // Of a stage that went meanwhile there is nothing to keep.
            var isThere = true;
            for (var at = 0; isThere && (at == 0 || at < bytes.Length); at += PartBytes)
            {
                isThere = IsPut(rows, stage, name, at / PartBytes, bytes[at..Math.Min(bytes.Length, at + PartBytes)].ToArray());
            }

            return isThere;
        });
    }

    public override byte[] Head(long stage, string name, int length) =>
        desk.Read(rows => rows["SELECT substr(content, 1, CAST(? AS int)) AS head FROM staged_bytes WHERE stage_id = ? AND name = ? AND part <= 1 ORDER BY part DESC LIMIT 1"]
            .With(length).With(stage).With(name).First(row => row.Blob("head"))) ?? throw Gone(name);

    public override FileStream Open(long stage, string name)
    {
        var path = NewPath();
        try
        {
            Write(path, stage, name);
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 4096, FileOptions.DeleteOnClose);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public override LocalFiles Fetch(long stage, IEnumerable<int> numbers, CancellationToken cancel) => Fetch(files =>
    {
        foreach (var number in numbers)
        {
            cancel.ThrowIfCancellationRequested();
            Write(files.PathOf(number), stage, NameOf(number));
        }
    });

    public override LocalFiles FetchHeads(long stage, IEnumerable<int> numbers, CancellationToken cancel) => Fetch(files =>
    {
        const string Heads = "SELECT name, substr(content, 1, CAST(? AS int)) AS head FROM staged_bytes WHERE stage_id = ? AND part = 1 AND name > ? AND name NOT LIKE '%/%' ORDER BY name LIMIT ? + 0";
        var wanted = numbers.ToHashSet();
        var last = "";
        while (desk.Read(rows => rows[Heads].With(HeadBytes).With(stage).With(last).With(HeadsAtOnce).All(row => (Name: row.Text("name"), Head: row.Blob("head")))) is { Count: > 0 } heads)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var (number, head) in heads.Select(head => (int.Parse(head.Name, CultureInfo.InvariantCulture), head.Head)).Where(head => wanted.Remove(head.Item1)))
            {
                File.WriteAllBytes(files.PathOf(number), head);
            }

            last = heads[^1].Name;
        }

        // Empty ones have no part.
        wanted.ToList().ForEach(number => File.WriteAllBytes(files.PathOf(number), []));
    });

    public override void Delete(long stage, string name)
    {
        try
        {
            desk.Write(rows => rows["DELETE FROM staged_bytes WHERE stage_id = ? AND name = ?"].With(stage).With(name).Run());
        }
        catch (DeskAwayException)
        {
            // What no file names goes some days later.
        }
    }

    public override void DeleteAll(long stage)
    {
        // They went with the row of the stage.
    }

    public override void DeleteForgotten(Func<long, IReadOnlySet<int>?> numbers, DateTimeOffset before)
    {
        const string Unlisted =
            """
            DELETE FROM staged_bytes WHERE at <= ? AND name NOT LIKE '%/%'
               AND NOT EXISTS (SELECT 1 FROM staged_files WHERE staged_files.stage_id = staged_bytes.stage_id AND CAST(number AS text) = staged_bytes.name)
            """;
        desk.Write(rows => rows[Unlisted].With(Times.Stored(before)).Run());
        foreach (var left in Directory.Exists(folder) ? new DirectoryInfo(folder).GetFileSystemInfos(Fetched).Where(left => left.LastWriteTimeUtc < before) : [])
        {
            if (left is DirectoryInfo files)
            {
                files.Delete(recursive: true);
            }
            else
            {
                left.Delete();
            }
        }
    }

    private static async Task<int> FillAsync(byte[] buffer, NextBytes next, CancellationToken cancel)
    {
        var length = 0;
        for (int read; length < PartBytes && (read = await next(buffer.AsMemory(length, PartBytes - length), cancel)) > 0;)
        {
            length += read;
        }

        return length;
    }

    // A keeper is told of it beside the file; what was brought before it stays.
    private void Put(long stage, string name, int part, byte[] content)
    {
        try
        {
            if (!desk.Write(rows => IsPut(rows, stage, name, part, content)))
            {
                throw new StageFullException(IsGone);
            }
        }
        catch (DeskAwayException)
        {
            throw new StageFullException("the database of this archive went away; bring it again");
        }
        catch (ArchiveFileException full) when (full.Message.Contains("disk is full", StringComparison.Ordinal))
        {
            throw new StageFullException(NoRoom);
        }
    }

    private bool IsPut(DeskTables rows, long stage, string name, int part, byte[] content) =>
        rows[Insert].With(name).With(part).With(Times.Stored(clock.GetUtcNow())).With(content).With(stage).Run() > 0;

    private LocalFiles Fetch(Action<LocalFiles> write)
    {
        var to = NewPath();
        _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(to) : Directory.CreateDirectory(to, Owner);
        var files = new LocalFiles(to, isFetched: true);
        try
        {
            write(files);
            return files;
        }
        catch (IOException full) when (full is not FileNotFoundException)
        {
            files.Dispose();
            throw new StageFullException(NoRoom);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    private string NewPath()
    {
        _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, Owner);
        return Path.Combine(folder, Fetched.Replace("*", $"{Guid.NewGuid():N}", StringComparison.Ordinal));
    }

    private void Write(string path, long stage, string name)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        // By their number: of a stage that goes in the middle, half a file would look like all of it.
        var last = desk.Read(rows => rows["SELECT max(part) FROM staged_bytes WHERE stage_id = ? AND name = ?"].With(stage).With(name).Number()) ?? throw Gone(name);
        for (var part = 0; part <= last; part++)
        {
            file.Write(desk.Read(rows => rows["SELECT content FROM staged_bytes WHERE stage_id = ? AND name = ? AND part = ?"]
                .With(stage).With(name).With(part).First(row => row.Blob("content"))) ?? throw Gone(name));
        }
    }

    private static FileNotFoundException Gone(string name) => new($"{name} is not at the desk any more");
}
