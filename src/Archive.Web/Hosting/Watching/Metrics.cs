using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Archive.Web.Hosting.Watching;

/// <summary>How the machine stands in figures: as instruments of the runtime, and as the text that Prometheus and its like read.</summary>
internal sealed class Metrics : IDisposable
{
    /// <summary>Where they are read as text.</summary>
    public const string Address = "/metrics";

    /// <summary>The meter to which the instruments belong.</summary>
    public const string MeterName = "Archive";

    // The format's own, which is older than what registries know.
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Meter meter = new(MeterName, Machine.Version);
    private readonly List<Figure> figures;

    public Metrics(Machine machine)
    {
        figures =
        [
            new("archive.record.applied", "{entry}", "The last entry of the record that the copy shows.", () => machine.Applied()?.Number),
            new("archive.record.behind.entries", "{entry}", "Entries of a shared record that the copy lacks, as far as is known.", () => machine.IsShared ? machine.Following.Behind : null),
            new("archive.record.behind.seconds", "s", "How long ago the copy last had all of a shared record.", () => machine.IsShared ? machine.SinceLevel?.TotalSeconds : null),
            new("archive.record.trouble", "1", "1 where a shared record could not be asked, or not be followed.", () => machine.IsShared ? machine.Following.Trouble is null ? 0 : 1 : null),
            new("archive.site.dark", "1", "1 where nothing is shown, because it may have been taken back.", () => machine.DarkBecause() is null ? 0 : 1),
            new("archive.copy.bytes", "By", "The bytes of the copy on the disk.", () => machine.CopyBytes()),
            new("archive.process.uptime.seconds", "s", "For how long this process has served.", () => machine.Uptime.TotalSeconds),
        ];
        figures.ForEach(figure => meter.CreateObservableGauge(figure.Name, figure.Measure, figure.Unit, figure.Help));
    }

    /// <summary>All figures in the text format of Prometheus; one that nobody knows now is left out.</summary>
    public string InText()
    {
        var text = new StringBuilder()
            .Append("# HELP archive_info The program that serves.\n# TYPE archive_info gauge\n")
            .Append(CultureInfo.InvariantCulture, $"archive_info{{version=\"{Machine.Version}\",making=\"{ArchiveFolder.MakingVersion}\"}} 1\n");
        foreach (var figure in figures)
        {
            if (figure.Read() is { } value)
            {
                var name = figure.Name.Replace('.', '_');
                text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {figure.Help}\n# TYPE {name} gauge\n{name} {value:R}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Whether an instrument is one of these, and not of another site in this process.</summary>
    public bool Owns(Instrument instrument) => ReferenceEquals(instrument.Meter, meter);

    public void Dispose() => meter.Dispose();

    private sealed record Figure(string Name, string Unit, string Help, Func<double?> Read)
    {
        public IEnumerable<Measurement<double>> Measure() => Read() is { } value ? [new Measurement<double>(value)] : [];
    }

    internal static IResult Answer(HttpContext context, Metrics metrics)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Machine.MayAsk(context) ? Results.Text(metrics.InText(), ContentType) : Results.NotFound();
    }
}

/// <summary>Adds the address of the figures to the site.</summary>
internal static class MetricsAddress
{
    public static void MapMetrics(this WebApplication app)
    {
        // Whoever listens to the instruments shall not have to wait for somebody who reads the text.
        app.Services.GetRequiredService<Metrics>();
        app.MapGet(Metrics.Address, Metrics.Answer);
    }
}
