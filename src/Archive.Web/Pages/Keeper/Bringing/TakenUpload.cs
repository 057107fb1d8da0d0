namespace Archive.Web.Pages.Keeper.Bringing;

/// <summary>What is taken of one upload: a stage begins with the first thing that comes, and what cannot be taken is noted beside it.</summary>
/// <param name="into">The stage that it goes into; null where it begins one, which goes again where nothing came.</param>
internal sealed class TakenUpload(Stages stages, long? into, long keeper) : IDisposable
{
    private readonly List<UntakenFile> untaken = [];
    private readonly bool isNew = into is null;
    private long? stage = into;
    private bool hasSomething;

    /// <summary>The stage in which something came to be; null where nothing came.</summary>
    public long? Stage => hasSomething ? stage : null;

    public IReadOnlyList<UntakenFile> Untaken => untaken;

    /// <param name="mayBeEmpty">A box that nobody wrote into is nothing to tell; an empty file is.</param>
    public async Task AddAsync(string name, Stream content, bool mayBeEmpty, CancellationToken cancel)
    {
        var id = stage ??= stages.Begin(keeper);
        try
        {
            if (await stages.AddAsync(id, name, content, cancel) is { Bytes: 0 } empty)
            {
                stages.Drop(id, empty.Number);
                if (mayBeEmpty)
                {
                    return;
                }

                throw new StageFullException("it is empty");
            }
        }
        catch (StageFullException refused)
        {
            stages.CouldNotTake(id, name, refused.Message);
            untaken.Add(new UntakenFile(name, refused.Message));
        }

        hasSomething = true;
    }

    public void Dispose()
    {
        if (isNew && !hasSomething && stage is { } begun)
        {
            stages.Drop(begun);
        }
    }
}
