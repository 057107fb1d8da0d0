using System.Globalization;

namespace Archive.Storage.Record;

/// <summary>Remembers which history of its server a machine has met: each standby that is promoted begins another, under a higher number.</summary>
/// <remarks>A primary that comes back after another was promoted still takes writes, and nobody may take its record for the present one.</remarks>
internal sealed class Timeline
{
    /// <summary>The SQL of the name of the file of the server's log that is written now, of which the first eight digits are the history.</summary>
    public const string Sql = "pg_walfile_name(pg_current_wal_lsn())";

    private readonly Lock gate = new();
    private int highest;

    /// <summary>Takes note of the history that a server is in.</summary>
    /// <exception cref="RecordUnreachableException">A later one has been met.</exception>
    public void Meet(string name, string file)
    {
        var met = int.Parse(file.AsSpan(0, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        lock (gate)
        {
            if (met < highest)
            {
                throw new RecordUnreachableException(name, "the host that answers was the primary until another was promoted, and is not asked any more");
            }

            highest = met;
        }
    }
}
