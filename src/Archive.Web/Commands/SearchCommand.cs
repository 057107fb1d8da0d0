using System.CommandLine;

namespace Archive.Web.Commands;

/// <summary><c>archive search</c>: the hits of the site's search, for people at a terminal and for other programs.</summary>
internal static class SearchCommand
{
    /// <summary>Hits that fit on a few screens.</summary>
    private const int DefaultLimit = 20;

    public static Command Create(PlaceOptions place, CommandConsole console)
    {
        var words = new Argument<string[]>("QUERY")
        {
            Description = "What to look for, as in the site's search box; several arguments are one query.",
            Arity = ArgumentArity.OneOrMore,
        };
        // A single minus leaves a word out; two of them are a mistyped option.
        words.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } unknown)
            {
                result.AddError($"There is no option '{unknown.Value}'.");
            }
        });
        var json = new Option<bool>("--json")
        {
            Description = "Print one JSON object to standard output, and nothing else there.",
        };
        var limit = LimitOption();
        var command = new Command("search", "Finds posts and comments; docs/SEARCH.md says what can be asked.") { words, json, limit };
        command.SetAction(async (parsed, cancel) =>
        {
            var query = SearchQuery.Parse(string.Join(' ', parsed.GetValue(words)!));
            if (query.IsEmpty)
            {
                throw new CommandException("there is nothing to look for in that", ExitCode.WrongUsage);
            }

            using var archive = place.Open(parsed, console);
            using var connections = new SearchConnections(archive);
            var search = new ArchiveSearch(connections, new SignerNames(connections));
            var head = SearchHead.Of(search, query, TimeProvider.System, cancel);
            var most = parsed.GetValue(limit);
            if (parsed.GetValue(json))
            {
                await HitJson.WriteAsync(console.Output, head, SearchHead.Hits(search, query, most, cancel).ToAsyncEnumerable(), cancel);
            }
            else
            {
                await SearchText.WriteAsync(
                    console.Text, query, head, SearchHead.Hits(search, query, most ?? DefaultLimit, cancel));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Option<int?> LimitOption()
    {
        var option = new Option<int?>("--limit") { Description = $"The most hits that are printed; without it {DefaultLimit}, with --json all.", HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, out var number) && number >= 0))
            {
                result.AddError($"'{text}' is no number of hits.");
            }
        });
        return option;
    }
}

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
            var printable = new HitFields(hit);
            await LineAsync(text, $"{Where(printable)}{Who(printable)}");
            await LineAsync(text, $"  {printable.SnippetText()}");
            await LineAsync(text, $"  {printable.Path}");
            await text.WriteLineAsync();
            printed++;
        }

        var total = head.Total.IsExact ? InWords.Count(head.Total.Number) : $"at least {InWords.Count(head.Total.Number)}";
        await LineAsync(text, head.Total is { Number: 0, IsExact: true }
            ? $"Nothing found for {head.Query}"
            : $"{total} {OneOrMany.Word(head.Total.Number, "hit", "hits")} for {head.Query}{(printed < head.Total.Number ? $", {InWords.Count(printed)} shown" : "")}");
    }

    private static string Where(HitFields hit) =>
        $"{(hit.Published is { } published ? InWords.ShortDate(published) : "Date unknown")} · "
        + $"{hit.Post ?? "Untitled"}{(hit.NumberInWords is { } number ? $" · comment {number}" : "")}";

    private static string Who(HitFields hit) =>
        hit.Author is { } author ? $" · by {author}" : hit.Signer is { } signer ? $" · signed {signer}" : "";

    private static Task LineAsync(TextWriter text, string line) => text.WriteLineAsync(CommandConsole.Printable(line));
}
