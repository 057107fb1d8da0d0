using Microsoft.Data.Sqlite;

namespace Archive.Storage.Checking;

/// <summary>Compares what the index takes of each row with what its text and place give.</summary>
internal static class FactsCheck
{
    /// <summary>How many rows were compared.</summary>
    public static int Run(SqliteConnection connection, DifferenceList differences, CancellationToken cancel)
    {
        var compared = 0;
        foreach (var (id, stored, fresh) in SearchableRows.Posts(connection, "true"))
        {
            cancel.ThrowIfCancellationRequested();
            differences.AddWhere(stored != fresh, $"post {id}", "what filters ask of it differs from its text");
            compared++;
        }

        foreach (var (id, stored, fresh) in SearchableRows.Comments(connection, "true"))
        {
            cancel.ThrowIfCancellationRequested();
            differences.AddWhere(stored != fresh, $"comment {id}", "what filters ask of it differs from its text");
            compared++;
        }

        return compared;
    }
}
