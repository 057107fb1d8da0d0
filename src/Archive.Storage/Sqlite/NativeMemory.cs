using System.Runtime.InteropServices;

namespace Archive.Storage.Sqlite;

/// <summary>Bounds what the C library keeps of the memory that SQLite and the coders of pages give back.</summary>
internal static partial class NativeMemory
{
    /// <summary>What is as large goes back to the system as soon as it is free: tables of a coder, results of a search.</summary>
    /// <remarks>
    /// The GNU library raises that limit to 32 MB by itself, and then keeps such pieces in the stores of its threads, where no other thread takes them: 110 MB that nothing was in, where a server needed 35.
    /// </remarks>
    public const int LeastGivenBack = 256 * 1024;

    // M_MMAP_THRESHOLD of malloc.h.
    private const int MappedFrom = -3;

    public static void Bound()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = mallopt(MappedFrom, LeastGivenBack);
        }
        catch (Exception other) when (other is DllNotFoundException or EntryPointNotFoundException)
        {
            // Other libraries have no such stores.
        }
    }

    [LibraryImport("libc.so.6")]
    private static partial int mallopt(int parameter, int value);
}
