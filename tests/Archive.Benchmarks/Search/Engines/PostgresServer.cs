using System.Diagnostics;

namespace Archive.Benchmarks.Search.Engines;

/// <summary>A PostgreSQL of this benchmark's own, reached through a socket in its folder.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    // It refuses to run as root; this account comes with its package.
    private const string Account = "postgres";

    private const string Programs = "/usr/lib/postgresql/15/bin";

    // Stops when its input ends, which also happens when this program is killed.
    private const string Serve =
        """
        "$1/postgres" -D "$2" -k "$2" -c listen_addresses= -c shared_buffers=1GB -c work_mem=64MB -c maintenance_work_mem=512MB \
            -c max_wal_size=4GB -c fsync=off -c jit=off > "$2/log" 2>&1 &
        server=$!
        cat > /dev/null
        kill -INT $server
        wait $server
        """;

    private readonly Process process;

    private PostgresServer(Process process, string folder)
    {
        this.process = process;
        ConnectionString = $"Host={folder};Database=postgres;Username={Account};Pooling=false;Command Timeout=0;Timeout=60";
    }

    public string ConnectionString { get; }

    public static bool IsInstalled => File.Exists(Path.Combine(Programs, "postgres"));

    public static PostgresServer Start(string folder)
    {
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            if (Environment.IsPrivilegedProcess && !Command.Runs("chown", Account, folder))
            {
                throw new InvalidOperationException($"there is no account {Account} to run PostgreSQL as");
            }

            string[] create = [Path.Combine(Programs, "initdb"), "-D", folder, "-U", Account, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"];
            if (!Command.Runs("setpriv", [.. AsAccount, .. create]))
            {
                throw new InvalidOperationException("initdb failed");
            }
        }

        return new PostgresServer(Command.Start("setpriv", [.. AsAccount, "sh", "-c", Serve, "sh", Programs, folder]), folder);
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static string[] AsAccount => Environment.IsPrivilegedProcess ? ["--reuid", Account, "--regid", Account, "--clear-groups"] : ["--no-new-privs"];
}
