using System.Text.RegularExpressions;

namespace Archive.Dumps.Folders;

/// <summary>Whose dumps these are where no description says it: by an address that the page itself prints, the line on top of every file, or the folder's name.</summary>
internal sealed partial class BlogGuess(Func<string, string?> objection)
{
    /// <summary>A blog of which nothing is known.</summary>
    public static readonly BlogDescription Unknown = new("blog", "blog") { Basis = BlogBasis.Guess };

    /// <summary>The beginning of a file: front matter, a menu, the title.</summary>
    private const int HeadBytes = 4 * 1024;

    /// <summary>Lines with text in which a page prints its own address, front matter aside.</summary>
    private const int MaxHeadLines = 5;

    private const int MaxNameLength = 60;

    // What folders are called that hold anybody's dumps.
    private static readonly HashSet<string> NamesOfNoBlog = new(StringComparer.OrdinalIgnoreCase)
    {
        "in", "out", "data", "dump", "dumps", "seed", "seeds", "txt", "text", "texts", "file", "files", "capture", "captures", "export", "exports",
        "import", "imports", "archive", "archives", "blog", "blogs", "posts", "pages", "tmp", "temp", "downloads", "documents", "desktop", "new", "old", "test",
    };

    private readonly Dictionary<FoundFolder, string> lineOfFolder = [];
    private readonly Dictionary<FoundFile, BlogDescription> addressed = new(ReferenceEqualityComparer.Instance);

    // Shared: every page of a blog may print an address of it.
    private readonly Dictionary<string, BlogDescription> ofAddress = new(StringComparer.Ordinal);

    /// <summary>Reads the heads of the files of one folder.</summary>
    public void Learn(IGrouping<FoundFolder, FoundFile> folder)
    {
        var first = new List<string?>();
        foreach (var file in folder)
        {
            var head = SourceText.Decode(RegularFile.Head(file.Path, HeadBytes));
            if (AddressIn(head) is { } address && HostName.FirstLabel(address.IdnHost) is var slug && objection(slug) is null)
            {
                addressed[file] = OfSite(slug, address.GetLeftPart(UriPartial.Authority) + "/");
            }

            first.Add(Enumerable.Range(1, head.LineCount).Select(i => head.Line(i).Trim().ToString()).FirstOrDefault(line => line.Length > 0));
        }

        // A date has digits, and so has many a title; a sentence is longer.
        if (first.Count > 1 && first.Distinct().Count() == 1 && first[0] is { Length: > 2 and <= MaxNameLength } name
            && !name.Any(char.IsDigit) && name.Any(char.IsLetter) && !name.StartsWith('<') && name != "---")
        {
            lineOfFolder[folder.Key] = name.TrimStart('#', ' ');
        }
    }

    public BlogDescription Of(FoundFile file)
    {
        if (addressed.TryGetValue(file, out var blog))
        {
            return blog;
        }

        var name = lineOfFolder.GetValueOrDefault(file.Folder) ?? NameOf(file.Folder.Names);
        return name is not null && Slug.FromTitle(name) is var guess && guess != Slug.Nameless && objection(guess) is null
            ? new BlogDescription(guess, guess) { Basis = BlogBasis.Guess }
            : Unknown;
    }

    // The slug is the first part of the address.
    private BlogDescription OfSite(string slug, string address)
    {
        if (!ofAddress.TryGetValue(address, out var blog))
        {
            ofAddress.Add(address, blog = new BlogDescription(slug, slug, address) { Basis = BlogBasis.Address });
        }

        return blog;
    }

    // The nearest folder that could be a blog's: years and months are not.
    private static string? NameOf(string? folders) => folders?.Split('/').LastOrDefault(name => name.Count(char.IsLetter) > 2 && !NamesOfNoBlog.Contains(name));

    // Front matter says it by name; else a heading that is a link, or an address alone on its line, at the very top.
    private static Uri? AddressIn(SourceText head)
    {
        var (texts, isFrontMatter) = (0, false);
        for (var i = 1; i <= head.LineCount && (isFrontMatter || texts < MaxHeadLines); i++)
        {
            var line = head.Line(i).Trim();
            if (line.IsEmpty)
            {
                continue;
            }

            texts++;
            if (line is "---" or "+++")
            {
                if (texts > 1 && isFrontMatter)
                {
                    (isFrontMatter, texts) = (false, 1);
                }
                else
                {
                    isFrontMatter = texts == 1;
                }

                continue;
            }

            var match = (isFrontMatter ? AddressOfMatter() : AddressOfHeading()).Match(line.ToString());
            if (match.Success && WebAddress.Of(match.Groups["address"].Value) is { } uri)
            {
                return uri;
            }
        }

        return null;
    }

    [GeneratedRegex("""^(url|permalink|link|blog|blog_url|source|source_site|source_url|canonical)\s*[:=]\s*["']?(?<address>https?://[^\s"']+)["']?$""", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex AddressOfMatter();

    [GeneratedRegex(@"^(#+ *)?(\[[^\]]*\]\()?<?(?<address>https?://[^\s)>]+/\d{4}/\d\d/[^\s)>]+\.html)>?\)?$", RegexOptions.NonBacktracking)]
    private static partial Regex AddressOfHeading();
}
