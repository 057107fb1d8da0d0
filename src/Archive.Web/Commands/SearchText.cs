namespace Archive.Web.Commands;

/// <summary>Prints the hits of <c>search</c> for people.</summary>
internal static class SearchText
{
    public static async Task WriteAsync(TextWriter text, SearchQuery query, SearchHead head, IEnumerable<SearchHit> hits)
    {
        foreach (var note in query.Notes)
        {
            await LineAsync(text, note);
        }

        var printed = 0L;
        foreach (var hit in hits)
        {
            var fields = new HitFields(hit);
            await LineAsync(text, $"{Where(fields)}{Who(fields)}");
            await LineAsync(text, $"  {fields.SnippetText()}");
            await LineAsync(text, $"  {fields.Path}");
            await text.WriteLineAsync();
            printed++;
        }

        var total = head.Total.IsExact ? InWords.Count(head.Total.Number) : $"at least {InWords.Count(head.Total.Number)}";
        await LineAsync(text, head.Total is { Number: 0, IsExact: true }
            ? $"Nothing found for {head.Query}"
            : $"{total} {(head.Total.Number == 1 ? "hit" : "hits")} for {head.Query}{(printed < head.Total.Number ? $", {InWords.Count(printed)} shown" : "")}");
    }

    private static string Where(HitFields hit) =>
        $"{(hit.Published is { } published ? InWords.ShortDate(published) : "Date unknown")} · "
        + $"{hit.Post ?? "Untitled"}{(hit.Number is { } number ? $" · comment {number}" : "")}";

    private static string Who(HitFields hit) =>
        hit.Author is { } author ? $" · by {author}" : hit.Signer is { } signer ? $" · signed {signer}" : "";

    private static Task LineAsync(TextWriter text, string line) => text.WriteLineAsync(CommandConsole.Printable(line));
}
