using System.Security.Cryptography;

namespace Archive.Storage.Desk;

/// <summary>A key on a device of a keeper, with which they sign in.</summary>
/// <param name="Detail">All that the framework knows of it, as the site writes it.</param>
public sealed record KeptPasskey(byte[] Id, long Keeper, string Name, string Detail, DateTimeOffset AddedAt, DateTimeOffset? UsedAt)
{
    /// <summary>Names it in forms.</summary>
    public string Sha256 => Passkeys.Hash(Id);
}

/// <summary>The passkeys of keepers, and the challenges that were answered with them.</summary>
public sealed class Passkeys(DeskHome desk, TimeProvider clock)
{
    /// <summary>More than anybody has devices.</summary>
    public const int MaxOfKeeper = 10;

    private const string Columns = "SELECT id, keeper_id, name, detail, added_at, used_at FROM passkeys";

    public IReadOnlyList<KeptPasskey> Of(long keeper) =>
        desk.Read(file => file[$"{Columns} WHERE keeper_id = ? ORDER BY added_at, id"].With(keeper).All(Of));

    public KeptPasskey? Find(byte[] id) => desk.Read(file => file[$"{Columns} WHERE id = ?"].With(id).First(Of));

    /// <summary>Keeps a new one.</summary>
    /// <returns>False where the keeper has as many as may be, or somebody has this one already.</returns>
    public bool Add(long keeper, byte[] id, string name, string detail) => desk.Write(file =>
        file["INSERT INTO passkeys (id, keeper_id, name, detail, added_at) SELECT ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM passkeys WHERE keeper_id = ?) < ? ON CONFLICT DO NOTHING"]
            .With(id).With(keeper).With(name).With(detail).With(Times.Stored(clock.GetUtcNow())).With(keeper).With(MaxOfKeeper).Run()) > 0;

    /// <summary>Notes that one has answered a challenge; whoever answers the same challenge again is refused.</summary>
    /// <param name="openFor">How long a challenge can be answered at all.</param>
    /// <returns>False where the challenge was answered before.</returns>
    public bool Use(byte[] id, string detail, string challenge, TimeSpan openFor) => desk.Write(file =>
    {
        var now = clock.GetUtcNow();
        file["DELETE FROM answered_challenges WHERE expires_at <= ?"].With(Times.Stored(now)).Run();
        return file["INSERT INTO answered_challenges (sha256, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING"]
                .With(Hash(System.Text.Encoding.UTF8.GetBytes(challenge))).With(Times.Stored(now + openFor)).Run() > 0
            && file["UPDATE passkeys SET detail = ?, used_at = ? WHERE id = ?"].With(detail).With(Times.Stored(now)).With(id).Run() > 0;
    });

    /// <param name="sha256">See <see cref="KeptPasskey.Sha256"/>.</param>
    public bool Remove(long keeper, string sha256) => Of(keeper).FirstOrDefault(passkey => passkey.Sha256 == sha256) is { } known
        && desk.Write(file => file["DELETE FROM passkeys WHERE id = ? AND keeper_id = ?"].With(known.Id).With(keeper).Run()) > 0;

    internal static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static KeptPasskey Of(IDeskRow row) => new(
        row.Blob("id"), row.Long("keeper_id"), row.Text("name"), row.Text("detail"), Times.Read(row.Text("added_at")),
        row.TextOrNull("used_at") is { } used ? Times.Read(used) : null);
}
