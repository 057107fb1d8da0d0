using System.Globalization;

namespace Archive.Storage.Staging;

/// <summary>Fills a part with the next bytes of what is brought; how many came, 0 at the end.</summary>
internal delegate ValueTask<int> NextBytes(Memory<byte> part, CancellationToken cancel);

/// <summary>Holds the bytes of stages, each under a name: those of a file under its number.</summary>
internal abstract class StagedBytes
{
    /// <summary>What is said where bytes find no room.</summary>
    public const string NoRoom = "there is too little room on the disk";

    protected const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>How many more there is room for, as far as that is known.</summary>
    public abstract long Free { get; }

    /// <summary>The name of the bytes of a file.</summary>
    public static string NameOf(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Takes the first number behind another that no file of the stage has: two uploads into one stage never write the same one.</summary>
    public abstract int Reserve(long stage, int after);

    /// <summary>Writes bytes as they come under a number that was taken.</summary>
    /// <exception cref="StageFullException">There is no room for them.</exception>
    public abstract Task WriteAsync(long stage, int number, NextBytes next, CancellationToken cancel);

    /// <summary>Keeps something under a name, in the place of what was there, as a whole or not at all.</summary>
    public abstract void Keep(long stage, string name, Action<Stream> write);

    /// <summary>The first bytes of something, fewer where it has not so many.</summary>
    /// <exception cref="FileNotFoundException">They are gone.</exception>
    public abstract byte[] Head(long stage, string name, int length);

    /// <exception cref="FileNotFoundException">They are gone.</exception>
    public abstract FileStream Open(long stage, string name);

    /// <summary>Puts the bytes of files where a reader of files finds them.</summary>
    /// <exception cref="FileNotFoundException">They are gone.</exception>
    /// <exception cref="StageFullException">This machine has no room for them.</exception>
    public abstract LocalFiles Fetch(long stage, IEnumerable<int> numbers, CancellationToken cancel);

    /// <summary>The same with no more of each than its beginning, by which it is known whose dump it is.</summary>
    public abstract LocalFiles FetchHeads(long stage, IEnumerable<int> numbers, CancellationToken cancel);

    public abstract void Delete(long stage, string name);

    /// <summary>Deletes all of a stage that is there no longer.</summary>
    public abstract void DeleteAll(long stage);

    /// <summary>Deletes what a killed server left behind.</summary>
    /// <param name="numbers">The files of a stage; null where there is none.</param>
    /// <param name="before">What came later may still become a file.</param>
    public abstract void DeleteForgotten(Func<long, IReadOnlySet<int>?> numbers, DateTimeOffset before);
}

/// <summary>Files of a stage on this machine, until they are let go.</summary>
/// <param name="folder">In which each lies under its number.</param>
/// <param name="isFetched">They are copies, and go then.</param>
public sealed class LocalFiles(string folder, bool isFetched) : IDisposable
{
    public string PathOf(int number) => Path.Combine(folder, StagedBytes.NameOf(number));

    public void Dispose()
    {
        if (isFetched)
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
