using Archive.Searching.Asking;

namespace Archive.Searching.Operators;

/// <summary>The operators that exist: the parser reads by this list, and the help page is made from it.</summary>
public static class SearchOperators
{
    private const string Dates = "2014, 2014-02 or 2014-02-11";

    public static readonly IReadOnlyList<SearchOperator> All =
    [
        new("word", "The word, or another form of it. Of several words each must be found, in any order.", ["{word}", "{word} {other}"]),
        new("\"a phrase\"", "These words in this order, in no other form. Also for a single word.", ["\"{phrase}\"", "\"{word}\""]),
        new("-word", "Leaves out what has the word. A minus may stand before a phrase, a filter or a group, too.", ["{word} -{other}", "{word} -\"{phrase}\"", "-by:\"{name}\" {word}"]),
        new("word OR word", "One of the two, or both. OR is written in capitals and joins what stands on either side of it.", ["{word} OR {other}", "{word} OR \"{phrase}\""]),
        new("( )", "Holds together what is between the parentheses.", ["({word} OR {other}) has:link", "{word} -({other} is:reply)"]),
        new("begin*", "Any word that begins so. In quotation marks the last word may go on.", ["{word}*", "\"{phrase}*\""]),
        new("in:place", "Looks in one place only: in posts, in comments, in titles of posts, or in passages that quote somebody.", ["{word} in:posts", "{word} in:title", "{word} in:quotes"])
            { Name = "in:", Values = ["posts", "comments", "title", "quotes"] },
        new("by:name", "By whom: the author where the source gives one, else the name alone on the last line.", ["by:\"{name}\"", "{word} by:\"{name}\""])
            { Name = "by:", Takes = "a name", Filter = FilterKind.By, Read = FilterValues.Name },
        new("post:name", "In one post and its comments. The name is the last part of the post's address; the whole address will do.", ["post:{slug}", "{word} post:{slug}"])
            { Name = "post:", Takes = "the last part of a post's address", Filter = FilterKind.Post, Read = FilterValues.Slug },
        new("blog:name", "In one blog.", ["{word} blog:{blog}"])
            { Name = "blog:", Takes = "the name of a blog as it stands in its address", Filter = FilterKind.Blog, Read = FilterValues.Slug },
        new("before:date", "Earlier than the year, month or day begins. A comment without a date of its own has that of its post.", ["{word} before:{year}", "{word} before:{day}"])
            { Name = "before:", Takes = Dates, Filter = FilterKind.Before, Read = FilterValues.Date },
        new("after:date", "Later than the year, month or day ends.", ["{word} after:{month}", "{word} after:{year} before:{day}"])
            { Name = "after:", Takes = Dates, Filter = FilterKind.After, Read = FilterValues.Date },
        new("on:date", "Within the year, month or day.", ["{word} on:{year}", "on:{month}", "on:{day}"])
            { Name = "on:", Takes = Dates, Filter = FilterKind.On, Read = FilterValues.Date },
        new("is:kind", "Comments that answer another comment, that answer the post, or that were removed.", ["{word} is:reply", "{word} is:root", "is:removed"])
            { Name = "is:", Values = ["reply", "root", "removed"], Filter = FilterKind.Is },
        new("has:link", "With a web address in the text.", ["{word} has:link"])
            { Name = "has:", Values = ["link"], Filter = FilterKind.Has },
        new("site:host", "With a link to this host, or to one below it.", ["site:{site}", "{word} site:{site}"])
            { Name = "site:", Takes = "a host such as gov.uk", Filter = FilterKind.Site, Read = FilterValues.Host },
        new("min:words", "At least so many words long.", ["{word} min:200"])
            { Name = "min:", Takes = "a number up to 9999", Filter = FilterKind.Min, Read = FilterValues.Number },
        new("max:words", "At most so many words long.", ["{word} max:20"])
            { Name = "max:", Takes = "a number up to 9999", Filter = FilterKind.Max, Read = FilterValues.Number },
        new("sort:order", "Newest first, unless you say oldest first, most relevant first, or longest first.", ["{word} sort:old", "{word} sort:relevance", "{word} sort:length"])
            { Name = "sort:", Values = ["relevance", "new", "old", "length"] },
    ];

    private static readonly Dictionary<string, SearchOperator> ByName =
        All.Where(known => known.Name is not null).ToDictionary(known => known.Name!, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<FilterKind, string> Names =
        All.Where(known => known.Filter is not null).ToDictionary(known => known.Filter!.Value, known => known.Name!);

    /// <param name="name">With its colon.</param>
    internal static SearchOperator? Find(string name) => ByName.GetValueOrDefault(name);

    internal static string NameOf(FilterKind kind) => Names[kind];
}

/// <summary>One thing that can be typed.</summary>
/// <param name="Form">As a pattern: <c>by:name</c>, <c>"a phrase"</c>.</param>
/// <param name="Meaning">What it finds, in a sentence.</param>
/// <param name="Examples">Queries that show it. <c>{word}</c>, <c>{other}</c>, <c>{phrase}</c>, <c>{name}</c>, <c>{site}</c>, <c>{slug}</c>, <c>{blog}</c>, <c>{year}</c>, <c>{month}</c> and <c>{day}</c> stand for something that the archive at hand has.</param>
public sealed record SearchOperator(string Form, string Meaning, IReadOnlyList<string> Examples)
{
    /// <summary>What an operator with a colon begins with: <c>by:</c>; null for the others.</summary>
    public string? Name { get; init; }

    /// <summary>What may stand behind the colon, where it is one of a list: <c>reply</c>, <c>root</c>, <c>removed</c>.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What may stand behind the colon, in words, where it is no list.</summary>
    internal string Takes { get; init; } = "";

    /// <summary>The filter that it makes; null for <c>in:</c> and <c>sort:</c>, which hold for the whole query.</summary>
    internal FilterKind? Filter { get; init; }

    /// <summary>Reads a value where it is none of a list.</summary>
    internal Func<string, string?>? Read { get; init; }

    /// <summary>The value in its one written form; null where it is none.</summary>
    internal string? ReadValue(string typed) => Read is null ? FilterValues.OneOf(typed, Values) : Read(typed);
}
