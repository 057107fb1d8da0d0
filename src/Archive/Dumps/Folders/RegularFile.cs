using System.Runtime.InteropServices;
using System.Text;
using Archive.Dumps.Recognising;
using Microsoft.Win32.SafeHandles;

namespace Archive.Dumps.Folders;

/// <summary>Opens and reads regular files and nothing else: a pipe would wait for ever for somebody to write, a device never end.</summary>
internal static class RegularFile
{
    // Between two of them it is asked whether anybody still wants the file.
    private const int PartBytes = 1024 * 1024;

    /// <summary>The whole file; its length is checked while it is read, because a file may grow or not say it.</summary>
    /// <param name="maxBytes">A longer file is refused.</param>
    /// <param name="checkHead">Throws where the first bytes show that the rest need not be read.</param>
    /// <exception cref="NotADumpException">It is no regular file, or too long.</exception>
    public static byte[] Read(string path, long maxBytes, Action<ReadOnlySpan<byte>>? checkHead, CancellationToken cancel)
    {
        using var handle = Open(path);
        var length = RandomAccess.GetLength(handle);
        if (length > maxBytes)
        {
            checkHead?.Invoke(HeadOf(handle, FileSample.HeadBytes));
            throw TooLong(length, maxBytes);
        }

        var bytes = new byte[Math.Max(length, 0)];
        var read = 0;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            // One byte more says whether this was the end; files of the system give none of their length.
            if (read == bytes.Length && !Grow(handle, ref bytes, read, maxBytes))
            {
                return bytes;
            }

            var part = RandomAccess.Read(handle, bytes.AsSpan(read, Math.Min(PartBytes, bytes.Length - read)), read);
            if (part == 0)
            {
                return bytes[..read];
            }

            if (read == 0)
            {
                checkHead?.Invoke(bytes.AsSpan(0, Math.Min(part, FileSample.HeadBytes)));
            }

            read += part;
        }
    }

    /// <summary>The file of a name in a folder, in whatever case of letters where it stands in none as it is; null where there is none.</summary>
    public static string? Named(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? path
            : !Directory.Exists(folder) ? null
            : Directory.EnumerateFiles(folder, name, new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive }).Order(StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>The first bytes of a file, none where it is no regular one or cannot be read.</summary>
    public static byte[] Head(string path, int length)
    {
        try
        {
            using var handle = Open(path);
            return HeadOf(handle, length);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or NotADumpException)
        {
            return [];
        }
    }

    private static byte[] HeadOf(SafeFileHandle handle, int length)
    {
        var bytes = new byte[length];
        return bytes[..RandomAccess.Read(handle, bytes, 0)];
    }

    /// <exception cref="NotADumpException">It is no regular file.</exception>
    private static SafeFileHandle Open(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return File.OpenHandle(path);
        }

        // Without waiting for the other end of a pipe; for a regular file that changes nothing.
        var handle = new SafeFileHandle(LinuxFiles.Open(Encoding.UTF8.GetBytes(path + '\0'), LinuxFiles.ReadWithoutWaiting), ownsHandle: true);
        if (handle.IsInvalid)
        {
            throw LinuxFiles.Failure(path);
        }

        if (LinuxFiles.KindOf(handle) is { } kind)
        {
            handle.Dispose();
            throw kind == LinuxFiles.Folder
                ? new UnauthorizedAccessException($"'{path}' is a folder")
                : new NotADumpException($"this is {kind}; only regular files are read", new FileKind(kind, _ => true));
        }

        return handle;
    }

    private static bool Grow(SafeFileHandle handle, ref byte[] bytes, int read, long maxBytes)
    {
        Span<byte> one = stackalloc byte[1];
        if (RandomAccess.Read(handle, one, read) == 0)
        {
            return false;
        }

        if (read >= maxBytes)
        {
            throw TooLong(read + 1L, maxBytes);
        }

        Array.Resize(ref bytes, (int)Math.Min(maxBytes, Math.Max(4_096, bytes.Length * 2L)));
        return true;
    }

    private static NotADumpException TooLong(long length, long maxBytes) => new($"the file has {length} bytes; the limit is {maxBytes}");
}

