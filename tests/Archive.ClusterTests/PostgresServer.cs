using System.Diagnostics;
using Archive.ClusterTests;

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

    // Stops when its input ends, which also happens when this program is killed.
    private const string Serve =
        """
        "$1/postgres" -D "$2" -k "$2" -c listen_addresses=127.0.0.1 -c port="$3" -c shared_buffers=64MB -c max_connections=200 > "$2/log" 2>&1 &
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

    /// <summary>A new database, as a machine of the archive is told of it.</summary>
    public string NewDatabase(string settings = "")
    {
        SkipWhereMissing();
        var name = $"archive_{Interlocked.Increment(ref databases)}";
        using var connection = new Npgsql.NpgsqlConnection(To("postgres"));
        connection.Open();
        using var create = new Npgsql.NpgsqlCommand($"CREATE DATABASE {name} {settings}", connection);
        create.ExecuteNonQuery();
        return To(name);
    }

    /// <summary>Does something in a database behind the back of those who use it.</summary>
    public static void Run(string database, string sql)
    {
        using var connection = new Npgsql.NpgsqlConnection(database + ";Pooling=false");
        connection.Open();
        using var command = new Npgsql.NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Path.Combine(Programs, "postgres")))
        {
            return;
        }

        var data = Path.Combine(folder.FullName, "data");
        Directory.CreateDirectory(data);
        var secret = Path.Combine(folder.FullName, "secret");
        await File.WriteAllTextAsync(secret, Password);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", ["-R", Account, folder.FullName]);
        }

        await RunAsync("setpriv", [.. AsAccount, Path.Combine(Programs, "initdb"), "-D", data, "-U", Account, "-A", "scram-sha-256", $"--pwfile={secret}", "-E", "UTF8", "--locale=C.UTF-8"]);
        process = Start("setpriv", [.. AsAccount, "sh", "-c", Serve, "sh", Programs, data, $"{Port}"]);
        var waited = Stopwatch.StartNew();
        while (!IsUp())
        {
            if (process.HasExited || waited.Elapsed > TimeSpan.FromMinutes(1))
            {
                throw new InvalidOperationException($"PostgreSQL did not start: {await File.ReadAllTextAsync(Path.Combine(data, "log"))}");
            }

            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Npgsql.NpgsqlConnection.ClearAllPools();
        if (process is not null)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        folder.Delete(recursive: true);
    }

    private void SkipWhereMissing()
    {
        if (process is null && Environment.GetEnvironmentVariable(RequiredVariable) == "1")
        {
            Assert.Fail($"there is no PostgreSQL in {Programs}, and {RequiredVariable}=1");
        }

        Assert.SkipWhen(process is null, $"there is no PostgreSQL in {Programs}");
    }

    private string To(string database) => $"Host=127.0.0.1;Port={Port};Database={database};Username={Account};Password={Password}";

    private bool IsUp()
    {
        try
        {
            using var connection = new Npgsql.NpgsqlConnection(To("postgres") + ";Pooling=false;Timeout=2");
            connection.Open();
            return true;
        }
        catch (Npgsql.NpgsqlException)
        {
            return false;
        }
    }

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var run = Start(program, arguments);
        run.StandardInput.Close();
        await run.WaitForExitAsync();
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {run.ExitCode}");
        }
    }

    private static Process Start(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, WorkingDirectory = "/" })!;

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        socket.Start();
        return ((System.Net.IPEndPoint)socket.LocalEndpoint).Port;
    }
}
