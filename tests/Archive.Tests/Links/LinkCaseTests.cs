using System.Globalization;

namespace Archive.Tests.Links;

/// <summary>Each case is what an archive has and, line by line, where addresses lead; UPDATE_GOLDEN=1 writes the ends anew.</summary>
/// <remarks>Before the first empty line: the live blog, and what the archive has of it as <c>month/slug = live page : comments</c>.</remarks>
public sealed class LinkCaseTests
{
    private const string Arrow = " → ";

    private static readonly string Cases = Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "links");

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Cases, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Addresses_lead_where_the_case_says(string name)
    {
        var file = Path.Combine(Cases, name + ".txt");
        var lines = File.ReadAllLines(file);
        var head = lines.TakeWhile(line => line.Length > 0).ToArray();
        var pages = Pages(head);

        var told = lines.Select((line, i) => i < head.Length || line.Length == 0 || line.StartsWith("# ", StringComparison.Ordinal)
            ? line
            : Told(line.Split(Arrow)[0], pages)).ToArray();

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllLines(file, told);
        }

        Assert.Equal(File.ReadAllLines(file), told);
    }

    private static string Told(string address, ArchivedPages pages)
    {
        var end = pages.EndOf(Unescaped(address));
        var copy = ArchivedCopy.Of(Unescaped(address), "2014-02-11");
        return address + Arrow + (end is null ? "no address of the web" : $"{Place(end)}{Said(end.Page)}{(copy is null ? "; no copy" : "")}");
    }

    // What cannot stand in a line of a file.
    private static string Unescaped(string address) => address
        .Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal).Replace("\\0", "\0", StringComparison.Ordinal)
        .Replace("{long}", new string('x', 5_000), StringComparison.Ordinal);

    private static string Place(LinkEnd end) => end.Kind switch
    {
        LinkKind.Post => $"post {end.Post!.Month}/{end.Post.Slug}",
        LinkKind.Comment => $"comment {end.Page.Comment} of {end.Post!.Month}/{end.Post.Slug}",
        LinkKind.Wanted => $"wanted [{end.Page.Page}]{(end.Perhaps is { } perhaps ? $", perhaps {perhaps.Month}/{perhaps.Slug}" : "")}",
        LinkKind.Elsewhere => $"elsewhere, {end.Page.Site}",
        _ => $"{end.Kind.ToString().ToLowerInvariant()} {end.Page.Page}".TrimEnd(),
    };

    private static string Said(LivePage page) =>
        page.SaidAt is { } at ? $"; said {at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}" : "";

    private static ArchivedPages Pages(string[] head) => new(
        SiteName.OfBlog(head[0]) is { } site ? [(site, "blog")] : [],
        head[1..].Select(line =>
        {
            var parts = line.Split(" : ");
            var names = parts[0].Split(" = ");
            var slash = names[0].IndexOf('/', StringComparison.Ordinal);
            return new ArchivedPost(
                "blog", names[0][..slash], names[0][(slash + 1)..], names.Length > 1 ? names[1] : null, parts.Length > 1 ? parts[1].Split(' ') : []);
        }));
}
