using System.Text.Json;

namespace Archive.Web.Outputs;

/// <summary>Offers what may be meant while somebody types: words, names, sites, titles, labels, blogs, operators.</summary>
internal static class Suggestions
{
    /// <summary>As many as a person takes in without reading a list.</summary>
    public const int MaxShown = 8;

    // Beside words: who types a name means it less often than a word.
    private const int MaxNames = 2;

    /// <summary>A single letter stands for everything.</summary>
    public const int MinTyped = 2;

    public static void MapSuggestions(this WebApplication app) => app
        .MapGet(SearchAddress.Suggest, AnswerAsync)
        .WithMetadata(new ReadsQueryAttribute("q"))
        .RequireRateLimiting(SearchLimits.Searches)
        .WithRequestTimeout(SearchLimits.Searches);

    /// <summary>Queries that go on from what was typed, the likeliest first; null where there was no time to look for all.</summary>
    private static IReadOnlyList<Offer>? Of(string typed, Completions completions)
    {
        var end = TypedEnd.Of(typed);
        if (end.Plain.Length < MinTyped)
        {
            return [];
        }

        if (completions.For(end.Plain, MaxShown)?.ToList() is not { } known)
        {
            return null;
        }

        if (known.Count > 0 && !end.InPhrase && !end.Plain.Contains(':', StringComparison.Ordinal))
        {
            if (completions.For($"by:{end.Plain}", MaxNames) is not { } names)
            {
                return null;
            }

            known.AddRange(names);
        }

        var operators = end.InPhrase ? [] : Operators(end).ToList();
        var others = known.Where(one => one.Kind != "word").Select(one => OfKnown(end, one)).ToList();
        var words = known.Where(one => one.Kind == "word").Select(one => OfKnown(end, one));
        return [.. operators
            .Concat(words.Take(Math.Max(1, MaxShown - operators.Count - others.Count)))
            .Concat(others)
            .DistinctBy(offer => offer.Query)
            .Where(offer => offer.Query.TrimEnd() != typed)
            .Take(MaxShown)];
    }

    /// <summary>What a request has typed, and how it may go on; where there was no time to look, another one is to get more.</summary>
    public static (string Typed, IReadOnlyList<Offer> Offers) Asked(HttpContext context, Completions completions)
    {
        var typed = SearchAsked.Cut(context.Request.Query["q"] is [{ } first, ..] ? first : "");
        if (Of(typed, completions) is { } offers)
        {
            return (typed, offers);
        }

        SiteCache.Forget(context);
        return (typed, []);
    }

    private static async Task AnswerAsync(HttpContext context, Completions completions)
    {
        var (_, offers) = Asked(context, completions);
        context.Response.ContentType = "application/json; charset=utf-8";
        SiteCache.Keep(context);
        await using var json = new Utf8JsonWriter(context.Response.Body, HitJson.WriterOptions);
        json.WriteStartArray();
        foreach (var offer in offers)
        {
            json.WriteStartObject();
            json.WriteString("kind", offer.Kind);
            json.WriteString("label", offer.Label);
            json.WriteString("detail", offer.Detail);
            json.WriteString("query", offer.Query);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IEnumerable<Offer> Operators(TypedEnd end)
    {
        foreach (var known in SearchOperators.All.Where(known => known.Name is not null))
        {
            var name = known.Name!;
            if (name.StartsWith(end.Word, StringComparison.OrdinalIgnoreCase) && known.Values.Count == 0)
            {
                yield return new Offer("operator", name, known.Meaning, end.Before + name);
            }
            else if (name.StartsWith(end.Word, StringComparison.OrdinalIgnoreCase) || end.Word.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                var value = end.Word.Length > name.Length ? end.Word[name.Length..] : "";
                foreach (var offered in known.Values.Where(offered => offered.StartsWith(value, StringComparison.OrdinalIgnoreCase)))
                {
                    yield return new Offer("operator", name + offered, "", $"{end.Before}{name}{offered} ");
                }
            }
        }
    }

    private static Offer OfKnown(TypedEnd end, Completion known)
    {
        var detail = known.Count is { } count ? InWords.Count(count) : "";
        return known.Filter is { } filter ? Filter(end, known.Text, detail, known.Kind, filter) : new Offer("word", known.Text, detail, end.Before + known.Text + " ");
    }

    // A filter within a phrase would be words of it: the phrase is left alone.
    private static Offer Filter(TypedEnd end, string label, string detail, string kind, SearchFilter filter) =>
        new(kind, label, detail, $"{(end.InPhrase ? end.Before + end.Word + "\" " : end.Before)}{SearchAddress.Text(filter)} ");

    /// <summary>A query that may be meant.</summary>
    /// <param name="Detail">How often it is there, or what it does.</param>
    /// <param name="Query">The text of the box when it is chosen.</param>
    public sealed record Offer(string Kind, string Label, string Detail, string Query);
}

/// <summary>The last word of what somebody is typing, with what stands before it.</summary>
/// <param name="Before">All that stays as it is: earlier words, an opened bracket, a minus.</param>
/// <param name="Word">The word with its operator, as far as it is typed: <c>omni</c>, <c>by:"andrew h</c>.</param>
/// <param name="InPhrase">It stands in a phrase that is not closed yet.</param>
internal readonly record struct TypedEnd(string Before, string Word, bool InPhrase)
{
    private const string Quotes = "\"“”„«»";

    public static TypedEnd Of(string typed)
    {
        var (start, quote, inPhrase) = (0, -1, false);
        for (var i = 0; i < typed.Length; i++)
        {
            var isQuote = Quotes.Contains(typed[i], StringComparison.Ordinal);
            if (isQuote && quote >= 0)
            {
                (quote, start, inPhrase) = (-1, i + 1, false);
            }
            else if (isQuote)
            {
                // Behind a colon the quotation marks belong to the operator's value: by:"Andrew Hatton".
                (quote, inPhrase) = (i, i == start || typed[i - 1] != ':');
                start = inPhrase ? i + 1 : start;
            }
            else if ((char.IsWhiteSpace(typed[i]) && (quote < 0 || inPhrase)) || (quote < 0 && i == start && typed[i] is '(' or ')' or '-'))
            {
                start = i + 1;
            }
        }

        return new TypedEnd(typed[..start], typed[start..], inPhrase);
    }

    /// <summary>The word as the vocabulary looks for it, without the quotation marks of its value and without controls, which no word has.</summary>
    public string Plain => string.Concat(Word.Where(c => !char.IsControl(c) && !Quotes.Contains(c, StringComparison.Ordinal)));
}
