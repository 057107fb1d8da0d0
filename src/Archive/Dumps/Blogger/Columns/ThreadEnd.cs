namespace Archive.Dumps.Blogger.Columns;

/// <summary>Judges how a thread in columns ends: whole, without ends of its own, or broken off.</summary>
internal sealed class ThreadEnd(DumpLines lines, BloggerChrome chrome, ThreadReading reading, int? declared)
{
    private const string SentenceEnds = ".!?…。)\"”»’";

    /// <param name="open">The comment that nothing closed; null where the last one is closed.</param>
    public void Finish(ReadComment? open, int level, bool atEndOfFile)
    {
        // Where no comment has an end of its own, the page printed none, and nothing shows that the last one breaks off.
        // One comment, as declared, that ends like a sentence: nothing says that it goes on.
        if (reading is { Closed: 0, Found: 1 } && declared == 1 && SentenceEnds.Contains(lines.Raw(reading.Comments[0].LastText).TrimEnd()[^1], StringComparison.Ordinal))
        {
            return;
        }

        var pagePrintsNoEnds = reading.Closed == 0 && reading.Found > 1;
        if (pagePrintsNoEnds)
        {
            reading.Warn(reading.Comments[0].First, "no comment has an end of its own; they were told apart by their numbers alone");
            return;
        }

        foreach (var line in reading.Unclosed)
        {
            reading.Warn(line, "this comment has no end of its own; it was taken to reach to the next number");
        }

        if (open is not null)
        {
            Break(open, level, atEndOfFile);
        }
    }

    private void Break(ReadComment last, int level, bool atEndOfFile)
    {
        if (!atEndOfFile)
        {
            reading.Warn(last.First, "this comment has no end of its own; it was taken to reach to the end of the thread");
            return;
        }

        if (last.LastText > last.First && chrome.IsBrokenCloser(lines, last.LastText, level))
        {
            reading.Others.Add((last.LastText, LineKind.Chrome));
            last.LastText = lines.PreviousText(last.LastText - 1, last.First);
        }

        last.Incomplete = true;
        reading.Warn(last.First, "the dump breaks off inside this comment");
    }
}
