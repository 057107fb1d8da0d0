namespace Archive.Benchmarks.Search.Engines;

/// <summary>Something that searches.</summary>
public abstract class Engine : IAsyncDisposable
{
    /// <summary>What every engine shows on a page.</summary>
    public const int PageSize = 20;

    public abstract string Name { get; }

    /// <summary>Whether it can be asked this at all.</summary>
    public abstract bool Answers(Ask ask);

    public abstract Taken Answer(Ask ask);

    public abstract ValueTask DisposeAsync();
}

/// <summary>What an answer took.</summary>
/// <param name="Wall">Milliseconds on the clock.</param>
/// <param name="Cpu">Milliseconds of the thread that answered: what is left when other work on the machine is taken away; null where nobody knows.</param>
/// <param name="Said">What the engine says about its answer, where that is not the whole.</param>
/// <param name="Hits">How many hits stand on the page; null where it is no page.</param>
public readonly record struct Taken(double Wall, double? Cpu, string Said = "", int? Hits = null);
