using System.Diagnostics;
using System.Globalization;
using Archive.ClusterTests;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Archive.ClusterTests;

/// <summary>A PostgreSQL of these tests' own, in a folder that goes with them, on loopback.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    /// <summary>With the value 1, a machine without PostgreSQL fails in place of skipping.</summary>
    public const string RequiredVariable = "ARCHIVE_REQUIRE_POSTGRES";

    public const string Password = "seldom-seen";

    // It refuses to run as root; this account comes with its package.
    private const string Account = "postgres";

    private const string Programs = "/usr/lib/postgresql/15/bin";

    // On a machine that others use, a disk or a processor may be busy for longer than a host has to let somebody in.
    private const int PatienceSeconds = 60;

    // A silent host is waited for to the end, so that it is less; the program's own five seconds are too few there, too.
    private const int SilenceSeconds = 15;

    // Stops when its input ends, which also happens when this program is killed. Its files are as safe as the machine is: no test takes that one's power.
    private const string Serve =
        """
        "$1/postgres" -D "$2" -k "$2" -c listen_addresses=127.0.0.1 -c port="$3" -c fsync=off -c shared_buffers=64MB -c max_connections=200 >> "$2/log" 2>&1 &
        server=$!
        cat > /dev/null
        kill -INT $server
        wait $server
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("archive-postgres-");
    private Process? process;
    private int databases;

    private static string[] AsAccount => Environment.IsPrivilegedProcess ? ["--reuid", Account, "--regid", Account, "--clear-groups"] : ["--no-new-privs"];

    public int Port { get; } = FreePort();

    /// <summary>The database that every server has.</summary>
    public string OfServer => To("postgres");

    private string Data => Path.Combine(folder.FullName, "data");

    /// <summary>A new database, as a machine of the archive is told of it.</summary>
    public string NewDatabase(string settings = "")
    {
        SkipWhereMissing();
        var name = string.Create(CultureInfo.InvariantCulture, $"archive_{Interlocked.Increment(ref databases)}");
        Run(OfServer, $"CREATE DATABASE {name} {settings}");
        return To(name);
    }

    /// <summary>The same database at whichever of some servers takes writes; one that was killed refuses at once.</summary>
    public static string AtAny(string database, params PostgresServer[] hosts) => At(database, [.. hosts.Select(host => host.Port)]).ConnectionString;

    /// <summary>The same database at whichever of some ports of this machine leads to one that takes writes; a silent one is not waited for as long as others.</summary>
    public static string AtAny(string database, params int[] ports)
    {
        var hosts = At(database, ports);
        hosts.Timeout = SilenceSeconds;
        return hosts.ConnectionString;
    }

    /// <summary>A server beside this one.</summary>
    public async Task<PostgresServer> NewServerAsync()
    {
        SkipWhereMissing();
        var another = new PostgresServer();
        await another.InitializeAsync();
        return another;
    }

    /// <summary>The same database by the server's socket and not by its port.</summary>
    public string BySocket(string database) => new NpgsqlConnectionStringBuilder(database) { Host = Data }.ConnectionString;

    /// <summary>Does something in a database behind the back of those who use it.</summary>
    public static void Run(string database, string sql)
    {
        using var connection = new NpgsqlConnection(database + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Asks something of a database that is true or false.</summary>
    public static bool Holds(string database, string sql) => Ask(database, sql) is true;

    /// <summary>Asks a database for a number.</summary>
    public static long Count(string database, string sql) => (long)Ask(database, sql)!;

    /// <summary>Keeps everybody from the originals of a database, until what this gives is disposed of.</summary>
    public static async Task<NpgsqlConnection> HoldOriginalsAsync(string database)
    {
        var holding = new NpgsqlConnection(database + ";Pooling=false");
        await holding.OpenAsync();
        await using var hold = new NpgsqlCommand("BEGIN; LOCK TABLE originals", holding);
        await hold.ExecuteNonQueryAsync();
        return holding;
    }

    /// <summary>Waits until so many sessions of machines wait for a lock.</summary>
    public static async Task UntilWaitingAsync(string database, int sessions)
    {
        const string Waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'archive' AND wait_event_type = 'Lock'";
        for (var turn = 0; Count(database, Waiting) < sessions; turn++)
        {
            Assert.True(turn < 600, "nobody waits");
            await Task.Delay(50);
        }
    }

    /// <summary>Ends every connection to a database, as when its server is started again.</summary>
    public static void CutAll(string database) =>
        Run(database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

    /// <summary>Lets nobody connect to a database, or everybody again.</summary>
    public void Let(string database, bool connect)
    {
        var name = new NpgsqlConnectionStringBuilder(database).Database!;
        Run(OfServer, $"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS {connect}");
        Run(OfServer, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    }

    /// <summary>A right that was another session's: the server ends a session some moments after it was told to.</summary>
    public static T Soon<T>(Func<T?> take)
        where T : class
    {
        for (var turn = 0; turn < 300; turn++)
        {
            if (take() is { } right)
            {
                return right;
            }

            Thread.Sleep(100);
        }

        throw new TimeoutException("the right does not come back");
    }

    public async ValueTask InitializeAsync()
    {
        if (!Form.IsAsked || !File.Exists(Path.Combine(Programs, "postgres")))
        {
            return;
        }

        var secret = Path.Combine(folder.FullName, "secret");
        await File.WriteAllTextAsync(secret, Password);
        await MakeFolderAsync();
        await RunAsync("initdb", ["-D", Data, "-U", Account, "-A", "scram-sha-256", $"--pwfile={secret}", "-E", "UTF8", "--locale=C.UTF-8"]);
        await StartAsync();
    }

    /// <summary>A standby that gets all that this one writes, and can be promoted.</summary>
    /// <param name="isSynchronous">Nothing is committed here any more that is not written there.</param>
    public async Task<PostgresServer> NewStandbyAsync(bool isSynchronous)
    {
        SkipWhereMissing();
        var standby = new PostgresServer();
        await standby.MakeFolderAsync();
        await RunAsync("pg_basebackup", ["-D", standby.Data, "-R", "-X", "stream", "-c", "fast", "-d", $"host=127.0.0.1 port={Port} user={Account} password={Password}"]);
        await standby.StartAsync();
        if (isSynchronous)
        {
            Run(OfServer, "ALTER SYSTEM SET synchronous_standby_names = '*'");
            Run(OfServer, "SELECT pg_reload_conf()");
        }

        return standby;
    }

    /// <summary>Starts the server in its folder, as it lies.</summary>
    public async Task StartAsync()
    {
        process = Start(["sh", "-c", Serve, "sh", Programs, Data, $"{Port}"]);
        var waited = Stopwatch.StartNew();
        while (!IsUp())
        {
            if (process.HasExited || waited.Elapsed > TimeSpan.FromMinutes(1))
            {
                throw new InvalidOperationException($"PostgreSQL did not start: {await File.ReadAllTextAsync(Path.Combine(Data, "log"))}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Ends the server as a power cut would: nobody is told anything.</summary>
    public async Task KillAsync()
    {
        await RunAsync("pg_ctl", ["-D", Data, "-m", "immediate", "stop"]);
        await StopAsync();
    }

    /// <summary>Makes a standby the primary.</summary>
    public void Promote() => Run(OfServer, "SELECT pg_promote()");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await StopAsync();
        folder.Delete(recursive: true);
    }

    private async Task StopAsync()
    {
        if (process is not null)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
            process = null;
        }
    }

    private async Task MakeFolderAsync()
    {
        Directory.CreateDirectory(Data);
        await DoneAsync(Process.Start("chmod", ["700", Data]));
        if (Environment.IsPrivilegedProcess)
        {
            await DoneAsync(Process.Start("chown", ["-R", Account, folder.FullName]));
        }
    }

    private void SkipWhereMissing()
    {
        Form.NeedsCluster();
        if (process is null && Environment.GetEnvironmentVariable(RequiredVariable) == "1")
        {
            Assert.Fail($"there is no PostgreSQL in {Programs}, and {RequiredVariable}=1");
        }

        Assert.SkipWhen(process is null, $"there is no PostgreSQL in {Programs}");
    }

    private string To(string database) => $"Host=127.0.0.1;Port={Port};Database={database};Username={Account};Password={Password};Timeout={PatienceSeconds}";

    private static NpgsqlConnectionStringBuilder At(string database, int[] ports) =>
        new(database) { Host = string.Join(',', ports.Select(port => $"127.0.0.1:{port}")) };

    private static object? Ask(string database, string sql)
    {
        using var connection = new NpgsqlConnection(database + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    private bool IsUp()
    {
        try
        {
            Run(OfServer + ";Timeout=2", "SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task RunAsync(string program, string[] arguments)
    {
        var run = Start([Path.Combine(Programs, program), .. arguments]);
        run.StandardInput.Close();
        await DoneAsync(run);
    }

    private static async Task DoneAsync(Process run)
    {
        using (run)
        {
            await run.WaitForExitAsync();
            _ = run.ExitCode == 0 ? 0 : throw new InvalidOperationException($"{run.StartInfo.FileName} {string.Join(' ', run.StartInfo.ArgumentList)} ended with {run.ExitCode}");
        }
    }

    // What they print would go where this program tells its results, and break them.
    private static Process Start(string[] command) =>
        Process.Start(new ProcessStartInfo("setpriv", [.. AsAccount, "sh", "-c", "exec \"$@\" > /dev/null 2>&1", "sh", .. command]) { RedirectStandardInput = true, WorkingDirectory = "/" })!;

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        socket.Start();
        return ((System.Net.IPEndPoint)socket.LocalEndpoint).Port;
    }
}
