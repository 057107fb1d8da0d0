namespace Archive.Web.Pages.Citing;

/// <summary>What became of a cited text.</summary>
/// <param name="Kept">What the address names; null where it leads nowhere.</param>
/// <param name="Look">The capture that shows the words; null where none does.</param>
internal sealed record CheckedCitation(CitedStand Stand, KeptText? Kept, KeptText.Look? Look)
{
    /// <summary>Compares words with a text, its title and what other captures showed.</summary>
    public static CheckedCitation Of(KeptText kept, QuotedWords words)
    {
        if (words.IsEmpty)
        {
            return new CheckedCitation(CitedStand.NotAsked, kept, KeptText.Shown(kept.Looks));
        }

        var stand = words.In(kept.Work.Text);
        if (stand != WordsStand.Nowhere)
        {
            return new CheckedCitation(stand == WordsStand.AtStart ? CitedStand.AsCited : CitedStand.BehindOthers, kept, KeptText.Shown(kept.Looks));
        }

        if (!kept.Work.IsComment && IsIn(kept.Work.PostTitle, words))
        {
            return new CheckedCitation(CitedStand.AsTitle, kept, KeptText.Shown(kept.Looks));
        }

        var before = kept.Looks.FirstOrDefault(look => look.Other is { } other && (IsIn(other.Text, words) || IsIn(other.Title, words)));
        return new CheckedCitation(before is null ? CitedStand.Otherwise : CitedStand.InAnotherCapture, kept, before);
    }

    /// <summary>The words that stand there now, to be put beside those that were cited.</summary>
    public string Now => Kept is null ? "" : CitedText.First(Kept.Work.Text);

    private static bool IsIn(string? text, QuotedWords words) => text is not null && words.In(text) != WordsStand.Nowhere;
}

/// <summary>How cited words stand to what their address names.</summary>
internal enum CitedStand
{
    /// <summary>The address leads nowhere here.</summary>
    Nowhere,

    /// <summary>The post is here; it has no such comment.</summary>
    NoSuchComment,

    /// <summary>No words were given.</summary>
    NotAsked,

    AsCited,

    /// <summary>They stand there, but not first.</summary>
    BehindOthers,

    /// <summary>They are the post's title.</summary>
    AsTitle,

    /// <summary>Not now, but in another capture.</summary>
    InAnotherCapture,

    /// <summary>Another text stands there.</summary>
    Otherwise,
}
