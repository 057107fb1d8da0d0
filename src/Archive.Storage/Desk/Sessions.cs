using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Desk;

/// <summary>A browser in which a keeper is signed in.</summary>
/// <param name="Id">Names it for people and forms; the secret cannot be told from it.</param>
public sealed record Session(string Id, KeeperAccount Keeper, DateTimeOffset BeganAt, DateTimeOffset SeenAt)
{
    /// <summary>When it ends, however much it is used.</summary>
    public DateTimeOffset EndsAt => BeganAt + Sessions.Longest;
}

/// <summary>The sessions of keepers: who has the secret of one is signed in.</summary>
public sealed class Sessions(DeskHome desk, TimeProvider clock)
{
    /// <summary>A long day's work.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Who went away for longer than this has left.</summary>
    public static readonly TimeSpan LongestIdle = TimeSpan.FromHours(1);

    /// <summary>256 bits in hexadecimal.</summary>
    public const int SecretLength = 64;

    /// <summary>A session that is used is written down as often as this, so that not every page writes.</summary>
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>Each keeper's newest; a program that signs in for every page cannot fill the desk.</summary>
    private const int MaxOfKeeper = 20;

    private const string Columns =
        """
        SELECT sha256, began_at, seen_at, keepers.id, name, password_hash, added_at
          FROM sessions JOIN keepers ON keepers.id = keeper_id
        """;

    /// <summary>Signs a keeper in; the secret for their browser, which is kept nowhere.</summary>
    public string Begin(long keeper)
    {
        var secret = RandomNumberGenerator.GetHexString(SecretLength, lowercase: true);
        var now = clock.GetUtcNow();
        desk.Write(file =>
        {
            file["DELETE FROM sessions WHERE began_at <= ? OR seen_at <= ?"].With(Times.Stored(now - Longest)).With(Times.Stored(now - LongestIdle)).Run();
            file["INSERT INTO sessions (sha256, keeper_id, began_at, seen_at) VALUES (?, ?, ?, ?)"]
                .With(Hash(secret)).With(keeper).With(Times.Stored(now)).With(Times.Stored(now)).Run();
            return file["DELETE FROM sessions WHERE keeper_id = ? AND sha256 NOT IN (SELECT sha256 FROM sessions WHERE keeper_id = ? ORDER BY began_at DESC, rowid DESC " + Statement.Limit + ")"]
                .With(keeper).With(keeper).With(MaxOfKeeper).Run();
        });
        return secret;
    }

    /// <summary>The session of a secret, which is used by asking for it; null where there is none, or none any more.</summary>
    public Session? Use(string secret)
    {
        var hash = Hash(secret);
        var session = desk.Read(file => file[$"{Columns} WHERE sha256 = ?"].With(hash).First(Of));
        var now = clock.GetUtcNow();
        if (session is null || !IsAlive(session, now))
        {
            return null;
        }

        if (now - session.SeenAt >= SeenEvery)
        {
            Touch(hash, now);
        }

        return session;
    }

    /// <summary>Where a keeper is signed in, the newest first.</summary>
    public IReadOnlyList<Session> Of(long keeper)
    {
        var now = clock.GetUtcNow();
        return desk.Read(file => file[$"{Columns} WHERE keeper_id = ? ORDER BY began_at DESC"].With(keeper).All(Of)).FindAll(session => IsAlive(session, now));
    }

    /// <summary>Signs out where this secret is.</summary>
    public void End(string secret) => desk.Write(file => file["DELETE FROM sessions WHERE sha256 = ?"].With(Hash(secret)).Run());

    /// <summary>Signs a keeper out everywhere.</summary>
    public int EndAll(long keeper) => desk.Write(file => file["DELETE FROM sessions WHERE keeper_id = ?"].With(keeper).Run());

    private void Touch(string hash, DateTimeOffset now)
    {
        try
        {
            desk.Write(file => file["UPDATE sessions SET seen_at = ? WHERE sha256 = ?"].With(Times.Stored(now)).With(hash).Run());
        }
        catch (Exception refused) when (refused is SqliteException or ArchiveFileException)
        {
            // On a full disk, or where the database went away just now, a keeper reads on, and is idle sooner.
        }
    }

    private static bool IsAlive(Session session, DateTimeOffset now) => now < session.EndsAt && now < session.SeenAt + LongestIdle;

    // What is looked for is the hash, so that the time it takes says nothing of the secret.
    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static Session Of(IDeskRow row) => new(
        row.Text("sha256")[..12],
        new KeeperAccount(row.Long("id"), row.Text("name"), row.Text("password_hash"), Times.Read(row.Text("added_at"))),
        Times.Read(row.Text("began_at")), Times.Read(row.Text("seen_at")));
}
