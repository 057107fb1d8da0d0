using System.Globalization;

namespace Archive.Tests.Dumps;

public class PrintedDateTests
{
    private static readonly string Cases = Path.Combine(Repository.Root, "tests/Archive.Tests/Cases/dates");

    public static TheoryData<string> Languages => [.. DateCases.Languages];

    public static TheoryData<string, string, string> Read => new(Table("read.txt"));

    public static TheoryData<string> Refused => [.. Table("refused.txt").Select(row => row.Item1)];

    public static TheoryData<string, string, string> Stamps => new(Table("stamps.txt"));

    // Line, day (or "open", or "impossible"), and "weekday" where the day of the week disagrees, or a language.
    [Theory]
    [MemberData(nameof(Read))]
    public void Reads_a_date_as_far_as_it_is_given(string line, string day, string remark)
    {
        Assert.True(PrintedDate.TryLine(line, out var date), line);
        Assert.Equal(day is "open" or "impossible" ? null : day, date.Iso);
        Assert.Equal(day == "impossible", date.IsImpossible);
        Assert.Equal(remark == "weekday", date.WeekdayDisagrees);
        Assert.True(remark is "" or "weekday" || date.Languages.Contains(remark), $"{line} is {string.Join(' ', date.Languages)}");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Takes_nothing_else_for_a_date(string line) => Assert.False(PrintedDate.TryLine(line, out _), line);

    [Theory]
    [MemberData(nameof(Stamps))]
    public void Reads_a_time_with_its_date(string line, string time, string _)
    {
        Assert.True(PrintedDate.TryStamp(line, out var iso), line);
        Assert.Equal(time == "open" ? null : time, iso);
    }

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [MemberData(nameof(Languages))]
    public void Every_day_of_a_language_reads_back(string language)
    {
        var wrong = new List<string>();
        for (var day = new DateOnly(1999, 1, 1); day <= new DateOnly(2026, 12, 31); day = day.AddDays(1))
        {
            // The first pattern has the day of the week; the others are its like, and a week of them is enough.
            foreach (var line in DateCases.Print(language, day).Take(day.DayNumber % 31 < 7 ? int.MaxValue : 1))
            {
                if (!PrintedDate.TryLine(line, out var date) || date.Iso != Iso(day) || date.WeekdayDisagrees || !date.Languages.Contains(language))
                {
                    wrong.Add($"{line} is {Iso(day)}, read as {date.Iso} {date.WeekdayDisagrees}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(5)));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_copy_may_change_capitals_spaces_marks_and_normal_form(string language)
    {
        for (var day = new DateOnly(2009, 1, 3); day.Year == 2009; day = day.AddDays(9))
        {
            foreach (var line in DateCases.Print(language, day))
            {
                AssertDay(day, line.ToUpperInvariant());
                AssertDay(day, line.Replace(' ', '\u00A0'));
                AssertDay(day, line.Normalize(System.Text.NormalizationForm.FormD));
                AssertDay(day, $"\u200F{line.Replace(" ", "\u200E \u200E", StringComparison.Ordinal)}\u202C");
            }
        }
    }

    [Theory]
    [InlineData("ar", '٠')]
    [InlineData("fa", '۰')]
    [InlineData("ur", '۰')]
    [InlineData("hi", '०')]
    [InlineData("mr", '०')]
    [InlineData("ne", '०')]
    [InlineData("bn", '০')]
    [InlineData("gu", '૦')]
    [InlineData("pa", '੦')]
    [InlineData("ta", '௦')]
    [InlineData("te", '౦')]
    [InlineData("kn", '೦')]
    [InlineData("ml", '൦')]
    [InlineData("th", '๐')]
    [InlineData("lo", '໐')]
    [InlineData("km", '០')]
    [InlineData("my", '၀')]
    [InlineData("ja", '０')]
    public void Digits_of_a_language_are_digits(string language, char zero)
    {
        for (var day = new DateOnly(2009, 1, 3); day.Year == 2009; day = day.AddDays(9))
        {
            foreach (var line in DateCases.Print(language, day))
            {
                AssertDay(day, DateCases.InDigits(line, zero));
            }
        }
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    public void The_culture_of_the_machine_changes_nothing(string culture)
    {
        var (own, ownOfPages) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);
            foreach (var language in DateCases.Languages)
            {
                foreach (var line in DateCases.Print(language, new DateOnly(2012, 6, 16)))
                {
                    AssertDay(new DateOnly(2012, 6, 16), line);
                    AssertDay(new DateOnly(2012, 6, 16), line.ToUpper(CultureInfo.CurrentCulture));
                }
            }

            Assert.True(PrintedDate.TryHeading("KimJuly 13, 2015 at 2:39 AM", out _, out var iso));
            Assert.Equal("2015-07-13T02:39", iso);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (own, ownOfPages);
        }
    }

    [Fact]
    public void Every_language_has_cases_of_its_own()
    {
        var remarks = Table("read.txt").GroupBy(row => row.Item3).ToDictionary(rows => rows.Key, rows => rows.Count());
        Assert.All(DateCases.Languages, language => Assert.True(remarks.GetValueOrDefault(language) >= 2, language));
    }

    [Fact]
    public void Every_language_has_its_row_in_the_documents()
    {
        var formats = File.ReadAllText(Path.Combine(Repository.Root, "docs/FORMATS.md"));
        Assert.All(DateCases.Languages, language => Assert.Contains($"\n| {language} | ", formats, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Pat ConollyJuly 13, 2015 at 2:39 AM", "Pat Conolly", "2015-07-13T02:39")]
    [InlineData("A Very Long Name11 February 2014 at 10:22", "A Very Long Name", "2014-02-11T10:22")]
    [InlineData("Lisa6. Juni 2015 um 10:23", "Lisa", "2015-06-06T10:23")]
    [InlineData("user127 April 2020 at 12:05 AM", "user1", "2020-04-27T00:05")]
    [InlineData("user132 April 2020 at 12:05 AM", "user13", "2020-04-02T00:05")]
    [InlineData("EvaMittwoch, Mai 10, 2017 4:14:00 PM", "Eva", "2017-05-10T16:14")]
    [InlineData("José30/12/14 2:07 a.\u00A0m.", "José", null)]
    [InlineData("Anonymous21:00", "Anonymous", null)]
    [InlineData("Kim2:59 PM", "Kim", null)]
    [InlineData("匿名2009年3月3日 下午2:56", "匿名", "2009-03-03T14:56")]
    [InlineData("匿名2009年3月3日下午2時56分", "匿名", "2009-03-03T14:56")]
    [InlineData("홍길동2009년 3월 3일 오후 2:56", "홍길동", "2009-03-03T14:56")]
    [InlineData("Nặc danh14:56 Ngày 03 tháng 3 năm 2009", "Nặc danh", "2009-03-03T14:56")]
    [InlineData("Άννα3 Μαρτίου 2009 στις 2:56 μ.μ.", "Άννα", "2009-03-03T14:56")]
    [InlineData("غير معرف3 مارس 2009 في 2:56 م", "غير معرف", "2009-03-03T14:56")]
    [InlineData("Ömer3 Mart 2009 Salı 14:56", "Ömer", "2009-03-03T14:56")]
    [InlineData("ไม่ระบุชื่อ3 มีนาคม 2552 เวลา 14:56", "ไม่ระบุชื่อ", "2009-03-03T14:56")]
    public void Splits_a_heading_into_name_and_time(string line, string author, string? iso)
    {
        Assert.True(PrintedDate.TryHeading(line, out var name, out var time));
        Assert.Equal((author, iso), (name, time));
    }

    [Theory]
    [InlineData("We meet at 21:00")]
    [InlineData("Pat Conolly")]
    [InlineData("Anonymous25:00")]
    [InlineData("a ratio of 3:75")]
    [InlineData("Chapter 3 begins")]
    public void Takes_no_prose_for_a_heading(string line) => Assert.False(PrintedDate.TryHeading(line, out _, out _));

    // What is compiled in haste allocates where what is compiled well does not: it is asked again until the runtime has compiled it well,
    // which waits for a moment in which no other test brings new code.
    [Fact]
    public void Ordinary_lines_cost_no_memory()
    {
        string[] lines = ["A line of prose without a number.", "3 comments:", "The 3rd of May was cold, and 2012 colder.", "“Ganz unglaublich”, sagte sie 3 Mal."];
        var cost = Cost();
        for (var turn = 0; cost > 0 && turn < 900; turn++)
        {
            Thread.Sleep(100);
            cost = Cost();
        }

        Assert.Equal(0, cost);

        long Cost()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
            {
                foreach (var line in lines)
                {
                    PrintedDate.TryLine(line, out _);
                }
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static void AssertDay(DateOnly day, string line)
    {
        Assert.True(PrintedDate.TryLine(line, out var date), line);
        Assert.True(Iso(day) == date.Iso, $"{line} is {Iso(day)}, read as {date.Iso}");
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // One case a line: what is printed, what it is, a remark.
    private static IEnumerable<(string, string, string)> Table(string name) =>
        from line in File.ReadLines(Path.Combine(Cases, name))
        where line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal)
        let fields = line.Split(" | ")
        select (fields[0], fields.ElementAtOrDefault(1) ?? "", fields.ElementAtOrDefault(2) ?? "");
}
