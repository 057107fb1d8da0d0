using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Archive.Web.Hosting.Access;

/// <summary>Hashes passwords, and says whether one is a keeper's.</summary>
/// <param name="iterations">Of PBKDF2 with SHA-512; fewer in tests alone.</param>
internal sealed class Passwords(int iterations = Passwords.Iterations) : IDisposable
{
    /// <summary>What OWASP recommends for PBKDF2 with SHA-512: some fifth of a second for each guess.</summary>
    public const int Iterations = 220_000;

    /// <summary>In characters; length is what makes a password hard to guess, so that nothing else is asked of it.</summary>
    public const int MinLength = 15;

    /// <summary>Any sentence; what is longer is no password but work for the server.</summary>
    public const int MaxBytes = 1_024;

    /// <summary>A hash keeps a core busy; readers have the others.</summary>
    private const int MaxAtOnce = 2;

    private readonly SemaphoreSlim turns = new(MaxAtOnce);

    private readonly PasswordHasher<KeeperAccount> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));

    private string? nobodys;
    private int hashed;

    /// <summary>How many hashes were made.</summary>
    public int Hashed => hashed;

    /// <summary>Why a text cannot be a password; null where it can.</summary>
    public static string? Objection(string password) =>
        Encoding.UTF8.GetByteCount(password) > MaxBytes ? $"A password has at most {MaxBytes:N0} bytes."
        : password.EnumerateRunes().Count() < MinLength ? $"A password has at least {MinLength} characters: any, in any order. A few words that are yours alone are easy to remember."
        : null;

    public Task<string> HashAsync(string password, CancellationToken cancel) => InTurnAsync(() => hasher.HashPassword(null!, Normal(password)), cancel);

    /// <summary>Whether this is the password of a keeper; it takes as long to say of nobody.</summary>
    public async Task<PasswordVerificationResult> VerifyAsync(KeeperAccount? keeper, string password, CancellationToken cancel)
    {
        if (Encoding.UTF8.GetByteCount(password) > MaxBytes)
        {
            return PasswordVerificationResult.Failed;
        }

        nobodys ??= await HashAsync(nameof(nobodys), cancel);
        var result = await InTurnAsync(() => hasher.VerifyHashedPassword(null!, keeper?.PasswordHash ?? nobodys, Normal(password)), cancel);
        return keeper is null ? PasswordVerificationResult.Failed : result;
    }

    public void Dispose() => turns.Dispose();

    // The same letters, however a keyboard writes them.
    private static string Normal(string password) => NormalText.Of(password);

    private async Task<T> InTurnAsync<T>(Func<T> hash, CancellationToken cancel)
    {
        await turns.WaitAsync(cancel);
        try
        {
            Interlocked.Increment(ref hashed);
            return await Task.Run(hash, cancel);
        }
        finally
        {
            turns.Release();
        }
    }
}
