using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Archive.Storage.Record;

/// <summary>One line of the log: what was done, and the hash that ties it to all before.</summary>
/// <param name="Number">1, 2, 3 …, without gaps.</param>
/// <param name="At">When it was written, in UTC.</param>
/// <param name="Kind">One of <see cref="EntryDetail"/>'s.</param>
/// <param name="Detail">The detail as JSON, just as it is stored.</param>
/// <param name="Sha256">See <see cref="Hash"/>.</param>
public sealed record Entry(long Number, string At, string Kind, string Detail, string Sha256)
{
    /// <summary>The hash before the first entry.</summary>
    public const string NoHash = "";

    /// <summary>Reads the detail.</summary>
    public EntryDetail Read() => EntryDetail.Read(Kind, Detail);

    /// <summary>SHA-256 over the hash of the entry before, number, time, kind and detail, a line each.</summary>
    public static string Hash(string before, long number, string at, string kind, string detail) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{before}\n{number}\n{at}\n{kind}\n{detail}"))));
}
