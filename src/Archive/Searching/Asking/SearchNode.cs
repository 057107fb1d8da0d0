namespace Archive.Searching.Asking;

/// <summary>A part of what was asked for.</summary>
public abstract record SearchNode;

/// <summary>All parts must be met.</summary>
public sealed record AllOf(IReadOnlyList<SearchNode> Parts) : SearchNode;

/// <summary>One of the parts must be met.</summary>
internal sealed record AnyOf(IReadOnlyList<SearchNode> Parts) : SearchNode;

/// <summary>The part must not be met.</summary>
public sealed record Not(SearchNode Part) : SearchNode;

/// <summary>Words to be found.</summary>
/// <param name="Text">As typed, without quotation marks or star.</param>
public sealed record SearchTerm(string Text, TermKind Kind) : SearchNode;

/// <summary>A fact to be met, such as <c>is:reply</c> or <c>by:"Andrew Hatton"</c>.</summary>
/// <param name="Value">What stands behind the colon, in its one written form: dates as <c>2014-02</c>, hosts in lower case.</param>
public sealed record SearchFilter(FilterKind Kind, string Value) : SearchNode;

/// <summary>How the words of a term are to be found.</summary>
public enum TermKind
{
    /// <summary>The word, or another form of it; several words, as of <c>co-operate</c>, in this order.</summary>
    Word,

    /// <summary>These words in this order and in no other form.</summary>
    Phrase,

    /// <summary>The last word may go on.</summary>
    Prefix,
}

/// <summary>What a filter asks about.</summary>
public enum FilterKind
{
    By,
    Post,
    Blog,
    Before,
    After,
    On,
    Is,
    Has,
    Site,
    Min,
    Max,
}
