using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Archive.Storage.Record;

/// <summary>One line of the log: what was done, and the hash that ties it to all before.</summary>
/// <param name="Number">1, 2, 3 …, without gaps.</param>
/// <param name="At">When it was written, in UTC.</param>
/// <param name="Kind">One of <see cref="EntryDetail"/>'s.</param>
/// <param name="Detail">The detail as JSON, just as it is stored.</param>
/// <param name="Sha256">See <see cref="Hash"/>.</param>
public sealed record Entry(long Number, string At, string Kind, string Detail, string Sha256)
{
    /// <summary>The hash before the first entry.</summary>
    public const string NoHash = "";

    /// <summary>Whether it is the one behind another, by its number and by its hash.</summary>
    public bool Follows(long number, string sha256) => Number == number + 1 && Sha256 == Hash(sha256, Number, At, Kind, Detail);

    /// <summary>Reads the detail.</summary>
    public EntryDetail Read() => EntryDetail.Read(Kind, Detail);

    /// <summary>SHA-256 over the hash of the entry before, number, time, kind and detail, a line each.</summary>
    public static string Hash(string before, long number, string at, string kind, string detail) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{before}\n{number}\n{at}\n{kind}\n{detail}"))));
}

/// <summary>The detail of an entry of the log: one act, by its kind.</summary>
public abstract record EntryDetail
{
    // Letters of every language stay readable, and what is not known is left out.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Require } },
    };

    // The list of kinds.
    private static readonly Dictionary<string, Type> Kinds = new(StringComparer.Ordinal)
    {
        ["blog"] = typeof(BlogDescribed),
        ["source"] = typeof(SourceKept),
        ["import"] = typeof(ImportAdvanced),
        ["undo"] = typeof(ImportUndone),
        ["restore"] = typeof(ImportBroughtBack),
        ["rename"] = typeof(BlogRenamed),
        ["merge"] = typeof(BlogMerged),
        ["remove"] = typeof(BlogRemoved),
        ["given"] = typeof(AddressesGiven),
        ["same"] = typeof(CapturesJoined),
        ["different"] = typeof(CapturesParted),
        ["apart"] = typeof(CommentsParted),
        ["together"] = typeof(CommentsUnparted),
        ["order"] = typeof(BlogsOrdered),
        ["settings"] = typeof(SettingsDecided),
    };

    /// <summary>All kinds of entries.</summary>
    public static IReadOnlyCollection<string> AllKinds => Kinds.Keys;

    /// <summary>The keeper who did it, by the name of that time; null where it was done at a terminal.</summary>
    [JsonPropertyOrder(1)]
    public string? By { get; init; }

    /// <summary>The import that it belongs to, and with which it is taken back; null for what a keeper did by itself.</summary>
    public virtual long? OfImport() => null;

    [JsonIgnore]
    public string Kind => Kinds.Single(kind => kind.Value == GetType()).Key;

    /// <summary>The thing of the archive that it speaks of, for whoever wants to go there.</summary>
    public virtual EntrySubject Subject() => new();

    /// <summary>A sentence for people.</summary>
    public abstract string InWords();

    public string Write() => JsonSerializer.Serialize(this, GetType(), Json);

    /// <exception cref="InvalidDataException">There is no such kind, or the JSON is not of that kind.</exception>
    public static EntryDetail Read(string kind, string detail)
    {
        try
        {
            return Kinds.TryGetValue(kind, out var type) && JsonSerializer.Deserialize(detail, type, Json) is EntryDetail read
                ? read
                : throw new InvalidDataException($"there is no kind of entry '{kind}'; a newer program may have written it");
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException($"the detail of an entry '{kind}' cannot be read", damaged);
        }
    }

    /// <summary>A text as it stands in a detail.</summary>
    internal static string Quoted(string text) => JsonSerializer.Serialize(text, Json);

    // What may not be null must be there: a damaged name would make it null otherwise, and whoever reads it fails somewhere else.
    private static void Require(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.IsRequired = property.AssociatedParameter is { IsNullable: false, HasDefaultValue: false };
        }
    }

    private protected static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The thing of the archive that an entry speaks of.</summary>
/// <param name="Blog">By the slug of that time, which may lead on.</param>
/// <param name="Import">Its number.</param>
/// <param name="Sha256">Of a source.</param>
/// <param name="Captures">Two captures that were judged, each as its source's hash and the number of its post there: <c>hash#1</c>.</param>
/// <param name="Comments">Two sightings of comments that were judged.</param>
public sealed record EntrySubject(string? Blog = null, long? Import = null, string? Sha256 = null, (string One, string Other)? Captures = null,
    (CommentName One, CommentName Other)? Comments = null);

