using System.Globalization;
using Spectre.Console;

namespace Archive.Web.Commands.Printing;

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
        if (files.Count == 0)
        {
            await console.Error.WriteLineAsync("archive: no file was found there");
        }

        var problems = new PrintedProblems(MaxListedProblems);
        var (leftOut, accounts) = (new LeftOutFiles(), new PrintedAccounts());
        var blogs = new OrderedDictionary<(string Slug, BlogBasis Basis), int>();
        var report = console.ErrorIsTerminal
            ? await WithBarAsync(importer, files, choices, Add, console, cancel)
            : await WithLinesAsync(importer, files, choices, Add, console, cancel);
        await WriteSummaryAsync(report, choices.DryRun, console.Text);
        await WriteBlogsAsync(blogs, console.Text);
        await leftOut.WriteAsync(console.Text);
        await accounts.WriteAsync(console.Text);
        await problems.WriteAsync(console.Text);
        return report;

        void Add(SourceReport source)
        {
            problems.Add(source);
            leftOut.Add(source);
            accounts.Add(source);
            if (source.Outcome is SourceOutcome.New or SourceOutcome.Unchanged or SourceOutcome.Moved)
            {
                var blog = (source.Blog.Slug, source.Blog.Basis);
                blogs[blog] = blogs.GetValueOrDefault(blog) + 1;
            }
        }
    }

    // Into which blog the dumps went, and how that is known: a guess is easily corrected today, and hardly in a year.
    private static async Task WriteBlogsAsync(OrderedDictionary<(string Slug, BlogBasis Basis), int> blogs, TextWriter text)
    {
        foreach (var ((slug, basis), files) in blogs)
        {
            await text.WriteLineAsync(CommandConsole.Printable($"  blog      {slug}, {Knows(basis)}: {OneOrMany.Count(files, "file", "files")}"));
        }

        if (blogs.Keys.Any(blog => blog.Basis == BlogBasis.Guess))
        {
            await text.WriteLineAsync(
                "warning: nobody said of which blog some of these dumps are. A blog.json beside them says it, or --blog; import them again with it, and they move there.");
        }
    }

    private static string Knows(BlogBasis basis) => basis switch
    {
        BlogBasis.Description => "says its blog.json",
        BlogBasis.Given => "as you said",
        BlogBasis.Address => "says an address in the dump",
        BlogBasis.Kept => "as it is kept",
        _ => "as a guess",
    };

    private static async Task<ImportReport> WithBarAsync(
        Importer importer, IReadOnlyList<DumpFile> files, ImportChoices choices, Action<SourceReport> add, CommandConsole console, CancellationToken cancel)
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console.Error) });
        return await terminal.Progress().AutoClear(true).StartAsync(async progress =>
        {
            var task = progress.AddTask("Importing", maxValue: Math.Max(files.Count, 1));
            return await importer.ImportAsync(files, choices, Report, cancel);

            void Report(SourceReport source)
            {
                add(source);
                task.Increment(1);
            }
        });
    }

    private static Task<ImportReport> WithLinesAsync(
        Importer importer, IReadOnlyList<DumpFile> files, ImportChoices choices, Action<SourceReport> add, CommandConsole console, CancellationToken cancel)
    {
        var done = 0;
        return importer.ImportAsync(files, choices, Report, cancel);

        void Report(SourceReport source)
        {
            add(source);
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
            await text.WriteLineAsync($"  {things,-8}  {words}");
        }

        // What changed nothing has no number; what has one can be taken back by it.
        if (!dryRun && report.Import is { } import)
        {
            await text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  import    {import}; 'archive undo {import}' takes it back"));
        }
    }
}

/// <summary>The files of folders that are no dumps: each kind with its number and its first names.</summary>
internal sealed class LeftOutFiles
{
    /// <summary>Kinds that are listed.</summary>
    public const int MaxKinds = 30;

    /// <summary>Names that are listed of each kind.</summary>
    public const int MaxNames = 5;

    private readonly SortedDictionary<string, (int Count, List<string> Names)> kinds = new(StringComparer.Ordinal);

    /// <summary>The kinds in the order of their names, so many as are listed.</summary>
    public IEnumerable<(string Kind, int Count, IReadOnlyList<string> Names)> Listed =>
        kinds.Take(MaxKinds).Select(kind => (kind.Key, kind.Value.Count, (IReadOnlyList<string>)kind.Value.Names));

    public int Count => kinds.Values.Sum(kind => kind.Count);

    public void Add(SourceReport source)
    {
        if (source is not { Outcome: SourceOutcome.LeftOut, Kind: { } kind })
        {
            return;
        }

        var (count, names) = kinds.TryGetValue(kind.Name, out var known) ? known : (0, []);
        if (names.Count < MaxNames)
        {
            names.Add(source.File);
        }

        kinds[kind.Name] = (count + 1, names);
    }

    public async Task WriteAsync(TextWriter text)
    {
        foreach (var (kind, count, names) in Listed)
        {
            var more = count > names.Count ? string.Create(CultureInfo.InvariantCulture, $" and {count - names.Count:N0} more") : "";
            await text.WriteLineAsync(CommandConsole.Printable(
                string.Create(CultureInfo.InvariantCulture, $"  left out  {count:N0} × {kind}: {string.Join(", ", names)}{more}")));
        }

        if (kinds.Count > MaxKinds)
        {
            await text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  left out  {kinds.Count - MaxKinds:N0} more kinds of files"));
        }
    }
}

/// <summary>Says of each file in a line what was read of it: files in doubt before those that are sure, up to a limit.</summary>
internal sealed class PrintedAccounts
{
    /// <summary>Lines that are printed; <c>--json</c> has every file.</summary>
    public const int MaxLines = 50;

    private readonly List<string> doubtful = [];
    private readonly List<string> sure = [];
    private int beyond;

    public void Add(SourceReport source)
    {
        foreach (var post in source.Posts)
        {
            var isSure = post.ReadAs is null or { Certainty: Certainty.Sure } && source.Problems.All(problem => problem.Severity == Severity.Note);
            if (doubtful.Count + sure.Count >= MaxLines && (isSure || sure.Count == 0))
            {
                beyond++;
                continue;
            }

            if (doubtful.Count + sure.Count >= MaxLines)
            {
                sure.RemoveAt(sure.Count - 1);
                beyond++;
            }

            (isSure ? sure : doubtful).Add(Line(source, post));
        }
    }

    public async Task WriteAsync(TextWriter text)
    {
        foreach (var line in doubtful.Concat(sure))
        {
            await text.WriteLineAsync(CommandConsole.Printable(line));
        }

        if (beyond > 0)
        {
            await text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  read      {beyond:N0} more posts; --json has all"));
        }
    }

    private static string Line(SourceReport source, PostAccount post)
    {
        var comments = post.Declared is { } declared && declared != post.Found
            ? string.Create(CultureInfo.InvariantCulture, $"{post.Found:N0} of {declared:N0} comments")
            : OneOrMany.Count(post.Found, "comment", "comments");
        var layout = post.ReadAs is { } read ? $"; {read.Name}, {ThreadJson.InWords(read.Certainty)}" : "";
        var doubts = source.Problems.Count(problem => problem.Severity != Severity.Note);
        return $"  read      {source.File}: {post.Title ?? "(no title)"}, {ThreadJson.Date(post.Published, post.OpenDate)}, {comments}{layout}"
            + (doubts > 0 ? $"; {OneOrMany.Count(doubts, "doubt", "doubts")} below" : "");
    }
}
