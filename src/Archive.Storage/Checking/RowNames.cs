namespace Archive.Storage.Checking;

/// <summary>Names rows in words: a comment by the address of its post and its number, a source by its file.</summary>
internal sealed class RowNames(Connection stored, Connection fresh)
{
    public string Of(string table, Statement row, List<string> columns)
    {
        var key = Column("key");
        return table switch
        {
            "posts" => Post(Number("id")),
            "comments" => Comment(Number("id")),
            "captures" or "post_versions" or "links" when Number("comment_id") is null => $"{Post(Number("post_id"))}, its row in {table}",
            "sightings" or "comment_versions" or "comment_keys" or "links" => $"{Comment(Number("comment_id"))}, its row in {table}",
            "sources" => $"source {row.Text(Column("file_name"))}",
            "problems" => $"problem of {row.Text(Column("file_name"))}",
            "blogs" => $"blog {row.Text(Column("slug"))}",
            "blog_names" => $"old name {row.Text(Column("slug"))}",
            "given_addresses" => $"given address {row.Text(Column("name"))}",
            "imports" => $"import {Number("id")}",
            _ => $"table {table}, row {row.Value(Math.Max(0, key)).Text ?? row.Value(0).Number?.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
        };

        int Column(string name) => columns.IndexOf(name);
        long? Number(string name) => Column(name) is >= 0 and var at ? row.NumberOrNull(at) : null;
    }

    private string Post(long? id) => Find("SELECT blogs.slug || '/' || replace(month, '-', '/') || '/' || posts.slug FROM posts JOIN blogs ON blogs.id = blog_id WHERE posts.id = ?", id) is { } address
        ? $"post /{address}"
        : $"post {id}";

    private string Comment(long? id) => Find("SELECT number FROM comments WHERE id = ?", id) is { } number
        ? $"{Post(PostId.OfComment(id!.Value))}, comment {number}"
        : $"comment {id}";

    // As it should be, else as it is.
    private string? Find(string sql, long? id) => id is { } known ? fresh[sql].With(known).Text() ?? stored[sql].With(known).Text() : null;
}
