namespace Archive.Dumps.Blogger.Headings;

/// <summary>Finds the comments of a page by the lines that name their authors and times, whatever else an extractor left of them.</summary>
/// <remarks>
/// Such a line is a heading by its form and by its neighbours: one form is taken for the whole thread. Where text stands further in
/// below a heading than above, it answers it; else the page's own words do: "Replies" opens a list, and a "Reply" that is nobody's
/// own closes it. Nothing recurses, and every line is looked at a fixed number of times.
/// </remarks>
internal sealed class HeadedThread
{
    /// <summary>What may stand between the count and the first comment: a pager, links to a feed and to the form.</summary>
    private const int MaxLinesBelowCount = 6;

    /// <summary>Such as "Recent Comments".</summary>
    private const int MaxSidebarTitle = 40;

    private static readonly HeadingForm[][] Groups =
        [[HeadingForm.AtSaid], [HeadingForm.Said, HeadingForm.SaidBelow], [HeadingForm.Stamp, HeadingForm.StampBelow],
            [HeadingForm.Clock]];

    private readonly VisibleLines lines;
    private readonly CommentEnds? ends;

    private HeadedThread(VisibleLines lines, PageCount? count, List<CommentHeading> headings, int pageEnd)
    {
        (this.lines, Count, ends) = (lines, count, new CommentEnds(lines, WithTimesBelow(lines, CommentHeading.WithoutPictures(headings), pageEnd), pageEnd, count?.Declared));
        Comments.AddRange(ends.Read());
        var nesting = new CommentNesting(lines, Comments, above: count?.Line + 1 ?? Comments[0].Heading.First);
        nesting.Nest();
        InOpenList = nesting.InOpenList;
    }

    private HeadedThread(VisibleLines lines, PageCount count) => (this.lines, Count) = (lines, count);

    /// <summary>A page whose comments could not be told apart, or that has none.</summary>
    public static HeadedThread Empty(VisibleLines lines, PageCount count) => new(lines, count);

    /// <summary>The thread of a page in a file of several that says it has no comments, above the page's closing words; null where none does.</summary>
    public static HeadedThread? WithoutComments(VisibleLines lines, int from, int end) =>
        PageCount.All(lines, from, end) is [.., { Declared: 0 } count] && lines.Next(count.Line + 1, end) is var next && next < end && PageWords.IsClosing(lines.Text(next))
            ? Empty(lines, count)
            : null;

    /// <summary>The line that counts the comments; null where none does.</summary>
    public PageCount? Count { get; }

    public int First => Comments.Count > 0 ? Comments[0].Heading.First : End;

    /// <summary>A count above, in the body, that has comments below it as well; null where there is none.</summary>
    public int? EarlierCount { get; private init; }

    /// <summary>The lines that look like headings of comments and were taken for quotations, as the page declares fewer.</summary>
    public IReadOnlyList<int> Quoted { get; private init; } = [];

    /// <summary>The line after the last comment and its links.</summary>
    public int End => ends?.End ?? (Count!.Line + 1);

    public List<HeadedComment> Comments { get; } = [];

    /// <summary>Nothing on the page shows where the last comment ends.</summary>
    public bool EndsOpen => ends is { IsOpen: true };

    /// <summary>A line in the last comment that may be its time, and was kept as text; null where there is none.</summary>
    public int? StampOfText => ends?.StampOfText;

    /// <inheritdoc cref="CommentEnds.WithinTexts"/>
    public IReadOnlyList<int> EndsWithinTexts => ends?.WithinTexts ?? [];

    /// <inheritdoc cref="CommentEnds.BelowNoEnd"/>
    public int? BelowNoEnd => ends?.BelowNoEnd;

    /// <inheritdoc cref="CommentNesting.InOpenList"/>
    public int? InOpenList { get; }

    /// <summary>The comments have stamps or links of their own below.</summary>
    public bool HasEnds => ends is { HaveEnds: true };

    /// <summary>Every comment has a stamp or a link below its text: none of them is a quotation or from elsewhere on the page.</summary>
    public bool AllEnd => ends is { AllEnd: true };

    /// <summary>The file ends inside the last comment: the others have an end of their own.</summary>
    public bool IsBroken => ends is { IsBroken: true };

