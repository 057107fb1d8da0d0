using System.Globalization;

namespace Archive.Web.Addresses;

/// <summary>The one place that makes the addresses of posts as a capture has them.</summary>
internal static class CaptureAddress
{
    /// <summary>The part of an address that stands before captures of a post.</summary>
    public const string Captures = "captures";

    /// <param name="post">The address of the post.</param>
    /// <param name="sha256">Of the source of the capture.</param>
    /// <param name="turn">Of the post in that source, from 0.</param>
    public static string Of(string post, string sha256, int turn) =>
        $"{post}/{Captures}/{Name(sha256, turn)}";

    /// <summary>The page that compares two captures.</summary>
    /// <param name="post">The address of the post.</param>
    public static string Between(string post, (string Sha256, int Turn) earlier, (string Sha256, int Turn) later) =>
        $"{post}/{Captures}/{Name(earlier.Sha256, earlier.Turn)}/{Name(later.Sha256, later.Turn)}";

    /// <summary>The source and the turn that the last part of such an address names; null where it names none.</summary>
    public static (string Sha256, int Turn)? Read(string capture) => capture.Split('.') switch
    {
        [var sha256] => (sha256, 0),
        [var sha256, var turn] when int.TryParse(turn, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 1 && turn[0] != '0' => (sha256, number - 1),
        _ => null,
    };

    private static string Name(string sha256, int turn) => turn == 0 ? sha256 : string.Create(CultureInfo.InvariantCulture, $"{sha256}.{turn + 1}");

    public static string TimeGate(string live) => $"/timegate/{live}";

    public static string TimeMap(string live) => $"/timemap/link/{live}";
}
