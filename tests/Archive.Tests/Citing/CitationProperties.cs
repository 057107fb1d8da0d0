using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Citing;

/// <summary>What holds for every citation, whatever strangers wrote.</summary>
public sealed partial class CitationProperties
{
    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.Elements(
            "", " ", "}", "{", "}}", "{{", "|", "[[", "]]", "\\", "\"", "'", "''", "\r\n", "\nER  - ", "\u2028", "\u0000", "\u0085", "\u202E", "\u2067",
            "\uD800", "\uDC00", "😀", "<!--", "</script>", "%", "&", "#", "$", "_", "^", "~", "://", "漢字", "أمل", "é", "a", "word ", "…", "\uFFFE"),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")).ListOf().Select(string.Concat);

    private static readonly Gen<CitedWork> Works =
        from texts in Hostile.ArrayOf(8)
        from isComment in Gen.Elements(true, false)
        from isKnown in Gen.Elements(true, false)
        from state in Gen.Elements(CitedState.Present, CitedState.Removed, CitedState.Lost)
        select new CitedWork
        {
            PostTitle = isKnown ? texts[0] : null,
            Author = isKnown ? texts[1] : null,
            Signer = isKnown ? null : texts[2],
            PostAuthor = isKnown ? texts[3] : null,
            PostPublished = "2014-02-11",
            Blog = texts[4],
            BlogAuthor = texts[3],
            Published = isKnown ? "2014-02-11" : texts[5],
            Number = isComment ? texts[6] : null,
            Text = texts[7],
            State = state,
            Address = new Uri("https://archive.example.org/b/2014/02/" + Uri.EscapeDataString(WithoutHalves(texts[0])) + "/k"),
            Live = Uri.TryCreate("http://example.org/" + texts[2], UriKind.Absolute, out var live) ? live : null,
            Captured = new DateOnly(2020, 5, 4),
        };

    [Fact]
    public void Nothing_breaks_a_format()
    {
        Prop.ForAll(Arb.From(Works), work =>
        {
            foreach (var style in CitationStyles.All)
            {
                var text = style.Write(work).ToString();
                Assert.DoesNotContain(text, c => char.IsControl(c) && c is not ('\n' or '\r'));
                Assert.DoesNotContain(text, c => c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u2028' or '\u2029');
                Assert.Equal(text, WithoutHalves(text));
                switch (style.Id)
                {
                    case "bibtex": AssertBibTeX(text); break;
                    case "ris": AssertRis(text); break;
                    case "csl": AssertCsl(text); break;
                    case "wikipedia": AssertWiki(text); break;
                    default: Assert.DoesNotContain('\n', text); break;
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Trials.Of(1_000)));
    }

    [Fact]
    public void What_a_citation_quotes_stands_as_cited()
    {
        Prop.ForAll(Arb.From(Hostile), text =>
        {
            var quoted = QuotedWords.Of(CitedText.First(text));
            Assert.True(quoted.IsEmpty || quoted.In(text) == WordsStand.AtStart, $"“{quoted.Cited}” in “{text}”");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    // Counted as BibTeX counts: behind a backslash too.
    private static void AssertBibTeX(string text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
            Assert.True(depth > 0 || i < text.IndexOf('{', StringComparison.Ordinal) || i >= text.Length - 2, text);
        }

        Assert.Equal(0, depth);
        Assert.Matches(BibTeXKey(), text);
    }

    private static void AssertRis(string text)
    {
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        var lines = text[..^2].Split("\r\n");
        Assert.All(lines, line => Assert.Matches(RisLine(), line));
        Assert.Equal("TY  - BLOG", lines[0]);
        Assert.Equal(lines.Length - 1, Array.FindIndex(lines, line => line.StartsWith("ER", StringComparison.Ordinal)));
    }

    private static void AssertCsl(string text)
    {
        using var json = JsonDocument.Parse(text);
        var item = Assert.Single(json.RootElement.EnumerateArray());
        Assert.NotEmpty(item.GetProperty("title").GetString()!);
        Assert.Equal(item.EnumerateObject().Count(), item.EnumerateObject().Select(field => field.Name).Distinct().Count());
    }

    private static void AssertWiki(string text)
    {
        Assert.StartsWith("{{cite web |", text, StringComparison.Ordinal);
        Assert.EndsWith("}}", text, StringComparison.Ordinal);
        var inside = text[2..^2];
        Assert.DoesNotContain(inside, c => c is '{' or '}' or '[' or ']' or '<' or '>' or '\n' or '\r');
        Assert.All(inside.Split('|').Skip(1), part => Assert.Matches(WikiParameter(), part));
    }

    private static string WithoutHalves(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune.Value != 0xFFFD).Select(rune => rune.ToString()));

    [GeneratedRegex(@"^@online\{[A-Za-z0-9_-]+,\n")]
    private static partial Regex BibTeXKey();

    [GeneratedRegex(@"^[A-Z][A-Z0-9]  - [^\r\n]*$")]
    private static partial Regex RisLine();

    [GeneratedRegex("^(author|title|type|date|orig-date|website|language|url|archive-url|archive-date|via)=.+$")]
    private static partial Regex WikiParameter();
}
