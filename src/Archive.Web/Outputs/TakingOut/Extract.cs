using System.Text.Json;

namespace Archive.Web.Outputs.TakingOut;

/// <summary>One taking out: which part of which archive, and which names it gives.</summary>
/// <param name="Date">When it was asked for.</param>
internal sealed record Extract(ExtractAsked Asked, SiteAddress Site, ArchiveIdentity Archive, DateTime Date)
{
    /// <summary>The words of a file for its names; those within texts are nobody's to change.</summary>
    public const string NamesAsTyped = "as typed",
        NamesReplaced = "pseudonyms, in author and signed alone: texts, titles and addresses hold what they hold";

    /// <summary>The post, where it is one thread that is taken out as a text or a book.</summary>
    public PostArticle? Post { get; init; }

    /// <summary>Gives the pseudonym of a name; null where names are given as typed.</summary>
    public Func<string, string>? Pseudonym { get; init; }

    public string Names => Pseudonym is null ? NamesAsTyped : NamesReplaced;

    /// <summary>A name as it is given.</summary>
    public string? Name(string? name) => name is null || Pseudonym is null ? name : Pseudonym(name);

    public static string PostOf(ExtractedText text) => PostAddress.Post(text.Blog, text.Month, text.Slug);

    /// <summary>Where a text is read: the address to cite.</summary>
    public static string AddressOf(ExtractedText text) => text.Key is { } key ? PostAddress.Own(PostOf(text), key) : PostOf(text);

    /// <summary>What heads a file, in the words of a search.</summary>
    public IEnumerable<(string Name, string Value)> Head()
    {
        var scope = Asked.Scope;
        if (Asked.Query is not null)
        {
            yield return ("query", Asked.Query);
            yield return ("what", scope.WholeThreads ? ExtractAddress.Threads : ExtractAddress.Hits);
        }

        foreach (var (name, value) in ((string, string?)[])[("blog", scope.Blog), ("month", scope.Month), ("post", scope.Post)])
        {
            if (value is not null)
            {
                yield return (name, value);
            }
        }

        yield return ("names", Names);
    }

    public void WriteHead(Utf8JsonWriter json)
    {
        foreach (var (name, value) in Head())
        {
            json.WriteString(name, value);
        }

        HitJson.WriteArchive(json, Archive, Date);
    }

    public void Write(Utf8JsonWriter json, ExtractedText text)
    {
        json.WriteStartObject();
        foreach (var field in ExtractField.All)
        {
            field.Write(json, field.ValueOf(text, this));
        }

        json.WriteEndObject();
    }

    /// <summary>The lines above the rows of a table, and the names of its columns.</summary>
    public string TableHead() =>
        string.Concat(Head().Select(line => $"# {line.Name}: {HitCsv.OneLine(line.Value)}\r\n"))
        + HitCsv.ArchiveLines(Archive, Date)
        + string.Join(',', ExtractField.All.Select(field => field.Name)) + "\r\n";

    public IReadOnlyList<string?> Row(ExtractedText text) => [.. ExtractField.All.Select(field => field.ValueOf(text, this))];
}
