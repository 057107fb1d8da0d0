using System.Globalization;
using Spectre.Console;

namespace Archive.Web.Commands;

/// <summary>Tells a person how an import goes, and how it ended.</summary>
internal static class ImportText
{
    /// <summary>Problems that are listed; an import of thousands of dumps must not bury its own summary.</summary>
    public const int MaxListedProblems = 50;

    // Often enough to see that it lives, seldom enough for a log file.
    private const int SourcesPerPlainLine = 1000;

    public static async Task<ImportReport> RunAsync(
        Importer importer, IReadOnlyList<DumpFile> files, ImportChoices choices, CommandConsole console, CancellationToken cancel)
    {
        var problems = new PrintedProblems(MaxListedProblems);
        var report = console.ErrorIsTerminal
            ? await WithBarAsync(importer, files, choices, problems, console, cancel)
            : await WithLinesAsync(importer, files, choices, problems, console, cancel);
        await WriteSummaryAsync(report, choices.DryRun, console.Text);
        await WriteBlogsAsync(files, console.Text);
        await problems.WriteAsync(console.Text);
        return report;
    }

    // Into which blog the dumps went, and how that is known: a guess is easily corrected today, and hardly in a year.
    private static async Task WriteBlogsAsync(IReadOnlyList<DumpFile> files, TextWriter text)
    {
        foreach (var blog in files.GroupBy(file => (file.Blog.Slug, file.Blog.Basis)))
        {
            await text.WriteLineAsync(CommandConsole.Printable(
                $"  blog      {blog.Key.Slug}, {Knows(blog.Key.Basis)}: {OneOrMany.Count(blog.Count(), "file", "files")}"));
        }

        if (files.Any(file => file.Blog.IsGuessed))
        {
            await text.WriteLineAsync(
                "warning: nobody said of which blog some of these dumps are. A blog.json beside them says it, or --blog; import them again with it, and they move there.");
        }
    }

    private static string Knows(BlogBasis basis) => basis switch
    {
        BlogBasis.Description => "says its blog.json",
        BlogBasis.Given => "as you said",
        _ => "as a guess",
    };

    private static async Task<ImportReport> WithBarAsync(
        Importer importer, IReadOnlyList<DumpFile> files, ImportChoices choices, PrintedProblems problems, CommandConsole console, CancellationToken cancel)
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console.Error) });
        return await terminal.Progress().AutoClear(true).StartAsync(async progress =>
        {
            var task = progress.AddTask("Importing", maxValue: Math.Max(files.Count, 1));
            return await importer.ImportAsync(files, choices, Report, cancel);

            void Report(SourceReport source)
            {
                problems.Add(source);
                task.Increment(1);
            }
        });
    }

    private static Task<ImportReport> WithLinesAsync(
        Importer importer, IReadOnlyList<DumpFile> files, ImportChoices choices, PrintedProblems problems, CommandConsole console, CancellationToken cancel)
    {
        var done = 0;
        return importer.ImportAsync(files, choices, Report, cancel);

        void Report(SourceReport source)
        {
            problems.Add(source);
            if (++done % SourcesPerPlainLine == 0)
            {
                console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {files.Count:N0} files"));
            }
        }
    }

    private static async Task WriteSummaryAsync(ImportReport report, bool dryRun, TextWriter text)
    {
        var outcome = (report.Cancelled, dryRun) switch
        {
            (true, _) => "Stopped; what came before is whole",
            (false, true) => "Nothing was kept; this is what would happen",
            _ => "Imported",
        };
        await text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{outcome} ({report.Elapsed.TotalSeconds:0.0} s)"));
        foreach (var (things, words) in report.Counts.Lines())
        {
            await text.WriteLineAsync($"  {(things == "sources" ? "files" : things),-8}  {words}");
        }
    }
}
