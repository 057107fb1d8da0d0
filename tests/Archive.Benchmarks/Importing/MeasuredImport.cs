using System.Diagnostics;
using System.Globalization;

namespace Archive.Benchmarks.Importing;

/// <summary>A process that imports and does nothing else, and the figures that it prints.</summary>
/// <param name="Cpu">All that its threads worked.</param>
public sealed record MeasuredImport(TimeSpan Time, TimeSpan Cpu, long PeakBytes, int Posts, int Comments)
{
    /// <summary>Whose dumps they are, where nobody says otherwise.</summary>
    public const string Blog = "benchmark";

    private const int CommentsPerWindow = 10_000, LeastWindows = 3, MostWindows = 20;

    /// <summary>Milliseconds that its threads worked for a comment.</summary>
    public double PerComment => Cpu.TotalMilliseconds / Comments;

    /// <summary>Runs in a process of its own.</summary>
    public static async Task<MeasuredImport> StartAsync(string dumps, string data, string blog = Blog)
    {
        await using var child = Child.Start("measured-import", dumps, data, blog);
        var figures = (await child.ReadLineAsync()).Split(' ');
        return new MeasuredImport(
            TimeSpan.FromMilliseconds(double.Parse(figures[0], CultureInfo.InvariantCulture)),
            TimeSpan.FromMilliseconds(double.Parse(figures[1], CultureInfo.InvariantCulture)),
            long.Parse(figures[2], CultureInfo.InvariantCulture),
            int.Parse(figures[3], CultureInfo.InvariantCulture),
            int.Parse(figures[4], CultureInfo.InvariantCulture));
    }

    /// <summary>The inside of that process.</summary>
    public static async Task<int> RunAsync(string dumps, string data, string blog)
    {
        await WarmUpAsync(blog);
        var (clock, cpu) = (Stopwatch.StartNew(), Worked());
        var report = await ImportAsync(dumps, data, blog);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{clock.Elapsed.TotalMilliseconds} {(Worked() - cpu).TotalMilliseconds} {Child.PeakBytes()} {report.Counts.PostsNew} {report.Counts.CommentsNew}"));
        return report.Counts.SourcesRefused == 0 ? 0 : 1;
    }

    private static async Task WarmUpAsync(string blog)
    {
        using var folder = new TempFolder();
        Corpus.Write(folder["dumps"], CommentsPerWindow);
        await Windows.UntilAlikeAsync(LeastWindows, MostWindows, async () =>
        {
            var cpu = Worked();
            await ImportAsync(folder["dumps"], folder.Fresh("data"), blog);
            return (Worked() - cpu).TotalMilliseconds;
        });
    }

    private static TimeSpan Worked() => Process.GetCurrentProcess().TotalProcessorTime;

    private static async Task<ImportReport> ImportAsync(string dumps, string data, string blog)
    {
        using var archive = ArchiveFolder.Open(data);
        return await new Importer(archive, TimeProvider.System).ImportAsync(
            DumpFiles.Find([dumps], blog, BlogSlug.Objection), new ImportChoices(), _ => { }, CancellationToken.None);
    }
}
