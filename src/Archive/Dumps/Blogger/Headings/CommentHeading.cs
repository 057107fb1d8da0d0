using Archive.Dumps.Blogger.Dates;

namespace Archive.Dumps.Blogger.Headings;

/// <summary>The shapes in which pages print author and time above a comment, the surest first.</summary>
internal enum HeadingForm
{
    /// <summary><c>At 6:30 AM, Ada Finch said…</c></summary>
    AtSaid,

    /// <summary><c>Ada Finch said…</c></summary>
    Said,

    /// <summary><c>Ada Finch</c> on one line, <c>said…</c> on the next.</summary>
    SaidBelow,

    /// <summary><c>Ada FinchMarch 4, 2009 at 9:41 AM</c>, with a blank between them or not.</summary>
    Stamp,

    /// <summary><c>Ada Finch</c> on one line, <c>March 4, 2009 at 9:41 AM</c> on the next.</summary>
    StampBelow,

    /// <summary><c>Ada Finch9:41 AM</c>: a time without a day is weak, so the page must say more for it.</summary>
    Clock,
}

/// <summary>A line, or a few, that name author and time of the comment below.</summary>
/// <param name="End">The line after its last.</param>
/// <param name="Published">As <see cref="DumpComment.Published"/>.</param>
/// <param name="CommentId">The platform's id of the comment; null where its permalink is not printed.</param>
internal sealed record CommentHeading(int First, int End, HeadingForm Form, string? Author, string? Published, string? CommentId)
{
    /// <summary>A longer line is no name.</summary>
    private const int MaxName = 80;

    private const int MaxText = MaxName + PrintedDate.MaxLength;

    /// <summary>More words than any name has; titles of nobility included.</summary>
    private const int MaxNameWords = 8;

    private const int MaxParts = 5;

    private const int MaxBrokenLines = 2;

    private const string AnonymousPicture = "Anonymous ";

    private static readonly string[] Pictures = ["Blogger ", AnonymousPicture, "OpenID "];

    /// <summary>Its day is printed in numbers whose order is the blog's, so that nothing here says which it is.</summary>
    public bool HasOpenDay { get; private init; }

    /// <summary>The line that names the author, below the portrait.</summary>
    public int Named { get; private init; } = First;

    /// <summary>The heading that begins in a line; null where none does.</summary>
    public static CommentHeading? At(VisibleLines lines, int line, int end)
    {
        var text = lines.Text(line);
        if (text.Length == 0 || text.Length > MaxText)
        {
            return null;
        }

        if (IsPortrait(lines, line) && line + 1 < end && !IsPortrait(lines, line + 1))
        {
            return At(lines, line + 1, end) is { } below ? below with { First = line, Named = line + 1 } : null;
        }

        return SaidAt(lines, line, end) ?? StampAt(lines, line, end);
    }

    // "2. [photo]": one text browser prints the name of a picture's file, and the number of the comment before it.
    private static bool IsPortrait(VisibleLines lines, int line) => lines.Number(line) > 0 && lines.Text(line) is ['[', .. var name, ']'] && name.Length > 0 && !name.AsSpan().ContainsAny(" []");

    /// <summary>Whether a line is a date and a time, or a time, and nothing else.</summary>
    /// <param name="published">As <see cref="DumpComment.Published"/>.</param>
    public static bool IsStamp(string text, out string? published)
    {
        text = WithBlanks(text);
        if (PrintedDate.TryStamp(text, out published))
        {
            return true;
        }

        // The link that deletes a comment stands behind its time, where its picture has a name.
        var last = text.LastIndexOf(' ');
        return last > 0 && CommentLinks.Of(text[(last + 1)..].Trim('[', ']')) == CommentLink.Delete && PrintedDate.TryStamp(text.AsSpan(0, last), out published);
    }

