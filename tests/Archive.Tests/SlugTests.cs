using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Power To The People?", "power-to-people")]
    [InlineData("Problem? What Problem?", "problem-what-problem")]
    [InlineData("Reading privileged memory with a side-channel", "reading-privileged-memory-with-side")]
    [InlineData("This POODLE bites: exploiting the SSL 3.0 fallback", "this-poodle-bites-exploiting-ssl-30")]
    [InlineData("Don't Panic! It’s the U.S.A.", "dont-panic-its-usa")]
    [InlineData("Wait...what", "wait-what")]
    [InlineData("Rock 'n' Roll", "rock-n-roll")]
    [InlineData("£37m & counting — 100%", "37m-counting-100")]
    [InlineData("Café Ærø, Straße, Łódź, Œuvre, naı̈ve", "cafe-aero-strasse-lodz-oeuvre-naive")]
    [InlineData("Привет, world", "world")]
    [InlineData("Привет", "blog-post")]
    [InlineData("漢字 😀 𝔘", "blog-post")]
    [InlineData("The Z-80 has a 4-bit ALU. Here's how it works.", "z-80-has-4-bit-alu-heres-how-it-works")]
    [InlineData("A very deep dive into iOS Exploit chains found in the wild", "very-deep-dive-into-ios-exploit-chains")]
    [InlineData("An EPYC escape: Case-study of a KVM breakout", "epyc-escape-case-study-of-kvm-breakout")]
    [InlineData("Blogging - The Directory and URL Structure", "blogging-directory-and-url-structure")]
    [InlineData("The The", "the-the")]
    [InlineData("A", "a")]
    [InlineData("A new approach to China", "new-approach-to-china")]
    [InlineData("  --  ", "blog-post")]
    [InlineData("", "blog-post")]
    [InlineData(null, "blog-post")]
    [InlineData("Donaudampfschifffahrtsgesellschaftskapitänswitwe und so", "donaudampfschifffahrtsgesellschaftskapi")]
    [InlineData("aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd", "aaaaaaaaa-bbbbbbbbb-ccccccccc-ddddddddd")]
    [InlineData("aaaaaaaaa bbbbbbbbb ccccccccc dddddddddd", "aaaaaaaaa-bbbbbbbbb-ccccccccc")]
    public void A_title_becomes_a_slug_by_the_rule_of_Blogger(string? title, string slug) => Assert.Equal(slug, Slug.FromTitle(title));

    [Fact]
    public void Any_text_gives_a_slug_that_an_address_can_hold() =>
        Prop.ForAll(Gen.Choose(0, char.MaxValue).Select(c => (char)c).ArrayOf().Select(chars => new string(chars)).ToArbitrary(), title =>
        {
            var slug = Slug.FromTitle(title + " x");
            Assert.InRange(slug.Length, 1, Slug.MaxLength);
            Assert.True(Regex.IsMatch(slug, "^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.NonBacktracking), slug);
            Assert.Equal(slug, Slug.FromTitle(slug));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Half_a_surrogate_pair_and_a_noncharacter_are_no_letters() => Assert.Equal("x-y-z", Slug.FromTitle("x\uD83D y\uFFFEz"));

    [Theory]
    [InlineData("power-to-people.html", "power-to-people")]
    [InlineData("Power-to-people.HTML", "Power-to-people")]
    [InlineData("power-to-people", "power-to-people")]
    [InlineData("x.html.html", "x.html")]
    [InlineData(".html", "")]
    public void The_ending_of_the_live_blog_is_no_part_of_a_slug(string written, string slug) => Assert.Equal(slug, Slug.WithoutExtension(written));
}
