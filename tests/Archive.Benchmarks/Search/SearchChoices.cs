namespace Archive.Benchmarks.Search;

/// <summary>What is typed behind <c>search</c>.</summary>
/// <param name="Sizes">Numbers of comments, the largest last.</param>
/// <param name="Keep">A folder whose archives are used, and made where they are missing; null for one that goes away.</param>
/// <param name="Rows">Only rows whose name holds this.</param>
/// <param name="Engines">Names of engines; all where there are none.</param>
public sealed record SearchChoices(IReadOnlyList<int> Sizes, string? Keep, string Rows, IReadOnlyList<string> Engines)
{
    // One size and no growth.
    private const string Alone = "--alone";

    private static readonly int[] Steps = [10_000, 100_000, Benchmarks.Sizes.MaxComments];

    public static SearchChoices Read(string[] args)
    {
        var (keep, rest) = Benchmarks.Sizes.Option(args, "--keep");
        (var rows, rest) = Benchmarks.Sizes.Option(rest, "--rows");
        (var engine, rest) = Benchmarks.Sizes.Option(rest, "--engine");
        var comments = Benchmarks.Sizes.Comments([.. rest.Where(typed => typed != Alone)], Benchmarks.Sizes.MaxComments);
        return new SearchChoices(rest.Contains(Alone) ? [comments] : [.. Steps.Where(step => step < comments), comments], keep, rows ?? "", engine?.Split(',') ?? []);
    }
}