/// <summary>A blog was described: its title, its address and who writes it; the last one for a slug holds.</summary>
/// <remarks>What is null leaves what is known as it is; an empty text says that it is not known, or that the slug is the title.</remarks>
/// <param name="About">Markdown by the archive's keeper.</param>
/// <param name="Guessed">Nobody said whose dumps these are.</param>
/// <param name="Import">The import that brought it; null where the keeper wrote it, or where it came with dumps that were known.</param>
/// <param name="Known">It came with dumps that were known; null where it did not.</param>
internal sealed record BlogDescribed(
    string Slug, string Title, string? Address, string? Language, string? TimeZone, string? Author, string? About,
    bool Guessed, long? Import, bool? Known = null) : EntryDetail
{
    /// <summary>A description from outside of the blog that has a slug here; a title that only repeats the slug is none.</summary>
    public static BlogDescribed Of(BlogDescription blog, string slug, long? import) => new(
        slug, blog.Title == blog.Slug ? slug : blog.Title, blog.Address, blog.Language, blog.TimeZone, blog.Author, blog.About, blog.IsGuessed, import);

    /// <summary>A description that changes nothing of what is known of a blog.</summary>
    public static BlogDescribed Of(BlogFacts facts, string slug, bool isGuessed, long? import) => new(
        slug, facts.Title, facts.Address, facts.Language, facts.TimeZone, facts.Author, facts.About, isGuessed && facts.IsGuessed, import);

    /// <summary>Whether another description says the same of the same blog, whoever says it.</summary>
    public bool SaysSame(BlogDescribed other) => this with { Import = null, Known = null, By = null } == other with { Import = null, Known = null, By = null };

    public override long? OfImport() => Import;

    public override EntrySubject Subject() => new(Blog: Slug, Import: Import);

    public override string InWords() => string.Join(", ", new[]
    {
        Title == Slug ? $"blog {Slug} is described" : $"blog {Slug} is called {(Title.Length == 0 ? "by its slug" : $"“{Title}”")}",
        Guessed ? "as a guess" : null,
        Fact("address", Address),
        Fact("author", Author),
        Fact("language", Language),
        Fact("time zone", TimeZone),
        About switch { null => null, "" => "no text about it", _ => "with a text about it" },
    }.OfType<string>());

    private static string? Fact(string what, string? value) => value switch { null => null, "" => $"{what} not known", _ => $"{what} {value}" };
}

/// <summary>An original was kept as a source of a blog.</summary>
/// <param name="File">A label only, never a path to open.</param>
/// <param name="Format">The format that was forced; null where it was recognised.</param>
/// <param name="Captured">When it was taken from the blog, for dumps that do not say it themselves; UTC.</param>
/// <param name="Basis">On whose word: <c>given</c> by a person, or <c>import</c>: no later than then.</param>
internal sealed record SourceKept(
    string Sha256, string Blog, string File, string? Format, string Captured, string Basis, long Import) : EntryDetail
{
    public override long? OfImport() => Import;

    public override EntrySubject Subject() => new(Blog, Import, Sha256);

    public override string InWords() => $"dump {File} ({Sha256[..12]}) is kept for {Blog}{(Format is null ? "" : $", read as {Format}")}";
}

/// <summary>An import began, refused files, or ended.</summary>
/// <param name="Step"><c>begun</c>, <c>refused</c>, <c>done</c> or <c>cancelled</c>.</param>
/// <param name="Refused">Files that were no dumps or could not be read, with the reason.</param>
/// <param name="Counts">At its end.</param>
internal sealed record ImportAdvanced(
    long Import, string Step, IReadOnlyList<RefusedFile>? Refused = null, ImportCounts? Counts = null) : EntryDetail
{
    public const string Begun = "begun", RefusedFiles = "refused", Done = "done", Cancelled = "cancelled";

    // Not of the import: that it was tried, and what it refused, stays true when it is taken back.
    public override EntrySubject Subject() => new(Import: Import);

    public override string InWords() => Step switch
    {
        Begun => $"import {Number(Import)} begins",
        RefusedFiles => $"import {Number(Import)} refuses {string.Join(", ", (Refused ?? []).Select(file => $"{file.File}: {file.Reason}"))}",
        Cancelled => $"import {Number(Import)} is stopped before its end{Brought}",
        _ => $"import {Number(Import)} ends{Brought}",
    };

    private string Brought => Counts is null ? "" : $": {string.Join("; ", Counts.Lines().Select(line => $"{line.Things} {line.Words}"))}";
}

