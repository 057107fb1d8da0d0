using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Archive.Web.Pages.Citing;

/// <summary>Checks whether texts still stand as somebody cited them: one reference or a list of them, as pasted.</summary>
/// <remarks>Twenty references are longer than an address may be, so that the form is posted; it changes nothing, and takes what anybody sends.</remarks>
[IgnoreAntiforgeryToken]
[RequestSizeLimit(MaxFormBytes)]
[RequestTimeout(SearchLimits.Searches)]
[EnableRateLimiting(SearchLimits.Searches)]
internal sealed class CheckModel(KeptWorks works, ArchiveSearch search, NearTurns turns) : PageModel
{
    /// <summary>As much as may be pasted, each character of it in a form's longest writing.</summary>
    public const int MaxFormBytes = (PastedReference.MaxPasted * 9) + 1_024;

    /// <summary>Other texts that are offered for one reference.</summary>
    public const int MaxElsewhere = 5;

    /// <summary>References whose words are searched for elsewhere; a list in which more are missing is of another archive.</summary>
    public const int MaxSearched = 3;

    /// <summary>Characters that are compared for one list: two hundred captures of a long post.</summary>
    public const long MaxComparedInAll = 20_000_000;

    // A phrase of so many words is nobody else's; where one of them was changed, the first few may still be found.
    private static readonly int[] PhraseWords = [12, 6];

    // One list may cite one post twenty times.
    private readonly Dictionary<(long Post, string? Key), KeptWork?> kept = [];

    private long compared;

    /// <summary>What was pasted, to be put right and sent again.</summary>
    public string Pasted { get; private set; } = "";

    /// <summary>None before anything is asked.</summary>
    public IReadOnlyList<Answer> Answers { get; private set; } = [];

    /// <summary>Nothing of what was pasted was left out.</summary>
    public bool AreAll { get; private set; } = true;

