namespace Archive.Web.Pages.Search;

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
