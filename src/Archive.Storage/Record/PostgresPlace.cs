using Npgsql;

namespace Archive.Storage.Record;

/// <summary>A record in a PostgreSQL database.</summary>
/// <remarks>Of several hosts the one that takes writes is asked, so that a standby which was promoted is found.</remarks>
internal sealed class PostgresPlace : RecordPlace
{
    private readonly Timeline timeline;
    private NpgsqlConnection? listening;

    private PostgresPlace(string name, PostgresHosts hosts, Timeline timeline) => (Name, Hosts, this.timeline) = (name, hosts, timeline);

    public override bool IsShared => true;

    public override string Name { get; }

    internal PostgresHosts Hosts { get; }

    public static PostgresPlace Of(string database)
    {
        try
        {
            var typed = new NpgsqlConnectionStringBuilder(database);
            if (typed.Host is not { Length: > 0 })
            {
                throw new ArgumentException("it names no Host");
            }

            var (name, timeline) = ($"the database {typed.Database ?? typed.Username} at {typed.Host}", new Timeline());
            return new PostgresPlace(name, new PostgresHosts(typed, name, timeline), timeline);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or OverflowException or KeyNotFoundException or InvalidOperationException or NotSupportedException)
        {
            // The message of the library may repeat what was typed, and with it a password.
            throw new ArchiveFileException("--record", "this is no connection string of PostgreSQL, such as \"Host=a,b;Database=archive;Username=archive\"");
        }
    }

    protected override void Dispose(bool disposing)
    {
        listening?.Dispose();
        Hosts.Dispose();
        base.Dispose(disposing);
    }

    public override IRecord OpenReader() => PostgresRecord.OpenReader(Name, Hosts.OpenToRead, timeline);

    public override IRecord OpenToFollow() => PostgresRecord.OpenReader(Name, Hosts.OpenToFollow, timeline);

    public override IRecord Open()
    {
        PostgresRecord.Create(Name, Hosts.OpenAlone);
        return OpenToFollow();
    }

    public override IRecord? TryOpenWriter()
    {
        PostgresRecord.Create(Name, Hosts.OpenAlone);
        return PostgresRecord.TryOpenWriter(Name, Hosts.OpenAlone, timeline);
    }

    // One waits at a time. What is told while nobody listened is found by whoever asks again after the time.
    public override async Task WaitForMoreAsync(TimeSpan atMost, CancellationToken cancel)
    {
        var since = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            if (listening is null)
            {
                listening = await Task.Run(Hosts.OpenAlone, cancel);
                await using var listen = new NpgsqlCommand($"LISTEN {PostgresAppending.Channel}", listening);
                await listen.ExecuteNonQueryAsync(cancel);
                // What came before it was heard.
                return;
            }

            await listening.WaitAsync(atMost, cancel);
        }
        catch (Exception lost) when (lost is NpgsqlException or RecordUnreachableException or IOException or TimeoutException or InvalidOperationException)
        {
            (listening, var gone) = (null, listening);
            await (gone?.DisposeAsync() ?? ValueTask.CompletedTask);
            var rest = atMost - since.Elapsed;
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, cancel);
        }
    }
}
