namespace Archive.Tests.Storage.Record;

/// <summary>The record in a file.</summary>
public sealed class SqliteRecordTests : RecordSuite, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("archive-record-");
    private int places;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    protected override RecordPlace NewPlace() => RecordPlace.Of(folder.CreateSubdirectory($"{++places}").FullName, null);
}
