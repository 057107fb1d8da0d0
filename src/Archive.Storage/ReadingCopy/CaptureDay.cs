using System.Globalization;

namespace Archive.Storage.ReadingCopy;

/// <summary>Names a capture among those of its post: by its day, and where others are of that day by its minute or its source.</summary>
/// <param name="Day"><c>2014-03-03</c>.</param>
/// <param name="Minute"><c>14:05</c>, in UTC.</param>
/// <param name="Source">The beginning of the hash of its source, with <c>#2</c> for the second post of it.</param>
/// <param name="IsBound">The capture was taken on that day or before.</param>
public sealed record CaptureDay(string Day, string? Minute, string? Source, bool IsBound)
{
    /// <summary>Letters of a hash, as keepers name a source.</summary>
    private const int HashLength = 12;

    private const char Bound = '<';

    /// <summary>The names of all captures of a post by their ids, as rows have them.</summary>
    /// <param name="captures">Each with the time at which it was taken, in ISO 8601 to the second.</param>
    /// <param name="hashOf">The SHA-256 of the source with an id.</param>
    public static Dictionary<long, string> Of(IReadOnlyList<(long Id, string Taken, bool IsBound)> captures, Func<long, string> hashOf)
    {
        var days = captures.CountBy(capture => capture.Taken[..10]).ToDictionary();
        var minutes = captures.CountBy(capture => capture.Taken[..16]).ToDictionary();
        return captures.ToDictionary(capture => capture.Id, capture => NameOf(capture).ToString());

        CaptureDay NameOf((long Id, string Taken, bool IsBound) capture)
        {
            var (day, minute) = (capture.Taken[..10], capture.Taken[..16]);
            if (days[day] == 1)
            {
                return new CaptureDay(day, null, null, capture.IsBound);
            }

            // Midnight is how a day alone is kept.
            return !capture.IsBound && minutes[minute] == 1 && !capture.Taken.Contains("T00:00:00", StringComparison.Ordinal)
                ? new CaptureDay(day, minute[11..], null, false)
                : new CaptureDay(day, null, SourceOf(capture.Id, hashOf), capture.IsBound);
        }
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static CaptureDay Read(string name)
    {
        var isBound = name[0] == Bound;
        var text = isBound ? name[1..] : name;
        return text.Length == 10 ? new CaptureDay(text, null, null, isBound)
            : text[10] == 'T' ? new CaptureDay(text[..10], text[11..], null, isBound)
            : new CaptureDay(text[..10], null, text[11..], isBound);
    }

    public override string ToString() =>
        $"{(IsBound ? $"{Bound}" : "")}{Day}{(Minute is null ? "" : $"T{Minute}")}{(Source is null ? "" : $" {Source}")}";

    private static string SourceOf(long capture, Func<long, string> hashOf)
    {
        var (hash, turn) = (hashOf(RowId.GroupOf(capture)), RowId.TurnOf(capture));
        hash = hash[..Math.Min(HashLength, hash.Length)];
        return turn == 0 ? hash : string.Create(CultureInfo.InvariantCulture, $"{hash}#{turn + 1}");
    }
}
