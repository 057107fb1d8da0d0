using System.Runtime.InteropServices;
using SQLitePCL;

namespace Archive.Storage.Sqlite;

/// <summary>Bounds what the C library keeps of the memory that SQLite and the coders of pages give back.</summary>
public static partial class NativeMemory
{
    /// <summary>What is as large goes back to the system as soon as it is free: tables of a coder, results of a search.</summary>
    /// <remarks>
    /// The GNU library raises that limit to 32 MB by itself, and then keeps such pieces in the stores of its threads, where no other thread takes them: 110 MB that nothing was in, where a server needed 35.
    /// </remarks>
    internal const int LeastGivenBack = 1024 * 1024;

    /// <summary>What the store of a thread keeps at its end for the next one that asks.</summary>
    /// <remarks>The tables with which a page is coded for a reader who waits, a megabyte in two pieces, and those with which a dump is packed, were otherwise asked of the system and cleared each time.</remarks>
    internal const int MostKept = 2 * 1024 * 1024;

    // M_MMAP_THRESHOLD and M_TRIM_THRESHOLD of malloc.h.
    private const int MappedFrom = -3, TrimmedFrom = -1;

    internal static void Bound()
    {
        OfTheGnuLibrary(() =>
        {
            _ = mallopt(MappedFrom, LeastGivenBack);
            _ = mallopt(TrimmedFrom, MostKept);
        });

        // By itself SQLite counts each piece that it asks for, behind one lock for all threads. Nobody reads the count; once a database is open it stays as it is.
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <summary>Gives the system back what is free between pieces that are in use, a tenth of a server's memory; to be asked now and then.</summary>
    public static void GiveBack() => OfTheGnuLibrary(() => _ = malloc_trim(0));

    // Other libraries have no such stores.
    private static void OfTheGnuLibrary(Action ask)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            ask();
        }
        catch (Exception other) when (other is DllNotFoundException or EntryPointNotFoundException)
        {
        }
    }

    [LibraryImport("libc.so.6")]
    private static partial int mallopt(int parameter, int value);

    [LibraryImport("libc.so.6")]
    private static partial int malloc_trim(nuint keep);
}

/// <summary>Bytes outside of the collector's heap: the system has them back as soon as they are disposed of.</summary>
/// <remarks>Large arrays that come and go wait for a collection of everything, and a pool keeps as many as were ever in use at once.</remarks>
public sealed unsafe partial class OwnBytes : SafeHandle
{
    // Fewer are the C library's: pieces of a page of the system each would be of no use.
    private const int LeastMapped = 16 * 1024;

    // As all of Linux has them: sys/mman.h.
    private const int ReadAndWrite = 3, PrivateAndAnonymous = 0x22;

    private readonly bool isMapped;

    public OwnBytes(int length)
        : base(0, ownsHandle: true)
    {
        isMapped = length >= LeastMapped && OperatingSystem.IsLinux();
        Length = isMapped ? (length + Environment.SystemPageSize - 1) / Environment.SystemPageSize * Environment.SystemPageSize : length;
        var start = isMapped ? mmap(0, (nuint)Length, ReadAndWrite, PrivateAndAnonymous, -1, 0) : (nint)System.Runtime.InteropServices.NativeMemory.Alloc((nuint)Math.Max(1, Length));
        SetHandle(start != -1 ? start : throw new InsufficientMemoryException());
    }

    /// <summary>How many there are: of many, whole pages of the system.</summary>
    public int Length { get; }

    /// <summary>The bytes, for as long as they are not disposed of; nothing is in them at first that means anything.</summary>
    public Span<byte> Span => new(Start, Length);

    internal byte* Start => (byte*)handle;

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        if (isMapped)
        {
            return munmap(handle, (nuint)Length) == 0;
        }

        System.Runtime.InteropServices.NativeMemory.Free((void*)handle);
        return true;
    }

    [LibraryImport("libc")]
    private static partial nint mmap(nint at, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc")]
    private static partial int munmap(nint at, nuint length);
}