    /// <summary>The thread of a page; null where no headings are found.</summary>
    public static HeadedThread? Find(VisibleLines lines, int from, int end)
    {
        var headings = new List<CommentHeading>();
        for (var i = lines.Next(from, end); i < end; i = lines.Next(i, end))
        {
            var heading = CommentHeading.At(lines, i, end);
            if (heading is not null)
            {
                headings.Add(heading);
            }

            // A name and a stamp below may also be the last words of a comment and its stamp: what follows is looked at anyway.
            i = heading is { Form: HeadingForm.Said or HeadingForm.AtSaid or HeadingForm.SaidBelow } ? heading.End : i + 1;
        }

        HeadedThread? best = null;
        var counts = PageCount.All(lines, from, end);
        foreach (var forms in Groups)
        {
            var thread = OfForms(lines, counts, headings.FindAll(heading => forms.Contains(heading.Form)), end);
            if (thread is not null && (best is null || Fit(thread).CompareTo(Fit(best)) > 0))
            {
                best = thread;
            }
        }

        return best;
    }

    /// <summary>The line that counts comments where none could be told apart: marked as a heading, or with the page's closing words below.</summary>
    public static PageCount? CountAlone(VisibleLines lines)
    {
        bool IsAtEnd(int line) => lines.Next(line + 1, lines.Count) is var next && (next == lines.Count || PageWords.IsClosing(lines.Text(next)));
        // A title may say the same, so a count has a date, a title or a body above it, and a sign of its own.
        bool HasPostAbove(int line) => lines.Next(lines.Next(lines.Next(0, line) + 1, line) + 1, line) < line;
        var counts = PageCount.All(lines, 0, lines.Count);
        return counts.FindLast(count =>
            HasPostAbove(count.Line) && (lines.IsMarked(count.Line) || (counts.Count == 1 && IsAboveForm(lines, count.Line)) || (lines.Text(count.Line)[^1] is ':' or '：' && IsAtEnd(count.Line))));
    }

    // Newer themes print neither a colon nor, above the form or other posts, a number: "Comments / Post a Comment". Somebody who tells of a blog writes so, too, and goes on below.
    private static bool IsAboveForm(VisibleLines lines, int count)
    {
        var form = lines.Next(count + 1, lines.Count);
        if (form == lines.Count || !PageWords.IsClosing(lines.Text(form)) || PageWords.IsOrdinary(lines.Text(form)))
        {
            return false;
        }

        var line = form;
        while (line < lines.Count && !PageWords.IsAboveOtherPosts(lines.Text(line)) && !(lines.Text(line).Contains(' ', StringComparison.Ordinal) && CommentEnds.EndsSentence(lines.Text(line)) && !PageWords.IsClosing(lines.Text(line))))
        {
            line = lines.Next(line + 1, lines.Count);
        }

        return line == lines.Count || PageWords.IsAboveOtherPosts(lines.Text(line));
    }

    /// <summary>How well it fits: what the page declares, then how many comments there are.</summary>
    public static (bool, int) Fit(HeadedThread thread) => (thread.Comments.Count == thread.Count?.Declared, thread.Comments.Count);

    private static HeadedThread? OfForms(VisibleLines lines, List<PageCount> counts, List<CommentHeading> headings, int end)
    {
        headings = WithoutOverlaps(headings);
        var counted = WithComments(lines, counts, headings).Take(2).ToList();
        if (counted is [var (count, first), ..])
        {
            var sure = Sure(lines, OfOneShape(lines, AbovePageEnd(lines, headings[first..], end), count.Declared), count.Declared, out var quoted);
            if (sure[0].Form == HeadingForm.Clock && sure.Count != count.Declared && !IsAThread(lines, sure, end))
            {
                return null;
            }

            var earlier = counted is [_, var (above, _)] ? above.Line : (int?)null;
            var thread = new HeadedThread(lines, count, sure, end) { EarlierCount = earlier, Quoted = quoted };
            // One more than the page counts, below a comment without an end: "As my grandmother always said...".
            return thread.BelowNoEnd is { } quotation && sure.Count - 1 == count.Declared && sure.Exists(heading => heading is { Author: { } name } && heading.First == quotation && CommentHeading.IsHardlyAName(name))
                ? new HeadedThread(lines, count, sure.FindAll(heading => heading.First != quotation), end) { EarlierCount = earlier, Quoted = [.. quoted.Append(quotation).Order()] }
                : thread;
        }

        // Without a count, several headings of one form are a thread; a last count of none is believed.
        var last = counts.Count > 0 ? counts[^1].Line : -1;
        headings = AbovePageEnd(lines, headings.FindAll(heading => heading.First > last), end);
        return headings.Count >= 2 && counts is not [.., { Declared: 0 }] && IsAThread(lines, headings, end) ? new HeadedThread(lines, null, headings, end) : null;
    }

