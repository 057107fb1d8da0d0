using System.Buffers;
using System.Globalization;

namespace Archive.Storage.Staging;

/// <summary>Bytes of stages in files, a folder for each stage.</summary>
/// <param name="folder">Made when the first comes, for the owner alone.</param>
internal sealed class StageFolder(string folder) : StagedBytes
{
    private const int PartBytes = 64 * 1024;

    /// <summary>How systems say that a file cannot be made because there is one: EEXIST, ERROR_FILE_EXISTS.</summary>
    private const int FileIsThere = 17, FileIsThereOnWindows = unchecked((int)0x80070050);

    public override long Free => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;

    // A number is taken by its file.
    public override int Reserve(long stage, int after)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(FolderOf(stage));
        }
        else
        {
            Directory.CreateDirectory(folder, Owner);
            Directory.CreateDirectory(FolderOf(stage), Owner);
        }

        while (true)
        {
            try
            {
                using var taken = new FileStream(PathOf(stage, NameOf(++after)), FileMode.CreateNew, FileAccess.Write);
                return after;
            }
            catch (IOException refused) when (refused.HResult is FileIsThere or FileIsThereOnWindows)
            {
                // Another upload has it, or had it in this moment.
            }
        }
    }

    public override async Task WriteAsync(long stage, int number, NextBytes next, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PartBytes);
        try
        {
            await using var file = new FileStream(PathOf(stage, NameOf(number)), FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
            for (int read; (read = await next(buffer.AsMemory(0, PartBytes), cancel)) > 0;)
            {
                await WriteAsync(file, buffer.AsMemory(0, read), cancel);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public override void Keep(long stage, string name, Action<Stream> write)
    {
        var path = PathOf(stage, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var file = File.Create(path + ".new"))
        {
            write(file);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    public override byte[] Head(long stage, string name, int length)
    {
        using var file = Open(stage, name);
        var head = new byte[length];
        return head[..file.ReadAtLeast(head, length, throwOnEndOfStream: false)];
    }

    public override FileStream Open(long stage, string name)
    {
        try
        {
            return new FileStream(PathOf(stage, name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, PartBytes, FileOptions.SequentialScan);
        }
        catch (DirectoryNotFoundException gone)
        {
            throw new FileNotFoundException(gone.Message, gone);
        }
    }

    public override LocalFiles Fetch(long stage, IEnumerable<int> numbers, CancellationToken cancel) => new(FolderOf(stage), isFetched: false);

    public override LocalFiles FetchHeads(long stage, IEnumerable<int> numbers, CancellationToken cancel) => Fetch(stage, numbers, cancel);

    public override void Delete(long stage, string name)
    {
        try
        {
            File.Delete(PathOf(stage, name));
        }
        catch (DirectoryNotFoundException)
        {
            // The stage went with all its files.
        }
    }

    public override void DeleteAll(long stage) => DeleteFolder(FolderOf(stage));

    public override void DeleteForgotten(Func<long, IReadOnlySet<int>?> numbers, DateTimeOffset before)
    {
        foreach (var left in Directory.Exists(folder) ? Directory.GetDirectories(folder) : [])
        {
            if (!long.TryParse(Path.GetFileName(left), NumberStyles.None, CultureInfo.InvariantCulture, out var stage) || numbers(stage) is not { } there)
            {
                DeleteFolder(left);
                continue;
            }

            var known = there.Select(NameOf).ToHashSet(StringComparer.Ordinal);
            foreach (var path in Directory.GetFiles(left).Where(path => !known.Contains(Path.GetFileName(path)) && File.GetLastWriteTimeUtc(path) < before))
            {
                File.Delete(path);
            }
        }
    }

    private string FolderOf(long stage) => Path.Combine(folder, stage.ToString(CultureInfo.InvariantCulture));

    private string PathOf(long stage, string name) => Path.Combine(FolderOf(stage), name);

    // A sender that breaks off throws the same; only of the disk a keeper is told.
    private static async Task WriteAsync(FileStream file, ReadOnlyMemory<byte> part, CancellationToken cancel)
    {
        try
        {
            await file.WriteAsync(part, cancel);
        }
        catch (IOException)
        {
            throw new StageFullException(NoRoom);
        }
    }

    private static void DeleteFolder(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing came.
        }
        catch (IOException)
        {
            // An upload put another file there in this moment; what is left goes with what is forgotten.
        }
    }
}
