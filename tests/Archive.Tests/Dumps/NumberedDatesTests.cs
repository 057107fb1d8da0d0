namespace Archive.Tests.Dumps;

public class NumberedDatesTests
{
    [Theory]
    [InlineData("day before month, for \"30/12/2014\" has no other reading", "11/02/2014", "30/12/2014", "01/03/2015")]
    [InlineData("month before day, for \"12/30/2014\" has no other reading", "11/02/2014", "12/30/2014")]
    [InlineData("day before month, for \"30/12/2014\" has no other reading", "30/12/14", "30/12/2014")]
    [InlineData("day before month, for only so 2 days of the week agree, as in \"Tuesday 11/02/2014\"", "Tuesday 11/02/2014", "Dienstag, 03.02.2009")]
    [InlineData("day before month, for \"31/12/99\" has no other reading", "05/06/09", "31/12/99")]
    [InlineData("year, month, day, for \"99/12/31\" has no other reading", "09/03/04", "99/12/31")]
    public void Lines_together_decide(string evidence, params string[] lines)
    {
        var decided = NumberedDates.Decide(lines);
        Assert.Equal(evidence, decided.Evidence);
    }

    [Theory]
    [InlineData("no date is printed in numbers")]
    [InlineData("no date is printed in numbers", "3 March 2009", "John 3:16", "2009-03-03")]
    [InlineData("2 dates in numbers fit day before month as well as month before day", "11/02/2014", "03/04/2009")]
    [InlineData("dates in numbers contradict each other: \"30/12/2014\" and \"12/30/2014\"", "30/12/2014", "12/30/2014")]
    [InlineData("dates in numbers contradict each other: \"30/12/2014\" and \"Sunday 11/02/2014\"", "30/12/2014", "Sunday 11/02/2014")]
    public void What_they_leave_open_stays_open(string evidence, params string[] lines)
    {
        var decided = NumberedDates.Decide(lines);
        Assert.Null(decided.Order);
        Assert.Equal(evidence, decided.Evidence);
    }

    [Fact]
    public void A_line_is_read_in_the_order_of_its_blog()
    {
        Assert.Equal("2014-02-11", NumberedDates.Read("11/02/2014", NumberedDates.Orders.DayMonthYear));
        Assert.Equal("2014-11-02", NumberedDates.Read("11/02/14", NumberedDates.Orders.MonthDayYear));
        Assert.Equal("1999-12-31", NumberedDates.Read("99.12.31", NumberedDates.Orders.YearMonthDay));
        Assert.Null(NumberedDates.Read("31/02/2014", NumberedDates.Orders.DayMonthYear));
        Assert.Null(NumberedDates.Read("3 March 2014", NumberedDates.Orders.DayMonthYear));
    }

    [Theory]
    [InlineData("11/02/2014", "30/12/2014", "01/03/2015")]
    [InlineData("11/02/2014", "03/04/2009")]
    [InlineData("30/12/2014", "12/30/2014")]
    [InlineData("05/06/09", "31/12/99", "04.05.06")]
    [InlineData("09/03/04")]
    [InlineData("99/12/31", "09/03/04")]
    [InlineData("30/12/2014", "Monday 30/12/2014")]
    [InlineData("Sunday 11/02/2014", "11/02/2014")]
    public void The_orders_of_each_line_say_together_what_the_lines_say(params string[] lines) =>
        Assert.Equal(NumberedDates.Decide(lines).Order, NumberedDates.Together(lines.Select(NumberedDates.OrdersOf)));

    [Fact]
    public void Two_lines_that_contradict_each_other_are_named() => Assert.Equal(
        "dates in numbers contradict each other: \"21/04/2014\" and \"04/22/2014\"", NumberedDates.Decide(["03/04/2014", "21/04/2014", "05/04/2014", "04/22/2014"]).Evidence);

    [Theory]
    [InlineData("11/02/2014", "11/2/14")]
    [InlineData("Tuesday, 11.2.14", "11/2/14")]
    [InlineData("11 February 2014", null)]
    public void The_numbers_of_a_line_do_not_depend_on_how_they_are_printed(string line, string? numbers) => Assert.Equal(numbers, NumberedDates.Numbers(line));

    [Theory]
    [InlineData("03/04/2014", "03/04/2014", null)]
    [InlineData("Thursday, 03/04/2014", "Thursday, 03/04/2014", null)]
    [InlineData("3.4.14", "3.4.14", null)]
    [InlineData("21/04/2014", "21/04/2014", "2014-04-21")]
    [InlineData("31/02/2014", null, null)]
    [InlineData("2014-04-03", null, "2014-04-03")]
    [InlineData("Thursday 3 April 2014", null, "2014-04-03")]
    public void A_reader_gives_the_numbers_as_printed(string line, string? printed, string? published)
    {
        var dump = DumpFormats.Read(System.Text.Encoding.UTF8.GetBytes($"{line}\n\nThe mill race\n\nThe wheel turned all night.\n\n1 comment:\n\n  1. So it did.\n\n    ReplyDelete\n"));
        var post = Assert.Single(dump.Posts);
        Assert.Equal((printed, published), (post.NumberedDate?.Printed, post.Published));
        Assert.Equal(printed is null ? null : 1, post.NumberedDate?.Line);
        Assert.Equal(published is null ? post.NumberedDate : null, post.OpenDate);
    }

    [Fact]
    public void Whoever_wrote_it_may_be_named_before_the_numbers()
    {
        var dump = DumpFormats.Read("The mill race\n\nBy Hester Quill 3/4/2014\n\nThe wheel turned all night, and nobody in the village slept at all.\n\n1 comment:\n\n  1. So it did.\n\n    ReplyDelete\n"u8.ToArray());
        Assert.Equal(new NumberedDate("3/4/2014", 3), Assert.Single(dump.Posts).OpenDate);
    }

    [Fact]
    public void The_order_of_the_lines_does_not_matter()
    {
        string[] lines = ["11/02/2014", "30/12/2014", "Sunday 28/12/2014", "05/06/2015"];
        Assert.Equal(NumberedDates.Decide(lines).Order, NumberedDates.Decide(lines.Reverse()).Order);
    }
}