/// <summary>A file that an import refused.</summary>
/// <param name="Sha256">Empty where it could not be read.</param>
internal sealed record RefusedFile(string File, string Sha256, long Bytes, string Reason);

/// <summary>An import was taken back, as if it had never been.</summary>
internal sealed record ImportUndone(long Import) : EntryDetail
{
    public override EntrySubject Subject() => new(Import: Import);

    public override string InWords() => $"import {Number(Import)} is undone";
}

/// <summary>An import that was taken back counts again, from its originals; of this and <see cref="ImportUndone"/> the last one holds.</summary>
internal sealed record ImportBroughtBack(long Import) : EntryDetail
{
    public override EntrySubject Subject() => new(Import: Import);

    public override string InWords() => $"import {Number(Import)} is brought back";
}

/// <summary>A blog has another slug from here on; the old one leads to it.</summary>
internal sealed record BlogRenamed(string From, string To) : EntryDetail
{
    public override EntrySubject Subject() => new(Blog: To);

    public override string InWords() => $"blog {From} is now {To}";
}

/// <summary>The sources of a blog are another's from here on; the slug leads there.</summary>
internal sealed record BlogMerged(string From, string Into) : EntryDetail
{
    public override EntrySubject Subject() => new(Blog: Into);

    public override string InWords() => $"blog {From} is merged into {Into}";
}

/// <summary>A blog and its sources are taken out; the originals stay in the record.</summary>
internal sealed record BlogRemoved(string Blog) : EntryDetail
{
    public override EntrySubject Subject() => new(Blog: Blog);

    public override string InWords() => $"blog {Blog} is removed";
}

/// <summary>An earlier version gave a post and its comments these addresses, which would be others by the rules of this one.</summary>
/// <remarks>It holds as long as the blog has that source.</remarks>
/// <param name="Post">Its turn in the source, from 0.</param>
/// <param name="Slug">The post's; null where it would be the same.</param>
internal sealed record AddressesGiven(string Blog, string Sha256, int Post, string? Slug, IReadOnlyList<GivenKey> Keys) : EntryDetail
{
    public override EntrySubject Subject() => new(Blog, Sha256: Sha256);

    public override string InWords() =>
        $"addresses of an earlier version in {Blog}, source {Sha256[..12]}: {(Slug is null ? "" : $"the post {Slug}, ")}{Number(Keys.Count)} {OneOrMany.Word(Keys.Count, "key of a comment", "keys of comments")}";
}

/// <summary>A keeper said of two captures whether they are of one post; of what does not go together the last said holds.</summary>
/// <remarks>It is said of bytes, and holds in whatever blog has both sources, as long as it has them.</remarks>
internal abstract record CapturesJudged(CaptureName One, CaptureName Other) : EntryDetail
{
    public override EntrySubject Subject() => new(Sha256: One.Sha256, Captures: (Named(One), Named(Other)));

    private static string Named(CaptureName capture) => $"{capture.Sha256}#{Number(capture.Post + 1)}";
}

/// <summary>Two captures are of one post, whatever they show.</summary>
internal sealed record CapturesJoined(CaptureName One, CaptureName Other) : CapturesJudged(One, Other)
{
    public override string InWords() => $"{One.InWords()} and {Other.InWords()} are one post";
}

/// <summary>Two captures are of two posts, whatever they show.</summary>
internal sealed record CapturesParted(CaptureName One, CaptureName Other) : CapturesJudged(One, Other)
{
    public override string InWords() => $"{One.InWords()} and {Other.InWords()} are two posts";
}

/// <summary>A keeper said of two sightings whether a word keeps them apart as two comments; it is said of bytes, as <see cref="CapturesJudged"/> is.</summary>
internal abstract record CommentsJudged(CommentName One, CommentName Other) : EntryDetail
{
    public override EntrySubject Subject() => new(Comments: (One, Other));
}

/// <summary>Two sightings are of two comments, however alike.</summary>
internal sealed record CommentsParted(CommentName One, CommentName Other) : CommentsJudged(One, Other)
{
    public override string InWords() => $"{One.InWords()} and {Other.InWords()} are two comments";
}

