using System.Text;

namespace Archive.Searching.Expressions;

/// <summary>What an index is asked: phrases, and how they belong together.</summary>
internal abstract record IndexQuery
{
    /// <summary>The phrases of which it is made, as they stand.</summary>
    public abstract IEnumerable<SomePhrase> Leaves { get; }

    /// <summary>Whether some of its parts need not be met.</summary>
    public virtual bool HasAlternatives => false;

    /// <summary>Whether FTS5 may lose sight of phrases that stand in a hit.</summary>
    /// <remarks>Below an OR or a NOT it forgets all matches of an AND that one row does not meet, those with them that it has read already of rows further on.</remarks>
    public virtual bool HidesMatches => false;

    /// <summary>Writes it as FTS5 takes it.</summary>
    public abstract void WriteTo(StringBuilder text);

    private protected static bool IsOfSeveral(IndexQuery part) => part.Leaves.Skip(1).Any();

    private protected static void WriteJoined(StringBuilder text, IReadOnlyList<IndexQuery> parts, string between)
    {
        text.Append(parts.Count > 1 ? "(" : "");
        foreach (var (index, part) in parts.Index())
        {
            text.Append(index > 0 ? between : "");
            part.WriteTo(text);
        }

        text.Append(parts.Count > 1 ? ")" : "");
    }
}

/// <summary>One of several phrases, for all of which the same may be said: forms of a word, tokens of a filter.</summary>
/// <param name="Column">Where they must stand, as FTS5 takes it; empty for anywhere.</param>
internal sealed record SomePhrase(string Column, IReadOnlyList<SearchPhrase> Alternatives) : IndexQuery
{
    public override IEnumerable<SomePhrase> Leaves => [this];

    public override void WriteTo(StringBuilder text) => text.Append(Column)
        .Append(Alternatives.Count > 1 ? "(" : "").AppendJoin(" OR ", Alternatives.Select(phrase => phrase.Text)).Append(Alternatives.Count > 1 ? ")" : "");
}

/// <summary>All of several parts.</summary>
internal sealed record EachPart(IReadOnlyList<IndexQuery> Parts) : IndexQuery
{
    public override IEnumerable<SomePhrase> Leaves => Parts.SelectMany(part => part.Leaves);

    public override bool HasAlternatives => Parts.Any(part => part.HasAlternatives);

    public override bool HidesMatches => Parts.Any(part => part.HidesMatches);

    public override void WriteTo(StringBuilder text) => WriteJoined(text, Parts, " AND ");
}

/// <summary>At least one of several parts.</summary>
internal sealed record SomePart(IReadOnlyList<IndexQuery> Parts) : IndexQuery
{
    public override IEnumerable<SomePhrase> Leaves => Parts.SelectMany(part => part.Leaves);

    public override bool HasAlternatives => true;

    public override bool HidesMatches => Parts.Any(IsOfSeveral);

    public override void WriteTo(StringBuilder text) => WriteJoined(text, Parts, " OR ");
}

/// <summary>One part and not another.</summary>
internal sealed record ButNot(IndexQuery Wanted, IndexQuery Unwanted) : IndexQuery
{
    public override IEnumerable<SomePhrase> Leaves => Wanted.Leaves.Concat(Unwanted.Leaves);

    public override bool HasAlternatives => Wanted.HasAlternatives;

    public override bool HidesMatches => IsOfSeveral(Wanted) || IsOfSeveral(Unwanted);

    public override void WriteTo(StringBuilder text)
    {
        text.Append('(');
        Wanted.WriteTo(text);
        text.Append(" NOT ");
        Unwanted.WriteTo(text);
        text.Append(')');
    }
}
