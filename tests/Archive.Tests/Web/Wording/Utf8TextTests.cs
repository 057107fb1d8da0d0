using System.Text;

namespace Archive.Tests.Web.Wording;

public sealed class Utf8TextTests
{
    [Fact]
    public void What_is_written_is_there_as_utf8()
    {
        using var text = new Utf8Text();
        text.Write("Größe ");
        text.Write('–');
        text.Write((string?)null);
        text.Write(['-', 'a', 'b'], 1, 2);

        Assert.Equal("Größe –ab", Encoding.UTF8.GetString(text.Written.Span));
    }

    [Fact]
    public void A_character_in_two_halves_is_one()
    {
        const string Said = "💬 said";
        for (var at = 1; at < Said.Length; at++)
        {
            using var text = new Utf8Text();
            text.Write(Said.AsSpan(0, at));
            text.Write(Said.AsSpan(at));

            Assert.Equal(Said, Encoding.UTF8.GetString(text.Written.Span));
        }
    }

    [Fact]
    public void Half_a_character_that_nothing_follows_is_none()
    {
        using var text = new Utf8Text();
        text.Write("💬"[0]);

        Assert.Equal("\uFFFD", Encoding.UTF8.GetString(text.Written.Span));
    }

    [Fact]
    public void It_grows_with_what_is_written()
    {
        using var text = new Utf8Text();
        var piece = new string('ö', 50_000);
        for (var i = 0; i < 5; i++)
        {
            text.Write(piece);
        }

        Assert.Equal(500_000, text.Written.Length);
    }
}
