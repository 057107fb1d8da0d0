using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Citing;

/// <summary>Checks whether a text still stands as somebody cited it.</summary>
internal sealed class CheckModel(KeptWorks works, ArchiveSearch search, NearTurns turns) : PageModel
{
    /// <summary>Other texts that are offered.</summary>
    public const int MaxElsewhere = 5;

    // A phrase of so many words is nobody else's; where one of them was changed, the first few may still be found.
    private static readonly int[] PhraseWords = [12, 6];

    public string Address { get; private set; } = "";

    public QuotedWords Words { get; private set; } = QuotedWords.Of("");

    /// <summary>Null before anything is asked.</summary>
    public CheckedCitation? Answer { get; private set; }

    /// <summary>Other texts with such words.</summary>
    public IReadOnlyList<SearchHit> Elsewhere { get; private set; } = [];

    /// <summary>Nobody looked elsewhere, because somebody else's turn it was.</summary>
    public bool IsBusy { get; private set; }

    public async Task OnGetAsync([FromQuery] string? address, [FromQuery] string? words, CancellationToken cancel)
    {
        Address = CitedText.Line(address);
        Address = Address.Length > CitationTarget.MaxLength ? Address[..CitationTarget.MaxLength] : Address;
        Words = QuotedWords.Of(words);
        if (Address.Length == 0 && Words.IsEmpty)
        {
            return;
        }

        Answer = await AnswerAsync(cancel);
        if (!Words.IsEmpty && Answer.Stand is CitedStand.Nowhere or CitedStand.NoSuchComment or CitedStand.Otherwise)
        {
            Elsewhere = FindElsewhere(cancel);
        }
    }

    private async Task<CheckedCitation> AnswerAsync(CancellationToken cancel)
    {
        if (CitationTarget.Read(Address) is not { } target)
        {
            return new CheckedCitation(CitedStand.Nowhere, null, null);
        }

        if (await works.FindAsync(target, cancel) is { } kept)
        {
            return CheckedCitation.Of(kept, Words);
        }

        var post = target.Key is null ? null : await works.FindAsync(target with { Key = null }, cancel);
        return new CheckedCitation(post is null ? CitedStand.Nowhere : CitedStand.NoSuchComment, post, null);
    }

    private IReadOnlyList<SearchHit> FindElsewhere(CancellationToken cancel)
    {
        using var turn = turns.Take();
        if (!turn.IsAcquired)
        {
            IsBusy = true;
            SiteCache.Forget(HttpContext);
            return [];
        }

        var words = Words.Longest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var phrase in PhraseWords.Select(count => string.Join(' ', words.Take(count))).Distinct())
        {
            // By date, which needs nothing counted first.
            var query = new SearchQuery { Root = new SearchTerm(phrase, TermKind.Phrase), Order = SearchOrder.New };
            using var session = search.Open(query, cancel);
            if (session.Find() is { Hits.Count: > 0 } answer)
            {
                return [.. answer.Hits.Take(MaxElsewhere)];
            }
        }

        return [];
    }
}
