namespace Archive.Citing;

/// <summary>A citation as written in one style: runs of text, some of them in italics.</summary>
public sealed class Citation
{
    private readonly List<Run> runs = [];

    public IReadOnlyList<Run> Runs => runs;

    public static Citation Of(string text) => new Citation().Add(text);

    public Citation Add(string text)
    {
        if (text.Length > 0)
        {
            runs.Add(new Run(text, false));
        }

        return this;
    }

    public Citation Italic(string text)
    {
        runs.Add(new Run(text, true));
        return this;
    }

    /// <summary>Without italics.</summary>
    public override string ToString() => string.Concat(runs.Select(run => run.Text));

    /// <summary>A stretch of text in one hand.</summary>
    public readonly record struct Run(string Text, bool IsItalic);
}
