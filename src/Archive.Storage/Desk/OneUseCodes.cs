using System.Security.Cryptography;
using System.Text;

namespace Archive.Storage.Desk;

/// <summary>Codes that make somebody a keeper, or give a keeper another password: each opens once, and for ten minutes.</summary>
/// <remarks>Only hashes are held. A code has 125 bits, so that nobody guesses it and no salt is needed.</remarks>
public sealed class OneUseCodes(DeskHome desk, TimeProvider clock)
{
    /// <summary>Long enough to change from a terminal to a browser.</summary>
    public static readonly TimeSpan OpenFor = TimeSpan.FromMinutes(10);

    // Without letters and digits that are taken for each other.
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int GroupLength = 5;

    private const int Groups = 5;

    /// <summary>Makes a code; one that was made before for the same keeper opens nothing from now on.</summary>
    /// <param name="name">The keeper whom it is for; null for the first one, who takes a name when they use it.</param>
    public string Issue(string? name)
    {
        var code = string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, GroupLength)));
        desk.Write(file => file[
            """
            INSERT INTO codes (folded, name, sha256, expires_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (folded) DO UPDATE SET name = excluded.name, sha256 = excluded.sha256, expires_at = excluded.expires_at
            """]
            .With(name is null ? "" : Keepers.Folded(name)).With(name is null ? "" : Keepers.Cleaned(name))
            .With(Hash(code)).With(Times.Stored(clock.GetUtcNow() + OpenFor)).Run());
        return code;
    }

    /// <summary>Whether a code opens now, which asking does not change.</summary>
    public bool Opens(string typed) => desk.Read(file => Find(file, typed)) is not null;

    /// <summary>Uses a code up and gives its keeper a password; sessions and passkeys that they had before end. Of many who use one code at once, one has it.</summary>
    /// <param name="name">The first keeper's; others have the name that the code is for.</param>
    /// <returns>Null where the code opens nothing (any more).</returns>
    public KeeperAccount? Redeem(string typed, string name, string passwordHash) => desk.Write(file =>
    {
        if (Find(file, typed) is not { } code || file["DELETE FROM codes WHERE folded = ?"].With(code.Folded).Run() == 0)
        {
            return null;
        }

        return Keepers.Reset(file, clock, code.IsForFirst ? name : code.Name, passwordHash);
    });

    /// <summary>A code as it is compared: people type small letters, leave hyphens out, and take letters for digits.</summary>
    internal static string Cleaned(string typed) => string.Concat(typed.ToUpperInvariant()
        .Where(char.IsAsciiLetterOrDigit).Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }));

    // All that are open are compared, each in constant time. A code for the first keeper opens nothing once there is one.
    private OpenCode? Find(DeskTables file, string typed)
    {
        var hash = Hash(typed);
        var open = file["SELECT folded, name, sha256 FROM codes WHERE expires_at > ? AND (folded <> '' OR NOT EXISTS (SELECT 1 FROM keepers))"]
            .With(Times.Stored(clock.GetUtcNow())).All(row => new OpenCode(row.Text("folded"), row.Text("name"), row.Blob("sha256")));
        return open.Aggregate((OpenCode?)null, (known, code) => CryptographicOperations.FixedTimeEquals(code.Sha256, hash) ? code : known);
    }

    private static byte[] Hash(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(Cleaned(code)));

    private sealed record OpenCode(string Folded, string Name, byte[] Sha256)
    {
        public bool IsForFirst => Folded.Length == 0;
    }
}