    private static CommentHeading? SaidAt(VisibleLines lines, int line, int end)
    {
        var text = lines.Text(line);
        if (PageWords.TrySaid(text, out var name) && name.Length > 0)
        {
            return AtSaid(line, line + 1, name) ?? Said(line, line + 1, lines.Unlinked(name.ToString()), HeadingForm.Said)
                ?? (IsMarkedName(name) && StandsBelowEnd(lines, line, mayBeStamp: true) ? new CommentHeading(line, line + 1, HeadingForm.Said, lines.Unlinked(name.ToString()), null, null) : null);
        }

        // "At", "6:30 AM", ", Ada Finch said..." where an extractor puts every part on a line.
        var parts = text;
        var at = line;
        for (var i = 1; i < MaxParts && text is "At" or "," && parts.Length < MaxText; i++)
        {
            at = lines.Next(at + 1, end);
            if (at == end)
            {
                return null;
            }

            parts += lines.Text(at).StartsWith(',') ? lines.Text(at) : " " + lines.Text(at);
            if (PageWords.TrySaid(parts, out name))
            {
                return AtSaid(line, at + 1, name);
            }
        }

        var below = lines.Next(line + 1, end);
        if (below < end && text.StartsWith("At ", StringComparison.Ordinal) && !IsAtSaid(lines.Text(below)) && PageWords.TrySaid($"{text} {lines.Text(below)}", out name)
            && AtSaid(line, below + 1, name) is { } broken)
        {
            return broken;
        }

        return below < end && PageWords.TrySaid(lines.Text(below), out name) && name.Length == 0 && !TrySplit(text, out _, out _) && (IsName(text) || (IsMarkedName(text) && StandsBelowEnd(lines, line, mayBeStamp: true)))
            ? new CommentHeading(line, below + 1, HeadingForm.SaidBelow, text, null, null)
            : null;
    }

    private static bool IsAtSaid(string text) => PageWords.TrySaid(text, out var name) && AtSaid(0, 1, name) is not null;

    // "At April 04, 2005 6:30 AM, Ada Finch": a date has commas of its own, and a name may have one, so the last behind a whole time parts them. Other languages have
    // other words for "At", which the time knows; behind an English one a time whose day is in words that are not known still parts them.
    private static CommentHeading? AtSaid(int line, int end, ReadOnlySpan<char> text)
    {
        var isEnglish = text.StartsWith("At ", StringComparison.Ordinal);
        var time = text.Length > MaxText ? "" : text.ToString();
        for (var comma = time.LastIndexOf(','); comma > 0; comma = time.LastIndexOf(',', comma - 1))
        {
            time = time[..comma];
            if ((IsStamp(isEnglish ? time[2..].Trim() : time, out var published) && !char.IsAsciiDigit(time[0])) || (isEnglish && PrintedTime.TryEnd(DateText.Of(time), out _)))
            {
                return Said(line, end, text[(comma + 1)..].Trim(", "), HeadingForm.AtSaid) is { } said ? said with { Published = published } : null;
            }
        }

        return null;
    }

    // "Ada Finch on March 4, 2009 at 9:41 AM said...": the time belongs to no name.
    private static CommentHeading? Said(int line, int end, ReadOnlySpan<char> printed, HeadingForm form)
    {
        var name = TrySplitBlank(printed.ToString(), out var author, out var published) ? author : printed.ToString();
        return IsName(name) ? new CommentHeading(line, end, form, name, published, null) : null;
    }

    private static CommentHeading? StampAt(VisibleLines lines, int line, int end)
    {
        var text = lines.Text(line);
        if (TrySplit(text, out var author, out var published) && (IsName(author) || (IsGlued(text, author) && author.Length is > 0 and <= MaxName && (StandsBelowLink(lines, line) || (IsMarkedName(author) && StandsBelowEnd(lines, line))))))
        {
            return new CommentHeading(line, line + 1, HeadingForm.Stamp, Name(lines, text, author), published, lines.CommentId(line));
        }

        if (PrintedDate.TryHeading(WithBlanks(text), out author, out published) && published is null && author.Any(char.IsLetter) && IsName(author.Trim()))
        {
            // A day in numbers is a day, though nothing here says which.
            var stamp = text.AsSpan(author.Length);
            var isDated = PrintedDate.IsOpenStamp(WithBlanks(stamp.ToString()));
            if (isDated || IsClock(stamp))
            {
                return new CommentHeading(line, line + 1, isDated ? HeadingForm.Stamp : HeadingForm.Clock, author.Trim(), null, lines.CommentId(line)) { HasOpenDay = isDated };
            }
        }

        var below = lines.Next(line + 1, end);
        if (below == end)
        {
            return null;
        }

        if (IsStamp(lines.Text(below), out published) && published is not null && !PrintedDate.EndsPointed(lines.Text(below)) && (IsName(text) || (IsMarkedName(text) && StandsBelowEnd(lines, line))))
        {
            return new CommentHeading(line, below + 1, HeadingForm.StampBelow, text, published, lines.CommentId(below));
        }

        // A heading that was broken in its date.
        var joined = text;
        for (var i = 1; i <= MaxBrokenLines && below == line + i && below < end && !TrySplit(lines.Text(below), out _, out _); i++)
        {
            joined += " " + lines.Text(below);
            if (joined.Length > MaxText)
            {
                return null;
            }

            if (TrySplit(joined, out author, out published) && IsName(author) && author.Length <= text.Length)
            {
                return new CommentHeading(line, below + 1, HeadingForm.Stamp, author, published, lines.CommentId(line) ?? lines.CommentId(below));
            }

            below = lines.Next(below + 1, end);
        }

        below = lines.Next(line + 1, end);
        return IsName(text) && IsClock(lines.Text(below)) && IsStamp(lines.Text(below), out published) && published is null
            ? new CommentHeading(line, below + 1, HeadingForm.Clock, text, null, lines.CommentId(below))
            : null;
    }

