using System.Security.Cryptography;
using System.Text;
using Archive.Dumps;

namespace Archive.Threads.Captures;

/// <summary>What makes two captures looks at the same post of a blog: its date and title, or its body where it has neither.</summary>
public static class PostIdentity
{
    /// <summary>128 bits, so that nobody can write a post that passes for another.</summary>
    private const int Bytes = 16;

    public static string Of(DumpPost post)
    {
        // A dump may print the time too; the day is what all captures agree on.
        var day = post.Published is { Length: > 10 } fine ? fine[..10] : post.Published;
        var title = Fold(post.Title);
        return day is null && title.Length == 0 ? Hash("body", Fold(post.BodyText)) : Hash(day, title);
    }

    private static string Fold(string? text) =>
        string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Hash(string? kind, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\0{text}")).AsSpan(0, Bytes));
}
