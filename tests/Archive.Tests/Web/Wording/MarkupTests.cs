using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Html;

namespace Archive.Tests.Web.Wording;

/// <summary>What is put into bytes together is what each piece is by itself.</summary>
public sealed class MarkupTests
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    // As short as most, and longer than all that waits; with signs that are escaped, of four bytes, and halves of them.
    private static readonly Gen<string> Value =
        from letters in Gen.Elements("a", "é", "東", "<", "\"", "😀", "\uD83D", "\uDE00", "&").ArrayOf()
        from times in Gen.Elements(1, 1, 1, 37, 1500)
        select new StringBuilder().Insert(0, string.Concat(letters), times).ToString();

    [Fact]
    public void Pieces_of_any_length_are_written_in_their_order_and_values_are_escaped() => Prop.ForAll(Value.ListOf().ToArbitrary(), values =>
    {
        var expected = new StringBuilder();
        using var page = new Utf8Text();
        Markup.Of(markup =>
        {
            foreach (var (i, value) in values.Index())
            {
                markup.Write($"<p class=\"n{i}\">{value}<b>{ContentRenderer.FromText("a < b"u8)}</b>{new HtmlString("<i>own</i>")}{(IHtmlContent?)null}{(string?)null}</p>\n");
                expected.Append(CultureInfo.InvariantCulture, $"<p class=\"n{i}\">{Encoder.Encode(value)}<b>{ContentRenderer.FromText("a < b"u8)}</b><i>own</i></p>\n");
            }
        }).WriteTo(page, Encoder);

        Assert.Equal(expected.ToString(), Encoding.UTF8.GetString(page.Written.Span));
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Words_of_the_program_that_are_longer_than_what_waits_are_whole()
    {
        using var text = new StringWriter();
        var value = new string('a', 5_000);
        Markup.Of(markup => markup.Write($"{value}{value}|{value}")).WriteTo(text, Encoder);

        Assert.Equal($"{value}{value}|{value}", text.ToString());
    }
}