    // "Who Knows?", "Prof. Moriarty Wren", "yay!": such words end sentences, too, but not above "said..." or a day and a time, and below the end of another comment or the count.
    private static bool IsMarkedName(ReadOnlySpan<char> text) => text.Length is > 0 and <= MaxName && (text.Count(' ') < MaxNameWords || IsTitle(text)) && !IsHardlyAName(text.ToString()) && CommentLinks.Of(text.ToString()) == CommentLink.None;

    /// <summary>Whether words are rather of a sentence, or quoted: "As my grandmother always", "&gt; Congrats Jack".</summary>
    public static bool IsHardlyAName(string name) => !char.IsLetterOrDigit(name[0])
        || (name.AsSpan().Count(' ') >= 2 && name.Split(' ').Skip(1).Count(word => word.Length > 0 && char.IsLower(word[0])) >= 2);

    // "The Girl Who Loves To Read All Those Books".
    private static bool IsTitle(ReadOnlySpan<char> text)
    {
        foreach (var word in text.Split(' '))
        {
            if (!char.IsUpper(text[word] is [var first, ..] ? first : ' '))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsGlued(string text, string author) => text.Length > author.Length && text.StartsWith(author, StringComparison.Ordinal) && !char.IsWhiteSpace(text[author.Length]) && text.Contains(':', StringComparison.Ordinal);

    private static bool StandsBelowLink(VisibleLines lines, int line) =>
        lines.Previous(line, 0) is var above and >= 0 && (CommentLinks.Of(lines.Text(above)) != CommentLink.None || PageCount.Is(lines.Text(above), out _));

    // One link may be somebody's word: its comment has another, or its time, above it. A time ends a comment unless it belongs to a heading above.
    /// <param name="mayBeStamp">Comments may end in their times: these do not stand above the texts.</param>
    private static bool StandsBelowEnd(VisibleLines lines, int line, bool mayBeStamp = false)
    {
        var above = lines.Previous(line, 0);
        if (above < 0)
        {
            return false;
        }

        var (text, before) = (lines.Text(above), lines.Previous(above, 0) is >= 0 and var further ? lines.Text(further) : "");
        return CommentLinks.Of(text) switch
        {
            CommentLink.None => (PageCount.Is(text, out _) && text[^1] is ':' or '：') || (mayBeStamp && IsStamp(text, out var published) && published is not null && !PageWords.TrySaid(before, out _)),
            CommentLink.ReplyDelete or CommentLink.RepliesReply => true,
            _ => CommentLinks.Of(before) != CommentLink.None || IsStamp(before, out _),
        };
    }

    // As it stands, unless the page prints "_" for blanks; without words around it that are no name.
    private static string Name(VisibleLines lines, string text, string author)
    {
        var name = text.StartsWith(WithUnderscores(text, author), StringComparison.Ordinal) ? lines.Unlinked(text[..author.Length]) : author;
        name = PageWords.TryPostedBy(name, out var rest) && rest.Length > 0 ? rest.ToString() : name;
        return name.TrimEnd(' ', '|') is { Length: > 0 } bare ? bare : name;
    }

    private static string WithUnderscores(string text, string author) => text.Length >= author.Length && WithBlanks(text[..author.Length]) == author ? text[..author.Length] : author;

    // Name and stamp of one line, glued or with a blank between them; a date must be part of it.
    private static bool TrySplit(string text, out string author, out string? published)
    {
        (author, published) = ("", null);
        if (text.Length > MaxText)
        {
            return false;
        }

        var plain = WithBlanks(text);
        if (PrintedDate.TryHeading(plain, out author, out published) && published is not null)
        {
            author = author.Trim();
            return true;
        }

        return TrySplitBlank(plain, out author, out published);
    }

    // A longer text is a paragraph, and would be looked at from each of its blanks on.
    private static bool TrySplitBlank(string plain, out string author, out string? published)
    {
        (author, published) = ("", null);
        if (plain.Length > MaxText)
        {
            return false;
        }

        for (var blank = plain.IndexOf(' ', StringComparison.Ordinal); blank > 0; blank = plain.IndexOf(' ', blank + 1))
        {
            if (IsStamp(plain[(blank + 1)..], out published) && published is not null && !PrintedDate.EndsPointed(plain.AsSpan(blank + 1)))
            {
                author = plain[..blank].Trim();
                return true;
            }
        }

        return false;
    }

    /// <summary>Without the words for the pictures that older pages print beside every name: "Blogger Ada Finch said...", "Anonymous Anonymous said...".</summary>
    /// <remarks>One name may begin so by itself: all have to, and one in words that stand for no person.</remarks>
    public static List<CommentHeading> WithoutPictures(List<CommentHeading> headings)
    {
        static string? Picture(CommentHeading heading) => heading.Form is HeadingForm.Said or HeadingForm.AtSaid ? Array.Find(Pictures, word => heading.Author!.StartsWith(word, StringComparison.Ordinal)) : null;
        static bool IsSure(CommentHeading heading) => Picture(heading) is { } word && (word != AnonymousPicture || PageWords.IsAnonymous(heading.Author![word.Length..]));
        return headings.TrueForAll(heading => Picture(heading) is not null) && headings.Exists(IsSure)
            ? headings.ConvertAll(heading => heading with { Author = heading.Author![Picture(heading)!.Length..] })
            : headings;
    }

    /// <summary>Whether a time can be no verse: it has its half of the day, a leading zero, or an hour of two digits.</summary>
    public static bool IsClock(ReadOnlySpan<char> time)
    {
        time = time.Trim();
        var colon = time.IndexOf(':');
        return colon > 0 && colon + 2 < time.Length && char.IsAsciiDigit(time[colon + 1]) && char.IsAsciiDigit(time[colon + 2])
            && (char.IsLetter(time[^1]) || time[^1] == '.' || time[0] == '0' || colon == 2);
    }

    // One extractor prints "_" for every blank of a link.
    private static string WithBlanks(string text) => text.Contains('_', StringComparison.Ordinal) ? text.Replace('_', ' ') : text;

    // Who leaves no name may leave the address of a site.
    private static bool IsName(string text) => text.Contains("://", StringComparison.Ordinal)
        ? text.Length <= MaxName && Uri.IsWellFormedUriString(text, UriKind.Absolute)
        : IsWords(text);

    private static bool IsWords(string text) =>
        text.Length is > 0 and <= MaxName
        && text[^1] is not (':' or ';' or '!' or '?' or ',' or '…')
        && text.AsSpan().Count(' ') < MaxNameWords
        && !HasSentence(text)
        && CommentLinks.Of(text) == CommentLink.None;

    // "Nobody said anything. The sexton": initials are followed by a full stop too, but a word before it is short.
    private static bool HasSentence(string text)
    {
        for (var i = 1; i + 1 < text.Length; i++)
        {
            if (text[i] is '.' or '?' or '!' && text[i + 1] == ' ' && (text[i] != '.' || WordBefore(text, i) > 3))
            {
                return true;
            }
        }

        return false;
    }

    private static int WordBefore(string text, int at)
    {
        var start = at;
        while (start > 0 && char.IsLetter(text[start - 1]))
        {
            start--;
        }

        return at - start;
    }
}
