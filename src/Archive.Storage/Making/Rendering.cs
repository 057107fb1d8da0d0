using Archive.Content;
using Archive.Dumps;
using Archive.Searching;

namespace Archive.Storage.Making;

/// <summary>The two forms that are stored beside an original: the one to print and the one to search.</summary>
internal static class Rendering
{
    private static readonly System.Buffers.SearchValues<char> NotForSearch =
        System.Buffers.SearchValues.Create('\0', FoundWords.MarkStart, FoundWords.MarkEnd);

    public static string Html(string original)
    {
        var body = PlainLines.Trim(original);
        return body.Length == 0 ? "" : ContentRenderer.FromText(body).ToString();
    }

    /// <summary>The text without the marks that search puts around matches, so that nobody can forge them.</summary>
    public static string Text(string original)
    {
        var body = PlainLines.Trim(original);
        return body.AsSpan().ContainsAny(NotForSearch)
            ? string.Concat(body.Where(c => !NotForSearch.Contains(c)))
            : body;
    }

    /// <summary>As <see cref="Text(string)"/>; a notice of removal is the platform's word, not a find for anybody.</summary>
    public static string Text(string original, CommentStatus status) =>
        status == CommentStatus.Visible ? Text(original) : "";
}
