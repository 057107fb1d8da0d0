using Archive.Tests.Storage.Record;

namespace Archive.ClusterTests;

/// <summary>The record in PostgreSQL.</summary>
public sealed class PostgresRecordTests(PostgresServer server) : RecordSuite
{
    protected override RecordPlace NewPlace() => RecordPlace.Of("", server.NewDatabase());

    [Fact]
    public void One_writes_at_a_time_and_the_right_ends_with_the_connection()
    {
        var place = NewPlace();
        using (var first = place.TryOpenWriter())
        {
            Assert.NotNull(first);
            Assert.Null(place.TryOpenWriter());
        }

        using var next = place.TryOpenWriter();
        Assert.NotNull(next);
    }

    [Fact]
    public void Machines_that_come_at_once_make_one_record()
    {
        var place = NewPlace();

        Parallel.For(0, 8, _ => place.Open().Dispose());

        using var record = place.Open();
        Assert.Empty(record.CheckHome());
    }

    [Fact]
    public void A_server_of_the_same_machine_is_reached_by_its_socket()
    {
        using var place = RecordPlace.Of("", server.BySocket(server.NewDatabase()));
        using (var writer = place.TryOpenWriter()!)
        {
            writer.Append(to => to.Write(DateTimeOffset.UnixEpoch, new BlogRenamed("a", "b")));
        }

        using var record = place.OpenReader();
        Assert.Equal(1, record.Head().Number);
    }

    // The server's own words for a wrong password, an unknown host and a server that is not there.
    [Theory]
    [InlineData("Host=127.0.0.1;Port={0};Database=archive_1;Username=postgres;Password=not-this-one")]
    [InlineData("Host=127.0.0.1;Port=1;Database=archive_1;Username=postgres;Password=not-this-one")]
    [InlineData("Host=127.0.0.1;Port={0};Database=nowhere;Username=postgres;Password=not-this-one")]
    [InlineData("Host=127.0.0.1;Prot=1;Password=not-this-one")]
    [InlineData("Password=not-this-one")]
    public void No_message_has_a_password(string database)
    {
        _ = NewPlace();
        var failure = Assert.ThrowsAny<ArchiveFileException>(() => RecordPlace.Of("", string.Format(System.Globalization.CultureInfo.InvariantCulture, database, server.Port)).OpenReader());

        Assert.DoesNotContain("not-this-one", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_right_that_is_lost_loses_what_was_not_whole()
    {
        var database = server.NewDatabase();
        var place = RecordPlace.Of("", database);
        using var writer = place.TryOpenWriter()!;
        writer.Append(to => to.Write(DateTimeOffset.UnixEpoch, new BlogRenamed("a", "b")));
        writer.Begin().Write(DateTimeOffset.UnixEpoch, new BlogRenamed("b", "c"));
        _ = writer.Head();
        PostgresServer.CutAll(database);

        Assert.ThrowsAny<ArchiveFileException>(writer.Commit);
        writer.Rest();

        using var next = PostgresServer.Soon(place.TryOpenWriter);
        Assert.Equal(1, next.Head().Number);
        Assert.ThrowsAny<ArchiveFileException>(() => writer.Append(to => to.Write(DateTimeOffset.UnixEpoch, new BlogRenamed("x", "y"))));
        Assert.Equal(1, next.Head().Number);
    }

    // The server goes on with a transaction in which a statement failed, takes its commit, and writes nothing.
    [Fact]
    public void What_the_server_refused_is_not_taken_for_appended()
    {
        var database = server.NewDatabase();
        using var writer = RecordPlace.Of("", database).TryOpenWriter()!;
        PostgresServer.Run(database, "ALTER TABLE entries ADD CHECK (number <> 2)");
        writer.Append(to => to.Write(DateTimeOffset.UnixEpoch, new BlogRenamed("a", "b")));
        writer.Begin().Write(DateTimeOffset.UnixEpoch, new BlogRenamed("b", "c"));

        Assert.ThrowsAny<ArchiveFileException>(() => writer.Head());
        Assert.ThrowsAny<ArchiveFileException>(writer.Commit);
        writer.Rest();

        Assert.Equal(1, writer.Head().Number);
    }

    [Fact]
    public void A_database_that_has_not_all_letters_is_refused()
    {
        var database = server.NewDatabase("ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");

        Assert.Contains("LATIN1", Assert.Throws<ArchiveFileException>(() => RecordPlace.Of("", database).Open()).Message, StringComparison.Ordinal);
    }
}
