using Archive.Benchmarks;
using Archive.Benchmarks.Comparing;
using Archive.Benchmarks.Following;
using Archive.Benchmarks.Growth;
using Archive.Benchmarks.Made;
using Archive.Benchmarks.Releases;
using Archive.Benchmarks.Search;
using Archive.Benchmarks.Start;

var (results, typed) = Sizes.Option(args, "--results");
return typed switch
{
    ["release", .. var rest] => await Release.RunAsync(results, rest),
    _ when results is not null => await ResultsFile.WriteAsync(results, string.Join(' ', Sizes.Option(typed, "--keep").Others), () => RunAsync(typed)),
    _ => await RunAsync(typed),
};

// The first form is for people; the others are the processes that the benchmarks start and measure.
static async Task<int> RunAsync(string[] typed) => typed switch
{
    ["import", var comments, "--into", var before] => await ImportBenchmark.RunAsync(Sizes.Comments([comments], 0), Sizes.Comments([before], 0)),
    ["import", .. var rest] => await ImportBenchmark.RunAsync(Sizes.Comments(rest, 200_000), 0),
    ["follow", .. var rest] => await FollowBenchmark.RunAsync(Sizes.Comments(rest, 100_000)),
    ["captures"] => await CapturesBenchmark.RunAsync(),
    ["pages", .. var rest] => await PagesBenchmark.RunAsync(Sizes.Comments(rest, 20_000)),
    ["growth", .. var rest] => await GrowthBenchmark.RunAsync(Sizes.Comments(rest, 50_000)),
    ["memory", .. var rest] => await MemoryBenchmark.RunAsync(Sizes.Kept(rest, 100_000)),
    ["start", .. var rest] => await StartBenchmark.RunAsync(Sizes.Kept(rest, 10_000)),
    ["search", .. var rest] => await SearchBenchmark.RunAsync(SearchChoices.Read(rest)),
    ["compare"] => await CompareBenchmark.RunAsync("HEAD~1"),
    ["compare", var commit] => await CompareBenchmark.RunAsync(commit),
    ["made", var folder, .. var rest] => await MadeArchive.RunAsync(folder, Sizes.Comments(rest, 1_200)),
    ["measured-import", var dumps, var data, var blog] => await MeasuredImport.RunAsync(dumps, data, blog),
    ["measured-machine", var data, var database, var warm] => await MeasuredMachine.RunAsync(data, database, warm),
    ["measured-site", var data, var kind, var path] => await MeasuredSite.RunAsync(data, kind, path),
    ["measured-crowd", var address] => await Crowd.RunAsync(address),
    _ => Sizes.Usage(),
};
