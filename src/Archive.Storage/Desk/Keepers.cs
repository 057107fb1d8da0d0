using System.Globalization;
using System.Text;

namespace Archive.Storage.Desk;

/// <summary>Somebody who looks after the archive.</summary>
/// <param name="PasswordHash">As the hasher of the site wrote it.</param>
public sealed record KeeperAccount(long Id, string Name, string PasswordHash, DateTimeOffset AddedAt);

/// <summary>The keepers of an archive, by their names.</summary>
public sealed class Keepers(DeskHome desk, TimeProvider clock)
{
    /// <summary>As long as a line of a list shows.</summary>
    public const int MaxNameLength = 64;

    /// <summary>More than look after any archive; a page lists them all.</summary>
    public const int MaxKeepers = 100;

    private const string Columns = "SELECT id, name, password_hash, added_at FROM keepers";

    /// <summary>Nobody may change the archive yet.</summary>
    public bool IsEmpty => desk.Read(file => file["SELECT 1 FROM keepers LIMIT 1"].Number()) is null;

    public IReadOnlyList<KeeperAccount> All() => desk.Read(file => file[$"{Columns} ORDER BY folded"].All(Of));

    public KeeperAccount? Find(long id) => desk.Read(file => file[$"{Columns} WHERE id = ?"].With(id).First(Of));

    /// <param name="name">As somebody types it.</param>
    public KeeperAccount? Find(string name) => desk.Read(file => Find(file, name));

    /// <summary>Gives a keeper a password as if they came new: one of that name has no sessions and no passkeys any more, or is added.</summary>
    public KeeperAccount Reset(string name, string passwordHash) => desk.Write(file => Reset(file, clock, name, passwordHash));

    /// <summary>Gives a keeper another password; wherever they are signed in, they are no longer.</summary>
    public void SetPassword(long id, string passwordHash) => desk.Write(file => SetPassword(file, id, passwordHash));

    /// <summary>Writes a password's hash anew by other rules; it opens what it opened, and sessions go on. One that was changed meanwhile stays.</summary>
    public void Rehash(KeeperAccount keeper, string passwordHash) => desk.Write(file =>
        file["UPDATE keepers SET password_hash = ? WHERE id = ? AND password_hash = ?"].With(passwordHash).With(keeper.Id).With(keeper.PasswordHash).Run());

    /// <summary>Takes a keeper away, with all that is theirs at the desk; what they did stays in the record, and what they asked for is stopped as by the button for it.</summary>
    /// <remarks>Codes that are open end: theirs would let them in again, and others may be of their giving.</remarks>
    public bool Remove(long id) => desk.Write(file =>
    {
        Jobs.StopAllOf(file, clock, id);
        file["DELETE FROM codes"].Run();
        return file["DELETE FROM keepers WHERE id = ?"].With(id).Run();
    }) > 0;

    /// <summary>Why a name cannot be a keeper's; null where it can.</summary>
    public static string? Objection(string name) =>
        Cleaned(name).Length is 0 or > MaxNameLength ? $"A name has 1 to {MaxNameLength} characters."
        : name.EnumerateRunes().Concat(Cleaned(name).EnumerateRunes()).Any(rune => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format)
            ? "A name is one line of letters, digits, blanks and signs."
        : null;

    /// <summary>Whether two names are one keeper's, however they are typed.</summary>
    public static bool AreOne(string one, string other) => Folded(one) == Folded(other);

    /// <summary>The name as it is kept.</summary>
    internal static string Cleaned(string name) => string.Join(' ', NormalText.Of(name).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The name as it is compared, so that no two keepers differ by a capital alone.</summary>
    internal static string Folded(string name) => Cleaned(name).ToUpperInvariant();

    internal static KeeperAccount? Find(DeskTables file, string name) => file[$"{Columns} WHERE folded = ?"].With(Folded(name)).First(Of);

    internal static KeeperAccount Reset(DeskTables file, TimeProvider clock, string name, string passwordHash)
    {
        file["DELETE FROM codes WHERE folded = ?"].With(Folded(name)).Run();
        if (Find(file, name) is { } known)
        {
            SetPassword(file, known.Id, passwordHash);
            file["DELETE FROM passkeys WHERE keeper_id = ?"].With(known.Id).Run();
            return known with { PasswordHash = passwordHash };
        }

        file["INSERT INTO keepers (name, folded, password_hash, added_at) SELECT ?, ?, ?, ? WHERE (SELECT count(*) FROM keepers) < ?"]
            .With(Cleaned(name)).With(Folded(name)).With(passwordHash).With(Times.Stored(clock.GetUtcNow())).With(MaxKeepers).Run();
        return Find(file, name) ?? throw new ArchiveFileException("the desk", $"there are {MaxKeepers} keepers, and no more are kept");
    }

    private static int SetPassword(DeskTables file, long id, string passwordHash)
    {
        file["DELETE FROM sessions WHERE keeper_id = ?"].With(id).Run();
        return file["UPDATE keepers SET password_hash = ? WHERE id = ?"].With(passwordHash).With(id).Run();
    }

    private static KeeperAccount Of(IDeskRow row) =>
        new(row.Long("id"), row.Text("name"), row.Text("password_hash"), Times.Read(row.Text("added_at")));
}
