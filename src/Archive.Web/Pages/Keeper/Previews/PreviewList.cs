namespace Archive.Web.Pages.Keeper.Previews;

/// <summary>The preview of a stage as its page shows it: totals, and some of its files.</summary>
/// <param name="Address">Of the page on which it stands.</param>
/// <param name="IsOutdated">The archive has changed since it was made.</param>
/// <param name="Narrowed">Those that are shown; null for all.</param>
internal sealed record PreviewList(StagePreview Preview, string Address, bool IsOutdated, string? Narrowed, IReadOnlyList<FilePreview> Files, Pager Pager)
{
    /// <summary>The field of an address that says which files are shown, and the number of the page of them.</summary>
    public const string ShowField = "show", PageField = "page";

    /// <summary>Files on one page.</summary>
    public const int FilesPerPage = 100;

    /// <summary>By which files may be narrowed, with a word for each.</summary>
    public static readonly IReadOnlyList<(string Value, string Words, Func<FilePreview, bool> Has)> Kinds =
    [
        ("problems", "with problems", file => file.HasProblems),
        ("changes", "that change something", file => file.Fate == FileFate.Moved || (file.Fate == FileFate.New && file.Counts is not { PostsNew: 0, PostsChanged: 0, CommentsNew: 0 })),
        ("private", "with private things", file => file.Private.All > 0),
        ("nothing", "that bring nothing", file => file.Fate is FileFate.Kept or FileFate.NoDump || file is { Fate: FileFate.New, Counts: { PostsNew: 0, PostsChanged: 0, CommentsNew: 0 } }),
    ];

    /// <param name="address">Of the page on which it stands.</param>
    /// <param name="head">The number of the last entry that the archive has now.</param>
    public static PreviewList Of(StagePreview preview, string address, long head, string? show, int page)
    {
        // What cannot be read comes first, so that it is found among a thousand.
        var kind = Kinds.FirstOrDefault(kind => kind.Value == show);
        var all = preview.Files.Where(file => kind.Has?.Invoke(file) ?? true).OrderByDescending(file => file.HasProblems).ToList();
        var pages = Pager.PagesOf(all.Count, FilesPerPage);
        var number = Math.Clamp(page, 1, pages);
        return new PreviewList(
            preview, address, head > preview.Entry, kind.Value, [.. all.Skip((number - 1) * FilesPerPage).Take(FilesPerPage)],
            new Pager(number, pages, kind.Value is null ? address : $"{address}?{ShowField}={kind.Value}", "Earlier files", "Later files"));
    }

    /// <param name="show">Which files; null for all.</param>
    public string AddressOf(string? show) => show is null ? Address : $"{Address}?{ShowField}={show}";
}
