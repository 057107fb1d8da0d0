namespace Archive.Tests.Dumps;

public class PrintedDateTests
{
    [Theory]
    [InlineData("Tuesday 11 February 2014", "2014-02-11")]
    [InlineData("Saturday, 13 January 2024", "2024-01-13")]
    [InlineData("Sunday, October 9, 2011", "2011-10-09")]
    [InlineData("Thursday, August 09, 2012", "2012-08-09")]
    [InlineData("19 November, 2006", "2006-11-19")]
    [InlineData("5 Nov 2012", "2012-11-05")]
    [InlineData("Mar 5, 2012", "2012-03-05")]
    [InlineData("mar 5 abril 2011", "2011-04-05")]
    [InlineData("Dienstag, 28. April 2020", "2020-04-28")]
    [InlineData("Samstag, 5. Oktober 2013", "2013-10-05")]
    [InlineData("Mittwoch, Mai 10, 2017", "2017-05-10")]
    [InlineData("mardi 21 juin 2011", "2011-06-21")]
    [InlineData("mardi 1er mars 2011", "2011-03-01")]
    [InlineData("segunda-feira, 24 de novembro de 2014", "2014-11-24")]
    [InlineData("jueves, 10 de febrero de 2011", "2011-02-10")]
    [InlineData("вторник, 17 мая 2011 г.", "2011-05-17")]
    [InlineData("2014年2月11日", "2014-02-11")]
    [InlineData("2014-02-11", "2014-02-11")]
    [InlineData("30/12/2014", "2014-12-30")]
    [InlineData("12/30/2014", "2014-12-30")]
    [InlineData("11/02/2014", null)]
    [InlineData("30/12/14", null)]
    public void Reads_a_date_as_far_as_it_is_given(string line, string? iso)
    {
        Assert.True(PrintedDate.TryLine(line, out var read));
        Assert.Equal(iso, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("11 February")]
    [InlineData("30 February 2014")]
    [InlineData("On Tuesday 11 February 2014 it rained")]
    [InlineData("2014")]
    [InlineData("38 comments:")]
    [InlineData("1. May 2014 be good")]
    [InlineData("11 February 2014 2015")]
    [InlineData("May")]
    public void Takes_nothing_else_for_a_date(string line) => Assert.False(PrintedDate.TryLine(line, out _));

    [Theory]
    [InlineData("Pat ConollyJuly 13, 2015 at 2:39 AM", "Pat Conolly", "2015-07-13T02:39")]
    [InlineData("A Very Long Name11 February 2014 at 10:22", "A Very Long Name", "2014-02-11T10:22")]
    [InlineData("Lisa6. Juni 2015 um 10:23", "Lisa", "2015-06-06T10:23")]
    [InlineData("user127 April 2020 at 12:05 AM", "user1", "2020-04-27T00:05")]
    [InlineData("EvaMittwoch, Mai 10, 2017 4:14:00 PM", "Eva", "2017-05-10T16:14")]
    [InlineData("José30/12/14 2:07 a.\u00A0m.", "José", null)]
    [InlineData("Anonymous21:00", "Anonymous", null)]
    [InlineData("Kim2:59 PM", "Kim", null)]
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
    public void Takes_no_prose_for_a_heading(string line) => Assert.False(PrintedDate.TryHeading(line, out _, out _));
}
