using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.ReadingCopy;

/// <summary>Brings a database file to the present schema: the numbered scripts, each in a transaction of its own.</summary>
internal static class SchemaScripts
{
    /// <summary>"Arch" in ASCII: tells an archive from any other SQLite file.</summary>
    private const int ApplicationId = 0x41726368;

    private static readonly string[] Scripts = [.. typeof(SchemaScripts).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    /// <summary>Whether the file is an archive of the present schema; false where scripts are missing.</summary>
    /// <exception cref="ArchiveFileException">It is something else, or newer than this program.</exception>
    public static bool IsCurrent(SqliteConnection connection, string path) =>
        VersionOf(connection, path) == Scripts.Length;

    public static void Apply(SqliteConnection connection, string path)
    {
        if (IsCurrent(connection, path))
        {
            return;
        }

        Statement.Execute(connection, "PRAGMA journal_mode = WAL");
        for (var version = VersionOf(connection, path); version < Scripts.Length; version++)
        {
            Statement.Execute(connection, string.Create(
                CultureInfo.InvariantCulture,
                $"""
                 BEGIN IMMEDIATE;
                 {Read(Scripts[version])}
                 PRAGMA application_id = {ApplicationId};
                 PRAGMA user_version = {version + 1};
                 COMMIT;
                 """));
        }
    }

    private static int VersionOf(SqliteConnection connection, string path)
    {
        var version = Pragma(connection, "user_version");
        var application = Pragma(connection, "application_id");
        if (application != ApplicationId && !(application == 0 && version == 0 && IsEmpty(connection)))
        {
            throw new ArchiveFileException(path, "this is an SQLite database of another program");
        }

        return version <= Scripts.Length
            ? version
            : throw new ArchiveFileException(
                path, $"this archive has schema {version}; this program knows up to {Scripts.Length} and is too old for it");
    }

    private static int Pragma(SqliteConnection connection, string name)
    {
        using var pragma = new Statement(connection, $"PRAGMA {name}");
        return (int)pragma.Number()!.Value;
    }

    private static bool IsEmpty(SqliteConnection connection)
    {
        using var tables = new Statement(connection, "SELECT count(*) FROM sqlite_schema");
        return tables.Number() == 0;
    }

    private static string Read(string script)
    {
        using var stream = typeof(SchemaScripts).Assembly.GetManifestResourceStream(script)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