    // The counts that have a heading directly below, the last first, each with the place of that heading.
    private static IEnumerable<(PageCount Count, int First)> WithComments(VisibleLines lines, List<PageCount> counts, List<CommentHeading> headings)
    {
        var (first, numbered) = (headings.Count, counts.FindIndex(count => count.Declared is not null));
        for (var c = counts.Count - 1; c >= 0; c--)
        {
            while (first > 0 && headings[first - 1].First > counts[c].Line)
            {
                first--;
            }

            // In some languages the heading of replies is the word that heads all comments.
            var isOfReplies = counts[c].Declared is null && numbered >= 0 && numbered < c && CommentLinks.Of(lines.Text(counts[c].Line)) != CommentLink.None
                && lines.Previous(counts[c].Line, 0) is var above and >= 0 && IsLinkOrTime(lines, above);
            if (first < headings.Count && counts[c].Declared != 0 && !isOfReplies && IsDirectlyBelow(lines, counts[c], headings[first].First))
            {
                yield return (counts[c], first);
            }
        }
    }

    private static List<CommentHeading> WithoutOverlaps(List<CommentHeading> headings)
    {
        var apart = new List<CommentHeading>();
        foreach (var heading in headings)
        {
            if (apart.Count == 0 || heading.First >= apart[^1].End)
            {
                apart.Add(heading);
            }
        }

        return apart;
    }

    // A name with "said…" is a heading by itself; a name and a time may stand anywhere, but not each above a link to answer.
    private static bool IsAThread(VisibleLines lines, List<CommentHeading> headings, int end) =>
        headings[0].Form is HeadingForm.Said or HeadingForm.SaidBelow or HeadingForm.AtSaid
        || headings.Where((heading, i) => HasLinkBelow(lines, heading.End, i + 1 < headings.Count ? headings[i + 1].First : end)).Count() * 2 >= headings.Count;

