using System.Text;

namespace Archive.Tests.Dumps;

/// <summary>What holds for every file that is read, whatever is in it.</summary>
internal static class DumpChecks
{
    /// <param name="format">For dumps of which too little is there to be recognised by.</param>
    public static Dump EveryLineIsAccountedFor(byte[] bytes, string? format = null)
    {
        var dump = DumpFormats.Read(bytes, format);
        var source = SourceText.Decode(bytes);
        Assert.Equal(source.LineCount, dump.Ledger.Lines.Count);
        Assert.Equal(0, dump.Ledger.Unread);
        for (var i = 0; i < source.LineCount; i++)
        {
            var line = dump.Ledger.Lines[i];
            var isBlank = source.Line(i + 1).IsWhiteSpace();
            Assert.True(line.Kind != LineKind.Blank || isBlank, $"line {i + 1} has text and was taken for blank");
        }

        // Of a text of pages the lines are the texts; where markup or escapes stand between, words are compared by the format's own tests.
        if (dump.Format == BloggerTextReader.Format)
        {
            EveryWordIsKept(dump, source);
        }

        return dump;
    }

    // Text is conserved: the words of the lines that the ledger gives to a text are the words of that text.
    private static void EveryWordIsKept(Dump dump, SourceText source)
    {
        var bodies = new StringBuilder[dump.Posts.Count];
        var comments = dump.Posts.Select(post => new StringBuilder[post.Comments.Count]).ToArray();
        for (var i = 0; i < source.LineCount; i++)
        {
            var line = dump.Ledger.Lines[i];
            if (line.Kind == LineKind.Body)
            {
                (bodies[line.Post] ??= new StringBuilder()).Append(source.Line(i + 1)).Append('\n');
            }
            else if (line.Kind == LineKind.Comment)
            {
                (comments[line.Post][line.Comment] ??= new StringBuilder()).Append(source.Line(i + 1)).Append('\n');
            }
        }

        for (var p = 0; p < dump.Posts.Count; p++)
        {
            Assert.Equal(Squeeze(bodies[p]?.ToString() ?? ""), Squeeze(dump.Posts[p].Original));
            for (var c = 0; c < comments[p].Length; c++)
            {
                var comment = dump.Posts[p].Comments[c];
                var kept = Squeeze($"{comment.Heading}{comment.Original}");
                var lines = Squeeze(comments[p][c]?.ToString() ?? "");
                Assert.Contains(kept, lines, StringComparison.Ordinal);
                Assert.True(lines.Length - kept.Length <= 40, $"more than a number and closing words are missing: {lines} / {kept}");
            }
        }
    }

    private static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
