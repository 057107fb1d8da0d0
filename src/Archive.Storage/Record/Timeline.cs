using System.Data.Common;
using System.Globalization;

namespace Archive.Storage.Record;

/// <summary>Remembers which history of its server a machine has met: each standby that is promoted begins another, under a higher number.</summary>
/// <remarks>
/// A primary that comes back after another was promoted still takes writes, and nobody may take its record for the present one. Asked with each new connection, so that of several
/// hosts the next is tried; and with the last entry, for connections that outlive a promotion. Another server, such as one that was upgraded by a dump, begins anew.
/// </remarks>
internal sealed class Timeline
{
    /// <summary>The SQL of the server and the name of the file of its log that is written now, of which the first eight digits are the history; a standby writes none.</summary>
    public const string Sql =
        "(SELECT system_identifier FROM pg_control_system()) AS server, CASE WHEN pg_is_in_recovery() THEN NULL ELSE pg_walfile_name(pg_current_wal_lsn()) END AS log";

    private readonly Lock gate = new();
    private (long Server, int Highest) met;

    /// <summary>Takes note of the history that a server is in; false where it is a standby, which writes none.</summary>
    /// <param name="row">With the columns of <see cref="Sql"/> first.</param>
    /// <exception cref="RecordUnreachableException">A later one of the same server has been met.</exception>
    public bool Meet(string name, DbDataReader row)
    {
        if (row.IsDBNull(1))
        {
            return false;
        }

        var (server, history) = (row.GetInt64(0), int.Parse(row.GetString(1).AsSpan(0, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        lock (gate)
        {
            if (server == met.Server && history < met.Highest)
            {
                throw new RecordUnreachableException(name, "the host that answers was the primary until another was promoted, and is not asked any more");
            }

            met = (server, history);
            return true;
        }
    }
}
