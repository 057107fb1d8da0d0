namespace Archive.Benchmarks.Search;

/// <summary>A question that every engine can be asked, with one way more that only ours has.</summary>
/// <param name="Typed">What else is typed into our own search box: filters and orders.</param>
public sealed record Ask(Want Want, Shape Shape, IReadOnlyList<string> Words, string Typed = "")
{
    /// <summary>As it is typed into our own search box.</summary>
    public string Query => string.Join(' ', ((string[])[Terms, Typed, Order]).Where(part => part.Length > 0));

    // The other engines have no posts. Ours lists posts before comments where it does not list by date.
    private string Order => Want switch
    {
        Want.Ranked => "in:comments sort:relevance",
        Want.Count => "in:comments",
        _ => "",
    };

    private string Terms => Shape switch
    {
        Shape.Any => string.Join(" OR ", Words),
        Shape.Phrase => $"\"{string.Join(' ', Words)}\"",
        Shape.Prefix => Words[0] + "*",
        _ => string.Join(' ', Words),
    };
}

/// <summary>How the words of a question belong together.</summary>
public enum Shape
{
    All,
    Any,
    Phrase,
    Prefix,
}

/// <summary>What is to be answered.</summary>
public enum Want
{
    /// <summary>The newest 20 hits with their texts.</summary>
    Newest,

    /// <summary>The 20 most relevant with their texts.</summary>
    Ranked,

    /// <summary>How many hits there are, exactly.</summary>
    Count,

    // From here on what only ours answers.
    Page,
    PageInTheMiddle,
    ByThread,
    Facets,
    Relaxations,
    FirstSaid,
    Suggestions,
}
