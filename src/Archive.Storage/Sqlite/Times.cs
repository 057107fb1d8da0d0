using System.Globalization;

namespace Archive.Storage.Sqlite;

/// <summary>Times as rows have them: UTC in ISO 8601 to the second, so that the order of text is the order of time.</summary>
internal static class Times
{
    public static string Stored(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string stored) =>
        DateTimeOffset.Parse(stored, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
