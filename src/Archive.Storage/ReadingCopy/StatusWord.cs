namespace Archive.Storage.ReadingCopy;

/// <summary>A comment's status as rows name it.</summary>
internal static class StatusWord
{
    public static string Of(CommentStatus status) => status switch
    {
        CommentStatus.Visible => "visible",
        CommentStatus.Removed => "removed",
        _ => "placeholder",
    };

    public static CommentStatus Read(string word) => word switch
    {
        "visible" => CommentStatus.Visible,
        "removed" => CommentStatus.Removed,
        _ => CommentStatus.Placeholder,
    };
}
