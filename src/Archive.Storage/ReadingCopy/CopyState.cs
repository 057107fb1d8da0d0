using System.Reflection;

namespace Archive.Storage.ReadingCopy;

/// <summary>By which rules a reading copy was made, and up to which entry of the record.</summary>
internal sealed record CopyState(long Making, string Schema, long Applied, string Seal)
{
    /// <summary>Goes up whenever a reader, the fold, what is derived, or the schema makes other rows of the same record.</summary>
    public const long MakingVersion = 15;

    /// <summary>How its file is called in the folder of an archive.</summary>
    public const string FileName = "archive.db";

    /// <summary>"Arch" in ASCII: tells an archive from any other SQLite file.</summary>
    public const long ApplicationId = 0x41726368;

    /// <summary>The user_version of every reading copy. Up to 4 it counts the schemas of versions 0.1 to 0.3, which were archives and record in one.</summary>
    public const long UserVersion = 100;

    /// <summary>Twice what SQLite takes by itself: a text of a blog and its row fill pages of 4 KiB badly, and each page has a cost of its own in the log.</summary>
    private const int PageSize = 8192;

    /// <summary>SHA-256 of the schema of this program, as its build has it: a copy of another schema cannot be read.</summary>
    public static readonly string PresentSchema = typeof(CopyState).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(about => about.Key == "reading-copy.sql").Value!;

    /// <summary>The pages of this program can be made of it.</summary>
    public bool IsReadable => Schema == PresentSchema;

    /// <summary>It was made by the rules of this program.</summary>
    public bool IsCurrent => IsReadable && Making == MakingVersion;

    public static CopyState Read(Connection copy)
    {
        return copy["SELECT making, schema, applied, seal FROM copy"]
                .First(row => new CopyState(row.Long("making"), row.Text("schema"), row.Long("applied"), row.Text("seal")))
            ?? throw new InvalidDataException("the reading copy does not say what it is made of");
    }

    /// <summary>The hash of the first entry of the record that a copy shows: a record that has lost its end begins with it, and another does not. Empty where it shows none.</summary>
    /// <param name="copy">One of the tables of this program.</param>
    public static string Origin(Connection copy) => copy["SELECT origin FROM copy"].Text()!;

    /// <summary>Notes the last entry that is in the copy, in the transaction that writes it, and which record that is of.</summary>
    public static void Apply(Connection copy, long number, string seal, string origin) =>
        copy["UPDATE copy SET applied = ?, seal = ?, origin = ?"].With(number).With(seal).With(origin).Run();

    /// <summary>What a file has of tables, indexes, views and triggers, each with the statement that makes it.</summary>
    public static SortedDictionary<string, string> Tables(Connection copy)
    {
        var rows = copy["SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'"];
        return new(rows.All(row => (Name: row.Text(0), Sql: row.Text(1))).ToDictionary(row => row.Name, row => row.Sql), StringComparer.Ordinal);
    }

    /// <summary>Makes the tables of an empty copy.</summary>
    public static void Create(Connection copy)
    {
        copy.Execute($"PRAGMA page_size = {PageSize}");
        copy.Execute("PRAGMA journal_mode = WAL");
        copy.InTransaction(() =>
        {
            copy.Execute(Sqlite.Schema.Text("reading-copy.sql"));
            copy.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {UserVersion};");
            copy["INSERT INTO copy (id, making, schema, applied, seal, origin) VALUES (1, ?, ?, 0, '', '')"].With(MakingVersion).With(PresentSchema).Run();
        });
    }
}
