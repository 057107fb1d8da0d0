namespace Archive.Web.Commands;

/// <summary>What <c>search</c> prints for people.</summary>
internal static class SearchText
{
    public static async Task WriteAsync(TextWriter text, SearchQuery query, SearchHead head, IEnumerable<SearchHit> hits)
    {
        foreach (var note in query.Notes)
        {
            await LineAsync(text, note);
        }

        var shown = 0L;
        foreach (var hit in hits)
        {
            var found = new FoundHit(hit);
            await LineAsync(text, $"{Where(found)}{Who(found)}");
            await LineAsync(text, $"  {found.SnippetText()}");
            await LineAsync(text, $"  {found.Path}");
            await text.WriteLineAsync();
            shown++;
        }

        var total = head.Total.IsExact ? InWords.Count(head.Total.Number) : $"at least {InWords.Count(head.Total.Number)}";
        await LineAsync(text, head.Total is { Number: 0, IsExact: true }
            ? $"Nothing found for {head.Query}"
            : $"{total} {(head.Total.Number == 1 ? "hit" : "hits")} for {head.Query}{(shown < head.Total.Number ? $", {InWords.Count(shown)} shown" : "")}");
    }

    private static string Where(FoundHit hit) =>
        $"{(hit.Published is { } published ? InWords.ShortDate(published) : "Date unknown")} · "
        + $"{hit.Post ?? "Untitled"}{(hit.Number is { } number ? $" · comment {number}" : "")}";

    private static string Who(FoundHit hit) =>
        hit.Author is { } author ? $" · by {author}" : hit.Signer is { } signer ? $" · signed {signer}" : "";

    private static Task LineAsync(TextWriter text, string line) => text.WriteLineAsync(CommandConsole.Printable(line));
}