    private static bool HasLinkBelow(VisibleLines lines, int from, int end)
    {
        for (var i = lines.Next(from, end); i < end; i = lines.Next(i + 1, end))
        {
            if (CommentLinks.Of(lines.Text(i)) != CommentLink.None)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDirectlyBelow(VisibleLines lines, PageCount count, int heading)
    {
        var between = 0;
        for (var i = lines.Next(count.Line + 1, heading); i < heading; i = lines.Next(i + 1, heading))
        {
            if (++between > MaxLinesBelowCount || !(PagerLine.Is(lines.Text(i)) || PageWords.IsClosing(lines.Text(i)) || lines.Text(i) is "Sort by:" or "Newest" or "Oldest" or "Most recent"))
            {
                return false;
            }
        }

        return true;
    }

    // "My mother said:" is text where the page prints "Ada Finch said...", and would be one comment too many.
    private static List<CommentHeading> OfOneShape(VisibleLines lines, List<CommentHeading> headings, int? declared)
    {
        bool HasColon(CommentHeading heading) => lines.Text(heading.End - 1) is [.., ':'];
        return headings.Count == declared || HasColon(headings[0]) ? headings : headings.FindAll(heading => !HasColon(heading));
    }

    // Somebody's text may quote a heading: where there are more than the page declares, those that stand right below text are no headings
    // if most others stand below a blank line, a link or a stamp.
    private static List<CommentHeading> Sure(VisibleLines lines, List<CommentHeading> headings, int? declared, out IReadOnlyList<int> quoted)
    {
        quoted = [];
        if (declared is not { } count || headings.Count <= count)
        {
            return headings;
        }

        // What stands below the page's closing words, such as links from elsewhere, is no comment.
        if (count > 0 && CommentEnds.FindClosing(lines, headings[count - 1].End, headings[count].First) < headings[count].First)
        {
            return headings[..count];
        }

        var apart = headings.FindAll(heading => StandsApart(lines, heading.First));
        if (apart.Count < count || apart.Count * 2 <= headings.Count)
        {
            return headings;
        }

        quoted = [.. headings.Except(apart).Select(heading => heading.First)];
        return apart;
    }

    // "Ada Finch said..." and, below it, "March 4, 2009 at 9:41 AM": where most print their time there, it is of the heading. A comment of that line alone is text.
    private static List<CommentHeading> WithTimesBelow(VisibleLines lines, List<CommentHeading> headings, int end)
    {
        var timed = headings.Select((heading, i) => Timed(lines, heading, i + 1 < headings.Count ? headings[i + 1].First : end)).ToList();
        return timed.Count(heading => heading is not null) * 2 > headings.Count ? [.. headings.Select((heading, i) => timed[i] ?? heading)] : headings;
    }

    private static CommentHeading? Timed(VisibleLines lines, CommentHeading heading, int end) =>
        heading is { Form: HeadingForm.Said or HeadingForm.SaidBelow, Published: null } && lines.Next(heading.End, end) is var line && line < end
        && CommentHeading.IsStamp(lines.Text(line), out var published) && published is not null && lines.Next(line + 1, end) is var text && text < end && !IsLinkOrTime(lines, text)
            ? heading with { End = line + 1, Published = published }
            : null;

    // "Post a Comment / Newer Post / Recent Comments / Rita said...": below the end of a page stands what others said elsewhere.
    private static List<CommentHeading> AbovePageEnd(VisibleLines lines, List<CommentHeading> headings, int end)
    {
        // Pages of one thread that were joined, and forms between comments, have the word again below the last.
        var below = new Lazy<HashSet<string>>(() => TextsOf(lines, headings[^1].End, end));
        for (var i = 0; i + 1 < headings.Count; i++)
        {
            if (EndsPage(lines, headings[i].End, headings[i + 1].First) is { } closing && !below.Value.Contains(closing))
            {
                return headings[..(i + 1)];
            }
        }

        return headings;
    }

    // The word that closes a page, with another below it or the end of a comment above, and the heading of something else below: of text that goes on it is a word, and where an
    // end of a comment stands below as well.
    private static string? EndsPage(VisibleLines lines, int from, int end)
    {
        var (sure, closing, above) = ((string?)null, 0, -1);
        for (var i = lines.Next(from, end); i < end; i = lines.Next(i + 1, end))
        {
            var text = lines.Text(i);
            if (PageWords.IsClosing(text) || PagerLine.Is(text))
            {
                sure ??= PageWords.IsClosing(text) && !PageWords.IsOrdinary(text) && !PagerLine.IsWord(text) ? text : null;
                above = closing++ == 0 ? lines.Previous(i, from) : above;
            }
            else if (sure is not null && (closing > 1 || (above >= 0 && IsLinkOrTime(lines, above))))
            {
                // "Cancel" and "Loading" are of the form.
                return text.Length <= MaxSidebarTitle && (text.Contains(' ', StringComparison.Ordinal) || !char.IsAscii(text[0])) && !char.IsLower(text[0]) && char.IsLetterOrDigit(text[^1]) && !PageCount.Is(text, out _)
                    && (above < 0 || IsLinkOrTime(lines, above) || CommentEnds.EndsSentence(lines.Text(above))) && !HasLinkOrTime(lines, i, end) ? sure : null;
            }
            else
            {
                (sure, closing) = (null, 0);
            }
        }

        return null;
    }

    private static HashSet<string> TextsOf(VisibleLines lines, int from, int end)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        for (var i = lines.Next(from, end); i < end; i = lines.Next(i + 1, end))
        {
            texts.Add(lines.Text(i));
        }

        return texts;
    }

    private static bool HasLinkOrTime(VisibleLines lines, int from, int end)
    {
        var line = lines.Next(from, end);
        while (line < end && !IsLinkOrTime(lines, line))
        {
            line = lines.Next(line + 1, end);
        }

        return line < end;
    }

    private static bool IsLinkOrTime(VisibleLines lines, int line) => CommentLinks.Of(lines.Text(line)) != CommentLink.None || CommentHeading.IsStamp(lines.Text(line), out _);

    private static bool StandsApart(VisibleLines lines, int line)
    {
        if (line == 0 || lines.Text(line - 1).Length == 0)
        {
            return true;
        }

        return IsLinkOrTime(lines, line - 1) || PageCount.Is(lines.Text(line - 1), out _);
    }
}

/// <summary>A comment as a run of lines below its heading.</summary>
/// <param name="TextFirst">The first line of its text.</param>
/// <param name="TextEnd">The line after the last of its text.</param>
/// <param name="End">The line after all that belongs to it.</param>
/// <param name="Links">The lines of the page's links below the text.</param>
/// <param name="Stamp">The line of the time below the text; -1 where none stands there.</param>
internal sealed record HeadedComment(CommentHeading Heading, int TextFirst, int TextEnd, int End, List<int> Links, int Stamp, string? Published)
{
    /// <summary>The index of the comment that it answers; -1 at the top.</summary>
    public int Parent { get; set; } = -1;

    public int Depth { get; set; }
}
