using Npgsql;

namespace Archive.Storage.Record;

/// <summary>A record in a PostgreSQL database.</summary>
/// <remarks>Of several hosts the one that takes writes is asked, so that a standby which was promoted is found.</remarks>
internal sealed class PostgresPlace : RecordPlace
{
    /// <summary>Connections of one process for reading and for its desk, which readers can come to need all of.</summary>
    internal const int MaxReaders = 10;

    /// <summary>Connections by which it follows: some read sources while the one that writes asks for more.</summary>
    private const int MaxFollowing = Making.CopyMaker.MaxReaders + 1;

    // Beside those for reading and for following one writes, one listens, and one has the right to do jobs: 18 at most.

    /// <summary>Statements that a connection keeps prepared: more than this program has.</summary>
    private const int MaxPrepared = 100;

    private const int ConnectSeconds = 5, CommandSeconds = 60;

    /// <summary>What nobody has used for so long is closed: many machines may share the server, and each has some more while it makes its copy.</summary>
    private const int RestSeconds = 20;

    /// <summary>After so long without an answer to a sign of life a connection counts as gone, on both ends: with it goes the right to write.</summary>
    private const int SilenceSeconds = 10, SignsOfLife = 3;

    // Of a connection that writes or listens nothing is left over for the next: the right to write is a lock of its session.
    private readonly NpgsqlDataSource reading, following, alone;
    private readonly Timeline timeline;
    private NpgsqlConnection? listening;

    private PostgresPlace(string name, Func<int, NpgsqlDataSource> hosts, Timeline timeline) =>
        (Name, reading, following, alone, this.timeline) = (name, hosts(MaxReaders), hosts(MaxFollowing), hosts(0), timeline);

    public override bool IsShared => true;

    /// <summary>Connections that are handed around.</summary>
    internal NpgsqlDataSource Reading => reading;

    /// <summary>Connections of which each is somebody's own, with the rights that its session has.</summary>
    internal NpgsqlDataSource Alone => alone;

    public override string Name { get; }

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
            return new PostgresPlace(name, pooled => Hosts(typed, pooled, name, timeline), timeline);
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
        reading.Dispose();
        following.Dispose();
        alone.Dispose();
        base.Dispose(disposing);
    }

    public override IRecord OpenReader() => PostgresRecord.OpenReader(Name, reading, timeline);

    public override IRecord OpenToFollow() => PostgresRecord.OpenReader(Name, following, timeline);

    public override IRecord Open()
    {
        PostgresRecord.Create(Name, alone);
        return OpenToFollow();
    }

    public override IRecord? TryOpenWriter()
    {
        PostgresRecord.Create(Name, alone);
        return PostgresRecord.TryOpenWriter(Name, alone, timeline);
    }

    // One waits at a time. What is told while nobody listened is found by whoever asks again after the time.
    public override async Task WaitForMoreAsync(TimeSpan atMost, CancellationToken cancel)
    {
        var since = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            if (listening is null)
            {
                listening = await alone.OpenConnectionAsync(cancel);
                await using var listen = new NpgsqlCommand($"LISTEN {PostgresAppending.Channel}", listening);
                await listen.ExecuteNonQueryAsync(cancel);
                // What came before it was heard.
                return;
            }

            await listening.WaitAsync(atMost, cancel);
        }
        catch (Exception lost) when (lost is NpgsqlException or IOException or TimeoutException or InvalidOperationException)
        {
            (listening, var gone) = (null, listening);
            await (gone?.DisposeAsync() ?? ValueTask.CompletedTask);
            var rest = atMost - since.Elapsed;
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, cancel);
        }
    }

    // With none in a pool each is opened for whoever asks. Encryption by Kerberos is for whoever asks for it: without its library each connection would try for nothing.
    private static NpgsqlDataSource Hosts(NpgsqlConnectionStringBuilder typed, int pooled, string name, Timeline timeline)
    {
        // A socket of this machine has no signs of life, and refuses to be asked for them.
        var isRemote = !typed.Host!.Split(',').Any(host => host.Trim() is ['/' or '@', ..]);
        var settings = new NpgsqlConnectionStringBuilder(typed.ConnectionString)
        {
            ApplicationName = "archive",
            Pooling = pooled > 0,
            MaxPoolSize = Math.Max(1, pooled),
            ConnectionIdleLifetime = RestSeconds,
            ConnectionPruningInterval = RestSeconds / 4,
            MinPoolSize = 0,
            MaxAutoPrepare = MaxPrepared,
            AutoPrepareMinUsages = 2,
            Timeout = ConnectSeconds,
            CommandTimeout = CommandSeconds,
            // A host counts as away after each connection that breaks; what was a standby a moment ago may be the primary.
            HostRecheckSeconds = 0,
            TcpKeepAlive = isRemote,
            TcpKeepAliveTime = isRemote ? SilenceSeconds : 0,
            TcpKeepAliveInterval = isRemote ? SilenceSeconds : 0,
            PersistSecurityInfo = false,
            GssEncryptionMode = typed.ContainsKey("GSS Encryption Mode") ? typed.GssEncryptionMode : GssEncryptionMode.Disable,
            IncludeErrorDetail = false,
            Options = $"{typed.Options} -c tcp_keepalives_idle={SilenceSeconds} -c tcp_keepalives_interval={SilenceSeconds} -c tcp_keepalives_count={SignsOfLife}".TrimStart(),
        };
        // A host that is refused here is passed over for the next.
        return new NpgsqlDataSourceBuilder(settings.ConnectionString)
            .UsePhysicalConnectionInitializer(Meet, connection => Task.Run(() => Meet(connection)))
            .BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary);

        void Meet(NpgsqlConnection connection)
        {
            using var ask = new NpgsqlCommand($"SELECT {Timeline.Sql}", connection);
            using var row = ask.ExecuteReader();
            row.Read();
            timeline.Meet(name, row);
        }
    }
}
