namespace Archive.Web.Pages.Citing;

/// <summary>The answer to a check: how cited words stand to what their address names.</summary>
/// <param name="Kept">The post or comment that the address names; null where it leads nowhere.</param>
/// <param name="Version">The capture that shows the words; null where none does.</param>
internal sealed record CheckedCitation(CitedStand Stand, KeptWork? Kept, KeptWork.Version? Version)
{
    /// <summary>Compares words with a text, its title and what other captures showed.</summary>
    public static CheckedCitation Of(KeptWork kept, QuotedWords words)
    {
        if (words.IsEmpty)
        {
            return new CheckedCitation(CitedStand.NotAsked, kept, kept.Current);
        }

        var stand = words.In(kept.Work.Text);
        if (stand != WordsStand.Nowhere)
        {
            return new CheckedCitation(stand == WordsStand.AtStart ? CitedStand.AsCited : CitedStand.BehindOthers, kept, kept.Current);
        }

        if (!kept.Work.IsComment && IsIn(kept.Work.PostTitle, words))
        {
            return new CheckedCitation(CitedStand.AsTitle, kept, kept.Current);
        }

        var before = kept.Versions.FirstOrDefault(version => version.Other is { } other && (IsIn(other.Text, words) || IsIn(other.Title, words)));
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