/// <summary>What the system says of files that the framework does not: their type by the open handle, and names that are no UTF-8.</summary>
internal static class LinuxFiles
{
    /// <summary>O_RDONLY, O_NONBLOCK and O_CLOEXEC, alike on every machine that .NET runs on.</summary>
    public const int ReadWithoutWaiting = 0x800 | 0x80000;

    public const string Folder = "a folder";

    private const int EmptyPath = 0x1000;
    private const uint TypeOnly = 1;

    // Where a statx has the mode, and how long it is; the same on every machine.
    private const int ModeAt = 28;
    private const int StatBytes = 256;

    // Where a dirent has the name.
    private const int NameAt = 19;
    private const int MaxName = 256;

    private const int NoSuchFile = 2;
    private const int NoAccess = 13;
    private const int NoPeer = 6;

    /// <summary>The kind of an open file that is no regular one; null where it is one.</summary>
    public static string? KindOf(SafeFileHandle handle)
    {
        var stat = new byte[StatBytes];
        if (StatX((int)handle.DangerousGetHandle(), [0], EmptyPath, TypeOnly, stat) != 0)
        {
            throw Failure("");
        }

        return (BitConverter.ToUInt16(stat, ModeAt) & 0xF000) switch
        {
            0x8000 => null,
            0x4000 => Folder,
            0x1000 => "a pipe",
            0x2000 or 0x6000 => "a device",
            _ => "a special file",
        };
    }

    /// <summary>The names in a folder that are not UTF-8, their bytes written as <c>\xFF</c>.</summary>
    public static IReadOnlyList<string> UnreadableNames(string folder)
    {
        var names = new List<string>();
        var stream = OpenFolder(Encoding.UTF8.GetBytes(folder + '\0'));
        if (stream == IntPtr.Zero)
        {
            return names;
        }

        while (ReadFolder(stream) is var entry && entry != IntPtr.Zero)
        {
            var name = new byte[MaxName];
            Marshal.Copy(entry + NameAt, name, 0, MaxName);
            name = name[..Math.Max(0, Array.IndexOf(name, (byte)0))];
            if (!System.Text.Unicode.Utf8.IsValid(name))
            {
                names.Add(Escaped(name));
            }
        }

        _ = CloseFolder(stream);
        return names;
    }

    public static Exception Failure(string path) => Marshal.GetLastPInvokeError() switch
    {
        NoSuchFile => new FileNotFoundException($"there is no file '{path}'"),
        NoAccess => new UnauthorizedAccessException($"access to '{path}' is denied"),
        // A socket has nobody behind its name.
        NoPeer => new NotADumpException("this is a socket or device; only regular files are read", new FileKind("a special file", _ => true)),
        var error => new IOException($"'{path}' cannot be opened: {Marshal.GetPInvokeErrorMessage(error)}"),
    };

    private static string Escaped(byte[] name)
    {
        var text = new StringBuilder();
        for (ReadOnlySpan<byte> rest = name; !rest.IsEmpty;)
        {
            var isValid = Rune.DecodeFromUtf8(rest, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            foreach (var one in isValid ? [] : rest[..length])
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $@"\x{one:X2}");
            }

            _ = isValid ? text.Append(rune.ToString()) : text;
            rest = rest[length..];
        }

        return text.ToString();
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(int folder, byte[] path, int flags, uint mask, [Out] byte[] stat);

    [DllImport("libc", EntryPoint = "opendir", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern IntPtr OpenFolder(byte[] path);

    [DllImport("libc", EntryPoint = "readdir", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern IntPtr ReadFolder(IntPtr folder);

    [DllImport("libc", EntryPoint = "closedir", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CloseFolder(IntPtr folder);
}
