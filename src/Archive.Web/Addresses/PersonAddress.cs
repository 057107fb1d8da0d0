namespace Archive.Web.Addresses;

/// <summary>The one place that makes the addresses of names.</summary>
internal static class PersonAddress
{
    /// <summary>The names of all blogs.</summary>
    public const string All = "/people";

    /// <summary>Where comments that are signed with a name stood before; it leads on.</summary>
    public const string EarlierRoute = "/signed/{name}";

    /// <summary>The words for <c>kind=</c>: names that dumps give, and names that people typed beneath comments.</summary>
    public const string Authors = "authors", Signers = "signed";

    /// <summary>The word for <c>order=</c> of names with those first that wrote most.</summary>
    public const string ByNumber = "number";

    /// <summary>The names of a blog, or of all.</summary>
    public static string Index(string blog) => blog == PostAddress.AllBlogs ? All : $"{PostAddress.Blog(blog)}/people";

    /// <summary>The names of one kind.</summary>
    /// <param name="from">The name with which the list begins, or the beginning of one; empty for the first.</param>
    public static string Index(string blog, string kind, bool byNumber, string from = "") =>
        $"{Index(blog)}?kind={kind}{(byNumber ? $"&order={ByNumber}" : "")}{(from.Length == 0 ? "" : $"&from={Uri.EscapeDataString(from)}")}";

    /// <summary>The page of a name, in whatever spelling; null for one that no search finds.</summary>
    public static string? Of(string name) => PeopleOperators.KeyOf(name) is { } key ? OfKey(key) : null;

    /// <param name="key">The name in the form in which it is one with others.</param>
    public static string OfKey(string key) => $"{All}/{NamePart.Of(key)}";
}
