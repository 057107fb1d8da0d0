using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Archive.Dumps;

namespace Archive.Threads;

/// <summary>Names comments by what they say, so that a permalink survives another import, another order and other numbers.</summary>
public static class CommentKey
{
    /// <summary>12 characters of base32 are 60 bits: within one thread two texts never meet by chance.</summary>
    private const int Length = 12;

    /// <summary>A platform's own id is used as it is up to here; beyond it could not stand in an address.</summary>
    private const int MaxPlatformId = 40;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>A key for each comment of a thread in reading order: its stem, and <c>-2</c>, <c>-3</c> … where the thread has that stem again.</summary>
    public static string[] Assign(IReadOnlyList<ThreadComment> thread)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var occurrences = new Dictionary<string, int>(StringComparer.Ordinal);
        return Array.ConvertAll(Stems(thread), stem => FirstFree(stem, used, occurrences));
    }

    /// <summary>What each comment of a thread is named by: its platform's id, its words and author, or the reply that speaks for it.</summary>
    public static string[] Stems(IReadOnlyList<ThreadComment> thread)
    {
        var witness = Witnesses(thread);
        var stems = new string[thread.Count];
        for (var i = 0; i < stems.Length; i++)
        {
            stems[i] = Stem(thread[i], thread[witness[i]]);
        }

        return stems;
    }

    /// <summary>The stem of a key such as <c>abc-3</c>, which has named the third of equal texts; null where the key has no number behind it.</summary>
    public static string? StemOf(string key)
    {
        var hyphen = key.LastIndexOf('-');
        return hyphen > 0 && hyphen < key.Length - 1 && key.AsSpan(hyphen + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? key[..hyphen] : null;
    }

    /// <summary>The nth name of a stem, from 1.</summary>
    public static string Numbered(string stem, int n) => n == 1 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}-{n}");

    /// <summary>The key of a comment whose platform gave it an id: that id, where it can stand in an address.</summary>
    public static string OfPlatformId(string id) => IsAddressable(id) ? id : Hash("id", id, null);

    // A placeholder says nothing itself: its first reply that says something speaks for it.
    private static int[] Witnesses(IReadOnlyList<ThreadComment> thread)
    {
        var witness = new int[thread.Count];
        var firstReply = new int[thread.Count];
        Array.Fill(firstReply, -1);
        for (var i = thread.Count - 1; i >= 0; i--)
        {
            witness[i] = thread[i].Status == CommentStatus.Placeholder && firstReply[i] >= 0 ? witness[firstReply[i]] : i;
            if (thread[i].Parent >= 0)
            {
                firstReply[thread[i].Parent] = i;
            }
        }

        return witness;
    }

    private static string Stem(ThreadComment comment, ThreadComment witness) => comment switch
    {
        { PlatformId: { } id } => OfPlatformId(id),
        { Status: CommentStatus.Placeholder } => Hash("above", witness.Text, witness.Author),
        _ => Hash("", comment.Text, comment.Author),
    };

    private static string FirstFree(string stem, HashSet<string> used, Dictionary<string, int> occurrences)
    {
        var n = occurrences.GetValueOrDefault(stem);
        string key;
        do
        {
            n++;
            key = Numbered(stem, n);
        }
        while (!used.Add(key));
        occurrences[stem] = n;
        return key;
    }

    private static bool IsAddressable(string id) =>
        id.Length is > 0 and <= MaxPlatformId && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    // The hash of "kind NUL folded text NUL author", put together in rented buffers: this runs for every comment of an import.
    private static string Hash(string kind, string text, string? author)
    {
        var length = kind.Length + text.Length + (author?.Length ?? 0) + 2;
        var chars = ArrayPool<char>.Shared.Rent(length);
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(length));
        kind.CopyTo(chars);
        chars[kind.Length] = '\0';
        var end = kind.Length + 1 + FoldedText.Fold(text, chars.AsSpan(kind.Length + 1)).Length;
        chars[end++] = '\0';
        author?.CopyTo(chars.AsSpan(end));
        end += author?.Length ?? 0;

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.AsSpan(0, Encoding.UTF8.GetBytes(chars.AsSpan(0, end), bytes)), hash);
        ArrayPool<char>.Shared.Return(chars);
        ArrayPool<byte>.Shared.Return(bytes);
        return Base32(hash);
    }

    private static string Base32(ReadOnlySpan<byte> hash)
    {
        Span<char> key = stackalloc char[Length];
        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash);
        for (var i = 0; i < Length; i++)
        {
            key[i] = Alphabet[(int)(bits >> (59 - (5 * i))) & 31];
        }

        return key.ToString();
    }
}
