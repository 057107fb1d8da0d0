using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Storage.Searching;

/// <summary>The SQL function <c>collect(table)</c>: hands every hit of a full-text query to the collector of this thread.</summary>
/// <remarks>
/// FTS5 lets auxiliary functions see the matches of a row (sqlite.org/fts5.html, "Custom Auxiliary Functions"); the
/// bundled library exports what is needed to write one. It avoids what makes bm25() slow: a search in the table of
/// lengths for each hit, and a count of all hits of each word.
/// </remarks>
internal static unsafe partial class HitFunction
{
    // Places in the tables of functions of fts5.h; entry 0 is the version.
    private const int CreateFunction = 3, InstCount = 8, Inst = 9, Rowid = 10, PhraseFirst = 16, PhraseNext = 17;

    [ThreadStatic]
    private static Collector? current;

    [ThreadStatic]
    private static Exception? failure;

    /// <summary>Makes the function known to a connection.</summary>
    public static void Register(SqliteConnection connection)
    {
        var db = connection.Handle!.DangerousGetHandle();
        nint api = 0;
        Check(Prepare(db, "SELECT fts5(?1)", -1, out var statement, 0), connection);
        try
        {
            fixed (byte* type = "fts5_api_ptr"u8)
            {
                Check(BindPointer(statement, 1, (nint)(&api), type, 0), connection);
                _ = Step(statement);
            }
        }
        finally
        {
            _ = Finish(statement);
        }

        var create = (delegate* unmanaged[Cdecl]<nint, byte*, nint, delegate* unmanaged[Cdecl]<nint*, nint, nint, int, nint*, void>, nint, int>)
            ((nint*)api)[CreateFunction];
        fixed (byte* name = "collect"u8)
        {
            Check(create(api, name, 0, &Collect, 0), connection);
        }

        GC.KeepAlive(connection);
    }

    /// <summary>Runs a statement that calls the function; what it collected is in the collector.</summary>
    public static void Run(Statement statement, Collector collector)
    {
        current = collector;
        try
        {
            statement.Run();
        }
        catch (SqliteException) when (failure is not null)
        {
            throw new InvalidOperationException("a hit could not be collected", failure);
        }
        finally
        {
            current = null;
            failure = null;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Collect(nint* api, nint row, nint context, int count, nint* values)
    {
        try
        {
            current!.Take(new Hit(api, row));
        }
        catch (Exception broken)
        {
            // No exception may cross into SQLite; it ends the statement and is thrown again behind it.
            failure = broken;
            SetError(context, raw.SQLITE_ERROR);
        }
    }

    private static void Check(int result, SqliteConnection connection) =>
        SqliteException.ThrowExceptionForRC(result, connection.Handle!);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_prepare_v2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Prepare(nint db, string sql, int length, out nint statement, nint tail);

    // SQLite keeps the address of the type's name, not a copy.
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_bind_pointer")]
    private static partial int BindPointer(nint statement, int index, nint value, byte* type, nint destroy);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_step")]
    private static partial int Step(nint statement);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_finalize")]
    private static partial int Finish(nint statement);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_result_error_code")]
    private static partial void SetError(nint context, int code);

    /// <summary>A row that meets the query, while the query stands on it.</summary>
    internal readonly ref struct Hit(nint* api, nint row)
    {
        private readonly nint* api = api;
        private readonly nint row = row;

        public long Id => ((delegate* unmanaged[Cdecl]<nint, long>)api[Rowid])(row);

        /// <summary>How many places of the row match.</summary>
        public int Places
        {
            get
            {
                int places;
                return ((delegate* unmanaged[Cdecl]<nint, int*, int>)api[InstCount])(row, &places) == raw.SQLITE_OK ? places : 0;
            }
        }

        /// <summary>Which phrase of the expression matches at a place, and in which column.</summary>
        public (int Phrase, int Column) Place(int index)
        {
            int phrase, column, offset;
            return ((delegate* unmanaged[Cdecl]<nint, int, int*, int*, int*, int>)api[Inst])(row, index, &phrase, &column, &offset) == raw.SQLITE_OK
                ? (phrase, column)
                : (-1, -1);
        }

        /// <summary>What all matches of the only phrase weigh: a fourth of the work of asking for each place.</summary>
        /// <param name="weights">For each column what a match in it weighs.</param>
        public double Weigh(double[] weights)
        {
            var weight = 0.0;
            int column, offset;
            // Two addresses, between which the places stand.
            var places = stackalloc nint[2];
            if (((delegate* unmanaged[Cdecl]<nint, int, nint*, int*, int*, int>)api[PhraseFirst])(row, 0, places, &column, &offset) != raw.SQLITE_OK)
            {
                return 0;
            }

            while (column >= 0)
            {
                weight += weights[column];
                ((delegate* unmanaged[Cdecl]<nint, nint*, int*, int*, void>)api[PhraseNext])(row, places, &column, &offset);
            }

            return weight;
        }
    }

    /// <summary>Takes the hits of a query one by one, without a row of a result for each.</summary>
    internal abstract class Collector
    {
        public abstract void Take(Hit hit);
    }
}
