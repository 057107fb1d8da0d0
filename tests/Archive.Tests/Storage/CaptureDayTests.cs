namespace Archive.Tests.Storage;

public sealed class CaptureDayTests
{
    private static readonly string Hash = new('a', 64);

    [Fact]
    public void A_day_alone_names_a_capture_that_has_no_other_of_its_day() => Names(
        [("2014-03-03T14:05:00Z", false), ("2014-03-04T00:00:00Z", false), ("2026-01-02T10:00:00Z", true)],
        ["2014-03-03", "2014-03-04", "<2026-01-02"],
        ["of the capture of 3 March 2014", "of the capture of 4 March 2014", "of the capture of 2 January 2026 or before"]);

    [Fact]
    public void Captures_of_one_day_are_named_by_the_minute() => Names(
        [("2014-03-03T14:05:00Z", false), ("2014-03-03T14:06:00Z", false)],
        ["2014-03-03T14:05", "2014-03-03T14:06"],
        ["of the capture of 3 March 2014, 14:05 UTC", "of the capture of 3 March 2014, 14:06 UTC"]);

    // Midnight is how a day alone is kept, and the time of an import is no time of a capture.
    [Fact]
    public void Where_no_minute_is_known_they_are_named_by_their_source() => Names(
        [("2014-03-03T00:00:00Z", false), ("2014-03-03T14:06:00Z", false), ("2014-03-03T14:06:30Z", false), ("2014-03-03T18:00:00Z", true)],
        ["2014-03-03 aaaaaaaaaaaa", "2014-03-03 aaaaaaaaaaaa#2", "2014-03-03 aaaaaaaaaaaa#3", "<2014-03-03 aaaaaaaaaaaa#4"],
        [
            "of the capture of 3 March 2014 (aaaaaaaaaaaa)", "of the capture of 3 March 2014 (aaaaaaaaaaaa#2)", "of the capture of 3 March 2014 (aaaaaaaaaaaa#3)",
            "of the capture of 3 March 2014 or before (aaaaaaaaaaaa#4)",
        ]);

    private static void Names((string Taken, bool IsBound)[] captures, string[] names, string[] words)
    {
        var found = CaptureDay.Of([.. captures.Select((capture, turn) => (RowId.Of(7, turn), capture.Taken, capture.IsBound))], _ => Hash);

        Assert.Equal(names, captures.Select((_, turn) => found[RowId.Of(7, turn)]));
        Assert.Equal(names, names.Select(name => CaptureDay.Read(name).ToString()));
        Assert.Equal(words, names.Select(InWords.OfCapture));
    }
}
