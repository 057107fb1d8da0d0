using System.Text;

namespace Archive.Tests.Web.Pages.Sources;

public sealed class SourceLinesTests
{
    [Fact]
    public void A_page_has_room_for_some_long_lines_and_for_the_beginnings_of_all()
    {
        // A character of two halves stands where each is cut.
        var line = string.Concat(Enumerable.Repeat("\U0001F600", 15_000));
        var text = SourceText.Decode(Encoding.UTF8.GetBytes($"short\na{line}\n{string.Concat(Enumerable.Repeat($"{line}\n", 400))}short"));
        var lines = SourceLines.Of(text, new LineRange(1, text.LineCount), _ => [], null);

        Assert.All(lines, one => Assert.Equal(text.Line(one.Number).Length, one.Text.Length + one.Cut));
        Assert.All(lines, one => Assert.Equal(one.Text, string.Concat(one.Text.EnumerateRunes())));
        Assert.Equal([5, SourceLines.MaxShownLine - 1, SourceLines.MaxShownLine], lines.Take(3).Select(one => one.Text.Length));
        Assert.Equal([PageRoom.MaxCut, 5], lines.TakeLast(2).Select(one => one.Text.Length));
        Assert.InRange(lines.Sum(one => one.Text.Length), PageRoom.MaxWhole - SourceLines.MaxShownLine, PageRoom.MaxWhole + (lines.Length * PageRoom.MaxCut));
    }
}
