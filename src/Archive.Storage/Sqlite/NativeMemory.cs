using System.Runtime.InteropServices;

namespace Archive.Storage.Sqlite;

/// <summary>Bounds what the C library keeps of the memory that SQLite and the coders of pages give back.</summary>
internal static partial class NativeMemory
{
    /// <summary>What is as large goes back to the system as soon as it is free: tables of a coder, results of a search.</summary>
    /// <remarks>
    /// The GNU library raises that limit to 32 MB by itself, and then keeps such pieces in the stores of its threads, where no other thread takes them: 110 MB that nothing was in, where a server needed 35.
    /// </remarks>
    public const int LeastGivenBack = 1024 * 1024;

    /// <summary>What the store of a thread keeps at its end for the next one that asks.</summary>
    /// <remarks>The tables with which a page is coded for a reader who waits, a megabyte in two pieces, and those with which a dump is packed, were otherwise asked of the system and cleared each time.</remarks>
    public const int MostKept = 2 * 1024 * 1024;

    // M_MMAP_THRESHOLD and M_TRIM_THRESHOLD of malloc.h.
    private const int MappedFrom = -3, TrimmedFrom = -1;

    public static void Bound()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = mallopt(MappedFrom, LeastGivenBack);
            _ = mallopt(TrimmedFrom, MostKept);
        }
        catch (Exception other) when (other is DllNotFoundException or EntryPointNotFoundException)
        {
            // Other libraries have no such stores.
        }
    }

    [LibraryImport("libc.so.6")]
    private static partial int mallopt(int parameter, int value);
}