    /// <param name="reference">As pasted; of an address that leads here with one.</param>
    /// <param name="address">Of a reference in two fields, as the form once had them.</param>
    /// <param name="words">As cited.</param>
    public async Task OnGetAsync([FromQuery] string? reference, [FromQuery] string? address, [FromQuery] string? words, CancellationToken cancel)
    {
        if (!string.IsNullOrWhiteSpace(reference))
        {
            await AnswerAsync(reference, cancel);
            return;
        }

        var line = CitedText.Line(address);
        var (cited, quoted) = (line.Length > CitationTarget.MaxLength ? line[..CitationTarget.MaxLength] : line, QuotedWords.Of(words));
        if (cited.Length > 0 || !quoted.IsEmpty)
        {
            var one = PastedReference.Of(cited, quoted);
            Pasted = one.Text;
            await AnswerAsync([one], cancel);
        }
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? reference, CancellationToken cancel)
    {
        // The framework takes a form that it may not read to its end for an empty one.
        if (!ModelState.IsValid)
        {
            return StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        await AnswerAsync(reference ?? "", cancel);
        return Page();
    }

    private Task AnswerAsync(string pasted, CancellationToken cancel)
    {
        Pasted = LongTexts.Beginning(pasted, PastedReference.MaxPasted);
        (var references, AreAll) = PastedReference.Read(pasted);
        return AnswerAsync(references, cancel);
    }

    private async Task AnswerAsync(IReadOnlyList<PastedReference> references, CancellationToken cancel)
    {
        var answers = new List<Answer>();
        foreach (var reference in references)
        {
            answers.Add(new Answer(reference, await CompareAsync(reference, cancel)));
        }

        FindElsewhere(answers, cancel);
        Answers = answers;
    }

    // The comment that one of its addresses names; else the post, unless one names a comment that the post lacks. What has the name of the address alone comes last.
    private async Task<CheckedCitation> CompareAsync(PastedReference reference, CancellationToken cancel)
    {
        var named = new List<NamedText>();
        foreach (var address in reference.Addresses)
        {
            if (await works.NamedByAsync(address, cancel) is { } text)
            {
                named.Add(text);
            }
        }

        var quoted = reference.Quoted(null).First() is [var first, ..] ? first : QuotedWords.Of("");
        return named.MinBy(text => (text.IsByNameAlone, text.Key is null, !text.LacksComment)) is not { } best || await FindAsync(best, cancel) is not { } found
            ? new CheckedCitation(CitedStand.Nowhere, quoted, null, null)
            : (best.LacksComment ? new CheckedCitation(CitedStand.NoSuchComment, quoted, found, null) : Compare(found, reference, found.In(best.Capture))) with { IsByNameAlone = best.IsByNameAlone };
    }

    private CheckedCitation Compare(KeptWork found, PastedReference reference, KeptWork.Version? named)
    {
        if (compared > MaxComparedInAll)
        {
            return new CheckedCitation(CitedStand.NotCompared, QuotedWords.Of(""), found, found.Current);
        }

        compared += found.Length;
        return CheckedCitation.Of(found, reference, named);
    }

    private async Task<KeptWork?> FindAsync(NamedText named, CancellationToken cancel) =>
        kept.TryGetValue((named.Post.Id, named.Key), out var known) ? known : kept[(named.Post.Id, named.Key)] = await works.FindAsync(named, cancel);

    private void FindElsewhere(List<Answer> answers, CancellationToken cancel)
    {
        var missing = answers.FindAll(answer => answer.IsMissing && !answer.Citation.Words.IsEmpty);
        if (missing.Count == 0)
        {
            return;
        }

        using var turn = turns.Take();
        if (!turn.IsAcquired)
        {
            SiteCache.Forget(HttpContext);
        }

        for (var i = 0; i < missing.Count; i++)
        {
            var answer = missing[i];
            var searched = i >= MaxSearched ? Searched.TooMany : !turn.IsAcquired ? Searched.NotNow : Searched.All;
            answers[answers.IndexOf(answer)] = answer with { Elsewhere = searched == Searched.All ? Find(answer.Citation, cancel) : [], Searched = searched };
        }
    }

    // The thread of what the address names is the nearest.
    private List<SearchHit> Find(CheckedCitation citation, CancellationToken cancel) =>
        [.. (citation.Kept?.Thread is { } thread ? Find(citation.Words, thread, cancel) : []).Concat(Find(citation.Words, null, cancel)).DistinctBy(hit => (hit.Blog, hit.Month, hit.Slug, hit.Comment?.Key)).Take(MaxElsewhere)];

    private IReadOnlyList<SearchHit> Find(QuotedWords quoted, SearchFilter? within, CancellationToken cancel)
    {
        var words = quoted.Longest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var phrase in PhraseWords.Select(count => string.Join(' ', words.Take(count))).Distinct())
        {
            // By date, which needs nothing counted first.
            var query = new SearchQuery { Root = new SearchTerm(phrase, TermKind.Phrase), Order = SearchOrder.New };
            using var session = search.Open(within is null ? query : query.With(within), cancel);
            if (session.Find() is { Hits.Count: > 0 } answer)
            {
                return [.. answer.Hits.Take(MaxElsewhere)];
            }
        }

        return [];
    }

    /// <summary>Whether the words of a reference were looked for in other texts.</summary>
    public enum Searched
    {
        /// <summary>No need, or nothing to look for.</summary>
        No,

        All,

        /// <summary>Somebody else's turn it was.</summary>
        NotNow,

        /// <summary>Too many of the list are missing.</summary>
        TooMany,
    }

    /// <summary>A reference with the answer to it.</summary>
    public sealed record Answer(PastedReference Reference, CheckedCitation Citation)
    {
        /// <summary>Other texts with such words.</summary>
        public IReadOnlyList<SearchHit> Elsewhere { get; init; } = [];

        public Searched Searched { get; init; }

        /// <summary>The address leads to no such words.</summary>
        public bool IsMissing => Citation.Stand is CitedStand.Nowhere or CitedStand.NoSuchComment or CitedStand.Otherwise;

        /// <summary>The answer in two words.</summary>
        public string Verdict => Citation.Stand switch
        {
            CitedStand.AsCited or CitedStand.AsTitle or CitedStand.BehindOthers => "found",
            CitedStand.InPart => "found in part",
            CitedStand.InAnotherCapture => "altered since",
            CitedStand.NotInThatCapture => "in another capture",
            CitedStand.Otherwise => "altered words",
            CitedStand.NotAsked => "found, nothing quoted",
            CitedStand.NotCompared => "not compared",
            _ => "not here",
        };
    }
}
