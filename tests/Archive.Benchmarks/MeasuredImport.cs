using System.Diagnostics;
using System.Globalization;

namespace Archive.Benchmarks;

/// <summary>A process that imports and does nothing else, and the figures that it prints.</summary>
public sealed record MeasuredImport(TimeSpan Time, long PeakBytes, int Posts, int Comments)
{
    /// <summary>Runs in a process of its own.</summary>
    public static async Task<MeasuredImport> StartAsync(string dumps, string data, string blog = "benchmark")
    {
        await using var child = Child.Start("measured-import", dumps, data, blog);
        var figures = (await child.ReadLineAsync()).Split(' ');
        return new MeasuredImport(
            TimeSpan.FromMilliseconds(double.Parse(figures[0], CultureInfo.InvariantCulture)),
            long.Parse(figures[1], CultureInfo.InvariantCulture),
            int.Parse(figures[2], CultureInfo.InvariantCulture),
            int.Parse(figures[3], CultureInfo.InvariantCulture));
    }

    /// <summary>The inside of that process.</summary>
    public static async Task<int> RunAsync(string dumps, string data, string blog)
    {
        var files = DumpFiles.Find([dumps], blog, BlogSlug.Objection);
        var clock = Stopwatch.StartNew();
        using var archive = ArchiveFolder.Open(data);
        var report = await new Importer(archive, TimeProvider.System).ImportAsync(files, new ImportChoices(), _ => { }, CancellationToken.None);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{clock.Elapsed.TotalMilliseconds} {Child.PeakBytes()} {report.Counts.PostsNew} {report.Counts.CommentsNew}"));
        return report.Counts.SourcesRefused == 0 ? 0 : 1;
    }
}