/// <summary>That is taken back; what two sightings show says again whether they are of one comment.</summary>
internal sealed record CommentsUnparted(CommentName One, CommentName Other) : CommentsJudged(One, Other)
{
    public override string InWords() => $"{One.InWords()} and {Other.InWords()} are no longer kept as two comments";
}

/// <summary>A sighting of a comment as a record names it for good.</summary>
/// <param name="Sha256">Of the source.</param>
/// <param name="Post">The turn of the post in the source, from 0.</param>
/// <param name="Comment">The turn of the comment in the thread of that capture in reading order, from 0.</param>
public sealed record CommentName(string Sha256, int Post, int Comment)
{
    internal string InWords() => string.Create(CultureInfo.InvariantCulture, $"comment {Comment + 1} of {new CaptureName(Sha256, Post).InWords()}");
}

/// <summary>A capture as a record names it for good.</summary>
/// <param name="Sha256">Of its source.</param>
/// <param name="Post">Its turn in the source, from 0.</param>
internal sealed record CaptureName(string Sha256, int Post)
{
    internal string InWords() => string.Create(CultureInfo.InvariantCulture, $"post {Post + 1} of dump {(Sha256.Length > 12 ? Sha256[..12] : Sha256)}");
}

/// <summary>The order of blogs on the first page; the last one said holds, and blogs that it does not name follow by title.</summary>
/// <param name="Blogs">Slugs, the first blog first.</param>
internal sealed record BlogsOrdered(IReadOnlyList<string> Blogs) : EntryDetail
{
    public override string InWords() => Blogs.Count == 0 ? "blogs are in the order of their titles" : $"blogs are in the order {string.Join(", ", Blogs)}";
}

/// <summary>What keepers decided for the whole site; the last one says all of it.</summary>
/// <param name="Address">Where readers reach the site; null where nobody said.</param>
/// <param name="Private">Only keepers may read.</param>
/// <param name="Indexed">Search engines may keep the pages.</param>
/// <param name="SignOffs">Names that people typed beneath their comments are shown as such.</param>
/// <param name="People">Names have an index, and a page each; null where nobody decided, which means that they do.</param>
public sealed record SettingsDecided(string? Address, bool Private, bool Indexed, bool SignOffs, bool? People = null) : EntryDetail
{
    public override string InWords() => string.Join(", ", Sentences().OfType<string>());

    private IEnumerable<string?> Sentences() =>
    [
        Private ? "the archive is private" : "the archive is open to readers",
        Indexed ? "search engines may keep its pages" : "search engines are asked not to keep its pages",
        SignOffs ? "names beneath comments are shown as sign-offs" : "names beneath comments are not shown as sign-offs",
        People switch { null => null, true => "names have pages", false => "names have no pages" },
        Address is null ? "no address of the site is named" : $"the site is at {Address}",
    ];
}

/// <summary>The facts that are known of a blog.</summary>
/// <param name="About">Markdown by the archive's keeper.</param>
/// <param name="IsGuessed">Nobody has said whose dumps these are.</param>
internal sealed record BlogFacts(string Title, string? Address, string? Language, string? TimeZone, string? Author, string? About, bool IsGuessed)
{
    /// <summary>The facts of a blog that nobody described.</summary>
    public static BlogFacts Unknown(string slug) => new(slug, null, null, null, null, null, IsGuessed: true);

    /// <summary>The facts once it is described so; what is null, or a title that only repeats the slug, leaves what is known as it is, and what is empty is not known.</summary>
    public BlogFacts With(BlogDescribed blog)
    {
        var title = blog.Title.Length == 0 ? blog.Slug : blog.Title == blog.Slug ? Title : blog.Title;
        var facts = With(new BlogFacts(title, blog.Address, blog.Language, blog.TimeZone, blog.Author, blog.About, blog.Guessed));
        return facts with
        {
            Address = Known(facts.Address),
            Language = Known(facts.Language),
            TimeZone = Known(facts.TimeZone),
            Author = Known(facts.Author),
            About = Known(facts.About),
        };
    }

    /// <summary>The facts once more are known; what is null leaves what is known as it is.</summary>
    public BlogFacts With(BlogFacts more) => more with
    {
        Address = more.Address ?? Address,
        Language = more.Language ?? Language,
        TimeZone = more.TimeZone ?? TimeZone,
        Author = more.Author ?? Author,
        About = more.About ?? About,
        IsGuessed = IsGuessed && more.IsGuessed,
    };

    private static string? Known(string? value) => value is "" ? null : value;
}
