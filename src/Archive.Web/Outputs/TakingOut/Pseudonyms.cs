using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Archive.Web.Outputs.TakingOut;

/// <summary>Gives each name another one that stays the same in all downloads of this archive, and that nobody can find out by trying names.</summary>
/// <remarks>
/// Nobody, that is, without the secret in the folder of keys: a hash of the name alone could be made of every name that comes to mind. Names are
/// one where the search and the pages of people take them for one.
/// </remarks>
internal sealed class Pseudonyms(ArchiveFolder archive)
{
    /// <summary>The file of the secret, in <see cref="KeyFolder"/>.</summary>
    public const string FileName = "pseudonyms.key";

    private const int SecretBytes = 32;

    // Sixty bits: of a million names two are alike once in two million archives.
    private const int Length = 12, BitsOfLetter = 5;

    // Another holds the file for the time it takes to flush 32 bytes; a disk that refuses for a second refuses.
    private const int Attempts = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    private readonly Lock gate = new();
    private byte[]? secret;

    /// <summary>Where machines that share a desk have the secret in place of the folder; null where one machine is alone.</summary>
    public SiteKeys? Shared { get; init; }

    /// <summary>Whether there is a secret, or one may be kept: without one, each file would give other names.</summary>
    public bool MayBeGiven => Shared is not null || Kept() is not null || KeyFolder.Of(archive) is not null;

    /// <summary>Gives the name for a name, <c>person-k3xq7w2mbn4d</c>; null where no secret can be kept. The first who asks has the secret made.</summary>
    public Func<string, string>? Giver() => Secret() is { } key ? name => Of(key, name) : null;

    private static string Of(byte[] key, string name)
    {
        var hash = BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(PeopleOperators.KeyOf(name) ?? NormalText.Of(name))));
        var letters = new char[Length];
        for (var i = 0; i < Length; i++)
        {
            letters[i] = Letters[(int)(hash >> (64 - (BitsOfLetter * (i + 1)))) & (Letters.Length - 1)];
        }

        return "person-" + new string(letters);
    }

    private byte[]? Secret()
    {
        lock (gate)
        {
            return secret ??= Shared is null ? Kept() ?? Made() : Shared.OfPseudonyms(Kept() ?? RandomNumberGenerator.GetBytes(SecretBytes));
        }
    }

    private string Path => System.IO.Path.Combine(archive.Folder, KeyFolder.Name, FileName);

    private byte[]? Kept()
    {
        try
        {
            return File.ReadAllBytes(Path) is { Length: SecretBytes } kept ? kept : null;
        }
        catch (Exception lacking) when (lacking is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Whoever holds the file alone writes it, and only where it is not whole: a move that must not replace looks first and moves then, so that two
    // who begin at once would each have theirs for a moment.
    private byte[]? Made()
    {
        if (KeyFolder.Of(archive) is null)
        {
            return null;
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                using var file = new FileStream(Path, OfOwner());
                if (file.Length != SecretBytes)
                {
                    file.SetLength(0);
                    file.Write(RandomNumberGenerator.GetBytes(SecretBytes));
                    file.Flush(flushToDisk: true);
                }

                file.Position = 0;
                var secret = new byte[SecretBytes];
                file.ReadExactly(secret);
                return secret;
            }
            catch (IOException)
            {
                Thread.Sleep(Pause);
            }
            catch (UnauthorizedAccessException)
            {
                return null;
            }
        }

        return null;
    }

    private static FileStreamOptions OfOwner()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
