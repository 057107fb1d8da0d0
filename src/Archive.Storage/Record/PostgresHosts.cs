using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using Npgsql;

namespace Archive.Storage.Record;

/// <summary>Opens connections to whichever of some PostgreSQL hosts takes writes.</summary>
/// <remarks>
/// The host that answered last is asked first. One that has lost its power neither answers nor refuses: it is waited for once, and not with each question.
/// </remarks>
internal sealed class PostgresHosts : IDisposable
{
    /// <summary>Connections of one process for reading and for its desk, which readers can come to need all of.</summary>
    internal const int MaxReaders = 10;

    /// <summary>Connections by which it follows: some read sources while the one that writes asks for more.</summary>
    private const int MaxFollowing = Making.CopyMaker.MaxReaders + 1;

    // Beside those for reading and for following one writes, one listens, and one has the right to do jobs: 18 at most.

    /// <summary>Statements that a connection keeps prepared: more than this program has.</summary>
    private const int MaxPrepared = 100;

    /// <summary>What a host may take to let somebody in, unless the connection string says otherwise, and a question to be answered.</summary>
    private const int ConnectSeconds = 5, CommandSeconds = 60;

    /// <summary>What nobody has used for so long is closed: many machines may share the server, and each has some more while it makes its copy.</summary>
    private const int RestSeconds = 20;

    /// <summary>After so long without an answer to a sign of life a connection counts as gone, on both ends: with it goes the right to write.</summary>
    private const int SilenceSeconds = 10, SignsOfLife = 3;

    private readonly string name;
    private readonly Host[] hosts;
    private volatile int answering;

    public PostgresHosts(NpgsqlConnectionStringBuilder typed, string name, Timeline timeline) =>
        (this.name, hosts) = (name, [.. typed.Host!.Split(',', StringSplitOptions.TrimEntries).Select(host => new Host(host, pooled => Source(typed, host, pooled, name, timeline)))]);

    /// <summary>A connection that is handed around among those who read and those at the desk.</summary>
    public NpgsqlConnection OpenToRead() => Open(host => host.Reading);

    /// <summary>A connection that is handed around among those who follow.</summary>
    public NpgsqlConnection OpenToFollow() => Open(host => host.Following);

    /// <summary>A connection that is somebody's own, with the rights that its session has.</summary>
    public NpgsqlConnection OpenAlone() => Open(host => host.Alone);

    public void Dispose()
    {
        foreach (var host in hosts)
        {
            host.Reading.Dispose();
            host.Following.Dispose();
            host.Alone.Dispose();
        }
    }

    private NpgsqlConnection Open(Func<Host, NpgsqlDataSource> of)
    {
        var (first, failures) = (answering, new List<(Host Host, Exception Failure)>());
        for (var turn = 0; turn < hosts.Length; turn++)
        {
            var at = (first + turn) % hosts.Length;
            try
            {
                var connection = of(hosts[at]).OpenConnection();
                answering = at;
                return connection;
            }
            catch (Exception failure) when (failure is NpgsqlException or RecordUnreachableException or SocketException or IOException or TimeoutException)
            {
                failures.Add((hosts[at], Told(failure)));
            }
        }

        // Whom one refuses, such as for a wrong password, the others need not say anything; where all are away it matters why each is, and no cause says that.
        var refusal = failures.Select(one => one.Failure).FirstOrDefault(failure => failure is PostgresException { SqlState: var state } && !PostgresRecord.IsAway(state));
        ExceptionDispatchInfo.Throw(refusal ?? (failures.Count == 1 ? failures[0].Failure : new RecordUnreachableException(
            name, string.Join("; ", failures.Select(one => $"{one.Host.Name}: {PostgresRecord.Why(one.Failure)}")))));
        throw failures[0].Failure;
    }

    // A host is tried by a connection that was kept, which may be broken, and then by a new one, whose failure says more.
    private static Exception Told(Exception failure) =>
        failure.InnerException is AggregateException { InnerExceptions: var tried } ? tried.Select(one => one.GetBaseException()).FirstOrDefault(SaysWhy) ?? failure : failure;

    // What a host says for itself tells more than that another did not answer.
    private static bool SaysWhy(Exception failure) => failure is PostgresException or RecordUnreachableException;

    // With none in a pool each is opened for whoever asks. Encryption by Kerberos is for whoever asks for it: without its library each connection would try for nothing.
    private static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder typed, string host, int pooled, string name, Timeline timeline)
    {
        // A socket of this machine has no signs of life, and refuses to be asked for them.
        var isRemote = host is not ['/' or '@', ..];
        var settings = new NpgsqlConnectionStringBuilder(typed.ConnectionString)
        {
            Host = host,
            ApplicationName = "archive",
            Pooling = pooled > 0,
            MaxPoolSize = Math.Max(1, pooled),
            ConnectionIdleLifetime = RestSeconds,
            ConnectionPruningInterval = RestSeconds / 4,
            MinPoolSize = 0,
            MaxAutoPrepare = MaxPrepared,
            AutoPrepareMinUsages = 2,
            Timeout = typed.ShouldSerialize("Timeout") ? typed.Timeout : ConnectSeconds,
            CommandTimeout = CommandSeconds,
            // Whether a host takes writes is asked each time: after each connection that breaks it would count as away for so long.
            HostRecheckSeconds = 0,
            TcpKeepAlive = isRemote,
            TcpKeepAliveTime = isRemote ? SilenceSeconds : 0,
            TcpKeepAliveInterval = isRemote ? SilenceSeconds : 0,
            PersistSecurityInfo = false,
            GssEncryptionMode = typed.ShouldSerialize("GSS Encryption Mode") ? typed.GssEncryptionMode : GssEncryptionMode.Disable,
            IncludeErrorDetail = false,
            Options = $"{typed.Options} -c tcp_keepalives_idle={SilenceSeconds} -c tcp_keepalives_interval={SilenceSeconds} -c tcp_keepalives_count={SignsOfLife}".TrimStart(),
        };
        return new NpgsqlDataSourceBuilder(settings.ConnectionString)
            .UsePhysicalConnectionInitializer(Meet, connection => Task.Run(() => Meet(connection)))
            .BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary);

        void Meet(NpgsqlConnection connection)
        {
            using var ask = new NpgsqlCommand($"SELECT {Timeline.Sql}", connection);
            using var row = ask.ExecuteReader();
            row.Read();
            if (!timeline.Meet(name, row))
            {
                throw new RecordUnreachableException(name, "the host that answers is a standby, which takes no writes");
            }
        }
    }

    private sealed class Host(string name, Func<int, NpgsqlDataSource> source)
    {
        public string Name => name;

        public NpgsqlDataSource Reading { get; } = source(MaxReaders);

        public NpgsqlDataSource Following { get; } = source(MaxFollowing);

        // Of a connection that writes or listens nothing is left over for the next: the right to write is a lock of its session.
        public NpgsqlDataSource Alone { get; } = source(0);
    }
}
