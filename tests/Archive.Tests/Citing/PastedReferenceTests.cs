using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Citing;

/// <summary>Whole references, as they come out of papers, lists and programs.</summary>
public sealed class PastedReferenceTests
{
    // Words that no format gives a meaning of its own.
    private static readonly Gen<string> Words = Gen.Elements("probation", "officers", "said", "it", "is", "not", "so", "“small”", "don’t", "(perhaps)", "half-time", "£25k", "well.", "really?")
        .ArrayOf().Where(words => words.Length is > 4 and < 60).Select(words => string.Join(' ', words));

    private static readonly Gen<CitedWork> Works =
        from words in Words
        from title in Words
        from isComment in Gen.Elements(true, false)
        from author in Gen.Elements(null, "KS in NJ", "Jim Brown")
        from signer in Gen.Elements(null, "Andrew Hatton")
        from date in Gen.Elements(null, "2014-02-11", "2014-02", "2014-02-11T10:22")
        from live in Gen.Elements(null, "http://hopes.blogspot.co.uk/2014/02/on-hope.html")
        select new CitedWork
        {
            PostTitle = title[..Math.Min(60, title.Length)],
            Author = author,
            Signer = author is null ? signer : null,
            BlogAuthor = "Jim Brown",
            Blog = "On Probation Blog",
            Published = date,
            PostPublished = "2014-02-11",
            Number = isComment ? "8.5" : null,
            Text = words,
            Address = new Uri("https://archive.example.org/probation/2014/02/power-to-people" + (isComment ? "/k3f9abcdefgh" : "")),
            Live = live is null ? null : new Uri(live),
            Captured = new DateOnly(2020, 5, 4),
        };

