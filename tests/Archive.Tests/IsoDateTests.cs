using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests;

/// <summary>The archive's own reader of its dates reads what the framework's reads, and nothing else.</summary>
public sealed class IsoDateTests
{
    private static readonly Gen<string> Almost =
        from day in Gen.Choose(0, DateOnly.MaxValue.DayNumber)
        from minute in Gen.Choose(0, (24 * 60) - 1)
        from length in Gen.Elements(10, 16, 9, 15, 17, 20)
        from at in Gen.Choose(-20, 19)
        from sign in Gen.Elements("0123456789-T: +٣Z".ToCharArray())
        select Damaged($"{DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T{TimeSpan.FromMinutes(minute):hh\\:mm}:07Z"[..length], at, sign);

    [Fact]
    public void It_reads_what_the_framework_reads_of_such_forms() => Prop.ForAll(Almost.ToArbitrary(), text =>
    {
        Assert.Equal(Framework<DateOnly>(text, 0, 10, (part, form) => DateOnly.TryParseExact(part, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null, "yyyy-MM-dd"), IsoDate.DayOf(text));
        Assert.Equal(text.Length > 10 && text[10] == 'T' ? Framework<TimeOnly>(text, 11, 16, (part, form) => TimeOnly.TryParseExact(part, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null, "HH:mm") : null, IsoDate.MinuteOf(text));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Theory]
    [InlineData("2014-02-29", false)]
    [InlineData("2016-02-29", true)]
    [InlineData("0000-01-01", false)]
    [InlineData("2014-00-10", false)]
    [InlineData("2014-13-10", false)]
    [InlineData("2014-1-100", false)]
    [InlineData("+014-01-10", false)]
    [InlineData("", false)]
    public void A_day_is_one_of_the_calendar(string text, bool isDay) => Assert.Equal(isDay, IsoDate.DayOf(text) is not null);

    private static T? Framework<T>(string text, int from, int to, Func<string, string, T?> read, string form)
        where T : struct => text.Length >= to ? read(text[from..to], form) : null;

    private static string Damaged(string text, int at, char sign) => at < 0 || at >= text.Length ? text : $"{text[..at]}{sign}{text[(at + 1)..]}";
}
