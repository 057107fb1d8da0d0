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

    [Fact]
    public void The_order_of_the_lines_does_not_matter()
    {
        string[] lines = ["11/02/2014", "30/12/2014", "Sunday 28/12/2014", "05/06/2015"];
        Assert.Equal(NumberedDates.Decide(lines).Order, NumberedDates.Decide(lines.Reverse()).Order);
    }
}
