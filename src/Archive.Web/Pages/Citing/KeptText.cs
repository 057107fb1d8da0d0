namespace Archive.Web.Pages.Citing;

/// <summary>A post or comment as it is cited, with how each capture showed it.</summary>
/// <param name="Post">The address of the post.</param>
/// <param name="Path">Its own address: that of the post, or of the comment's own page.</param>
/// <param name="Looks">Newest first; at least one.</param>
internal sealed record KeptText(CitedWork Work, string Post, string Path, IReadOnlyList<KeptText.Look> Looks)
{
    /// <summary>Captures that are looked at; the rest stand in their sources.</summary>
    public const int MaxLooks = 200;

    /// <summary>The newest capture that shows the text as it stands here; a later one may have lost it.</summary>
    public static Look Shown(IReadOnlyList<Look> looks) => looks.FirstOrDefault(look => look.Other is null) ?? looks[0];

    /// <summary>One capture.</summary>
    /// <param name="FirstLine">Of the text in its source; null where it has none there.</param>
    /// <param name="Other">How the text stood in this capture, where that differs.</param>
    public sealed record Look(long Capture, DateTime At, CaptureBasis Basis, string Sha256, int? FirstLine, int? LastLine, OtherText? Other)
    {
        public string Lines => FirstLine is { } first ? SourceAddress.Line(Sha256, first) : SourceAddress.Of(Sha256);
    }

    /// <summary>A text that differs from the present one.</summary>
    public sealed record OtherText(string? Title, string Text);
}
