using Archive.Benchmarks;

// The first form is for people; the others are the processes that the benchmarks start and measure.
return args switch
{
    ["import", .. var rest] => await ImportBenchmark.RunAsync(Sizes.Comments(rest, 200_000)),
    ["pages", .. var rest] => await PagesBenchmark.RunAsync(Sizes.Comments(rest, 20_000)),
    ["measured-import", var dumps, var data] => await MeasuredImport.RunAsync(dumps, data),
    ["measured-site", var data, var kind, var path] => await MeasuredSite.RunAsync(data, kind, path),
    _ => Sizes.Usage(),
};