    [Fact]
    public void What_the_styles_write_is_read_back_in_every_style()
    {
        Prop.ForAll(Arb.From(Works), work =>
        {
            foreach (var style in CitationStyles.All)
            {
                var pasted = style.Write(work).ToString();
                AssertStands(work, Assert.Single(PastedReference.Read(pasted).References), pasted);
                AssertStands(work, Assert.Single(PastedReference.Read(pasted.ReplaceLineEndings(" ")).References), pasted);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Trials.Of(300)));
    }

    [Fact]
    public void A_list_may_have_one_a_paragraph_or_a_line_and_be_broken_as_paper_breaks_it()
    {
        Prop.ForAll(Arb.From(Works.Two()), Arb.From(Gen.Choose(60, 120)), (works, width) =>
        {
            foreach (var style in CitationStyles.All)
            {
                var (first, second) = (style.Write(works.Item1).ToString(), style.Write(works.Item2).ToString());
                AssertBoth(works, $"{first}\n\n{second}");
                AssertBoth(works, $"{first.TrimEnd()}\n{second}");
                if (style.File is null)
                {
                    AssertBoth(works, $"{Wrapped(first, width)}\n\n{Wrapped(second, width)}");
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Trials.Of(100)));
    }

    [Theory]
    [InlineData("As said (https://archive.example.org/b/2014/02/x/abc).", "https://archive.example.org/b/2014/02/x/abc")]
    [InlineData("See archive.example.org/b/2014/02/x/abc, and/or /b/2014/02/y.", "archive.example.org/b/2014/02/x/abc", "/b/2014/02/y")]
    [InlineData("on 2014/02/11/ and 1/2/3/4")]
    [InlineData("<https://a.example/b/2014/02/x>", "https://a.example/b/2014/02/x")]
    [InlineData("https://a.example/b/2014/02/power-\nto-people/abc. Archived", "https://a.example/b/2014/02/power-to-people/abc.", "https://a.example/b/2014/02/power-")]
    [InlineData("nothing at all")]
    public void Addresses_are_found_in_a_text(string pasted, params string[] addresses) =>
        Assert.Equal(addresses, Assert.Single(PastedReference.Read(pasted).References).Addresses);

    [Theory]
    [InlineData("Hatton, A., ‘One’, “It is not\nright” https://a.example/b/2014/02/x/k", "It is not right")]
    [InlineData("\"It is not right\", comment at https://a.example/b/2014/02/x/k", "It is not right")]
    [InlineData("Comment, signed “Andrew Hatton”, “It is”, on “Power” https://a.example/b/2014/02/x/k", "It is")]
    [InlineData("Brown, J. (2014). It is not right [Comment on the blog post “Power”]. Blog. https://a.example/b/2014/02/x/k", "It is not right")]
    [InlineData("“It is wrong” and never closed “ https://a.example/b/2014/02/x/k", "It is wrong")]
    [InlineData("It is not right at all, see https://a.example/b/2014/02/x/k", "It is not right at all")]
    [InlineData("[comment removed]. Comment 1 on the blog post “Power.” https://a.example/b/2014/02/x/k", null)]
    [InlineData("see https://a.example/b/2014/02/x/k", null)]
    public void Quoted_words_are_found_in_a_text(string pasted, string? words)
    {
        var work = new CitedWork
        {
            PostTitle = "Power",
            Signer = "Andrew Hatton",
            Blog = "Blog",
            Number = "1",
            Text = "It is not right at all",
            Address = new Uri("https://a.example/b/2014/02/x/k"),
            Captured = new DateOnly(2020, 5, 4),
        };

        var quoted = Assert.Single(PastedReference.Read(pasted).References).Quoted(work).First();

        Assert.Equal(words, quoted.Count == 0 ? null : quoted[0].Cited.Trim('.', ' '));
    }

    [Fact]
    public void Words_that_the_end_of_a_line_divides_are_put_together()
    {
        var reference = Assert.Single(PastedReference.Read("“The proba-\ntion officer” https://a.example/b/2014/02/x/k").References);

        Assert.Equal(["The proba- tion officer", "The probation officer"], reference.Quoted(null).Select(quoted => quoted[0].Cited));
    }

    [Fact]
    public void Nothing_that_is_pasted_is_too_much()
    {
        var hostile = Gen.OneOf(
            Gen.Elements("“", "”", "\"", "„", "[", "]", "(", ")", "[Comment 1", "]. (", "(n.d.", "(2014, ", "@", "title = {", "{{cite", "|title=", "TY  - ", " TI - ", "\"title\": \"", "\\u12", "\\", "\n", "\n\n", "http://", "https://a/b/2014/02/x", "/a/b/c/", "-\nx", "\uD800", "\u0000", " ", "word"),
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")).ListOf().Select(string.Concat);
        var work = new CitedWork { Blog = "(", PostTitle = "“", Text = "[Comment 1", Address = new Uri("https://a/b"), Captured = default, Number = "1" };
        Prop.ForAll(Arb.From(hostile), text =>
        {
            var references = PastedReference.Read(text).References;
            Assert.True(references.Count <= PastedReference.MaxReferences);
            foreach (var reference in references)
            {
                Assert.InRange(reference.Text.Length, 1, PastedReference.MaxLength);
                Assert.True(reference.Addresses.Count <= PastedReference.MaxAddresses);
                Assert.All([null, work, work with { Number = null }], cited => Assert.All(reference.Quoted(cited), quoted =>
                {
                    Assert.True(quoted.Count <= ReferenceWords.MaxQuoted);
                    Assert.All(quoted, words => Assert.InRange(words.Cited.Length, 1, QuotedWords.MaxLength));
                }));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Trials.Of(2_000)));
    }

    [Theory]
    [InlineData("“")]
    [InlineData("“x” ")]
    [InlineData("[Comment 1 ")]
    [InlineData("(n.d. ")]
    [InlineData("http://a/b/c/d ")]
    [InlineData("(")]
    [InlineData("x\n")]
    [InlineData("@x\n")]
    [InlineData("a-\n")]
    [InlineData("{{cite |title=")]
    public void It_takes_no_time(string part)
    {
        var work = new CitedWork { Blog = "B", Text = part, Address = new Uri("https://a/b"), Captured = default };
        var pasted = new StringBuilder().Insert(0, part, 1_000_000 / part.Length).ToString();
        var clock = System.Diagnostics.Stopwatch.StartNew();

        foreach (var reference in PastedReference.Read(pasted).References)
        {
            _ = reference.Quoted(work).ToList();
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{clock.Elapsed}");
    }

    private static void AssertBoth((CitedWork, CitedWork) works, string pasted)
    {
        var references = PastedReference.Read(pasted).References;
        Assert.True(references.Count == 2, $"{references.Count}: {pasted}");
        AssertStands(works.Item1, references[0], pasted);
        AssertStands(works.Item2, references[1], pasted);
    }

    private static void AssertStands(CitedWork work, PastedReference reference, string pasted)
    {
        Assert.Contains(work.Address.ToString(), reference.Addresses.Select(address => address.TrimEnd('.')));
        Assert.True(
            reference.Quoted(work).Any(quoted => quoted.Count > 0 && quoted.All(words => words.In(work.Text) != WordsStand.Nowhere || words.In(work.PostTitle!) != WordsStand.Nowhere)),
            $"{string.Join(" / ", reference.Quoted(work).SelectMany(quoted => quoted).Select(words => words.Cited))}\nof {pasted}");
    }

    private static string Wrapped(string text, int width)
    {
        var (wrapped, column) = (new StringBuilder(), 0);
        foreach (var word in text.Split(' '))
        {
            wrapped.Append(column == 0 ? "" : column + word.Length > width ? "\n" : " ").Append(word);
            column = column + word.Length > width ? word.Length : column + word.Length + 1;
        }

        return wrapped.ToString();
    }
}
