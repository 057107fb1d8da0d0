namespace Archive.Web.Pages.Citing;

/// <summary>The answer to a check: how cited words stand to what their address names.</summary>
/// <param name="Kept">The post or comment that the address names; null where it leads nowhere.</param>
/// <param name="Words">Those that were compared: of several that a reference quotes, those that stand worst.</param>
/// <param name="Version">The capture that shows the words; null where none does.</param>
internal sealed record CheckedCitation(CitedStand Stand, QuotedWords Words, KeptWork? Kept, KeptWork.Version? Version)
{
    /// <summary>See <see cref="NamedText.IsByNameAlone"/>.</summary>
    public bool IsByNameAlone { get; init; }

    /// <summary>Compares what a reference quotes, as whichever of its readings stands better.</summary>
    /// <param name="named">The capture that the address names; null where it names none.</param>
    public static CheckedCitation Of(KeptWork kept, PastedReference reference, KeptWork.Version? named) =>
        reference.Quoted(kept.Work).Select(words => Of(kept, words, named)).MinBy(answer => answer.Stand)!;

    /// <summary>The words that stand there now, to be put beside those that were cited.</summary>
    public string Now => Kept is null ? "" : CitedText.First(Kept.Work.Text);

    // All of the words must stand there; where some do, those that do not may be quoted of something else.
    private static CheckedCitation Of(KeptWork kept, IReadOnlyList<QuotedWords> quoted, KeptWork.Version? named)
    {
        var answers = quoted.Select(words => Of(kept, words, named)).ToList();
        var worst = answers.MaxBy(answer => answer.Stand) ?? Of(kept, QuotedWords.Of(""), named);
        return worst.Stand == CitedStand.Otherwise && answers.Exists(answer => answer.Stand <= CitedStand.BehindOthers) ? worst with { Stand = CitedStand.InPart } : worst;
    }

    // With the text, its title and what other captures showed.
    private static CheckedCitation Of(KeptWork kept, QuotedWords words, KeptWork.Version? named) => named switch
    {
        // Who cites a capture cites its words.
        { Other: { } other } when !words.IsEmpty && words.In(other.Text) is not WordsStand.Nowhere and var stand =>
            new CheckedCitation(stand == WordsStand.AtStart ? CitedStand.AsCited : CitedStand.BehindOthers, words, kept, named),
        { Other: { } other } when !words.IsEmpty && !IsIn(other.Title, words) && Of(kept, words) is { Stand: CitedStand.AsCited or CitedStand.BehindOthers or CitedStand.AsTitle } now =>
            now with { Stand = CitedStand.NotInThatCapture },
        _ => Of(kept, words),
    };

    private static CheckedCitation Of(KeptWork kept, QuotedWords words)
    {
        if (words.IsEmpty)
        {
            return new CheckedCitation(CitedStand.NotAsked, words, kept, kept.Current);
        }

        var stand = words.In(kept.Work.Text);
        if (stand != WordsStand.Nowhere)
        {
            return new CheckedCitation(stand == WordsStand.AtStart ? CitedStand.AsCited : CitedStand.BehindOthers, words, kept, kept.Current);
        }

        if (!kept.Work.IsComment && IsIn(kept.Work.PostTitle, words))
        {
            return new CheckedCitation(CitedStand.AsTitle, words, kept, kept.Current);
        }

        var before = kept.Versions.FirstOrDefault(version => version.Other is { } other && (IsIn(other.Text, words) || IsIn(other.Title, words)));
        return new CheckedCitation(before is null ? CitedStand.Otherwise : CitedStand.InAnotherCapture, words, kept, before);
    }

    private static bool IsIn(string? text, QuotedWords words) => text is not null && words.In(text) != WordsStand.Nowhere;
}

/// <summary>How cited words stand to what their address names; those that stand better come first.</summary>
internal enum CitedStand
{
    /// <summary>They are the post's title.</summary>
    AsTitle,

    AsCited,

    /// <summary>They stand there, but not first.</summary>
    BehindOthers,

    /// <summary>No words were given.</summary>
    NotAsked,

    /// <summary>Other words of the reference stand there, these do not.</summary>
    InPart,

    /// <summary>Not now, but in another capture.</summary>
    InAnotherCapture,

    /// <summary>Not in the capture that the address names, but now.</summary>
    NotInThatCapture,

    /// <summary>Another text stands there.</summary>
    Otherwise,

    /// <summary>The post is here; it has no such comment.</summary>
    NoSuchComment,

    /// <summary>The address leads nowhere here.</summary>
    Nowhere,

    /// <summary>Too much had been compared before it.</summary>
    NotCompared,
}
