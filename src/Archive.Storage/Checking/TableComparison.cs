namespace Archive.Storage.Checking;

/// <summary>Compares a table of two files row by row in the order of its primary key, one row of each in memory.</summary>
internal sealed class TableComparison(Connection stored, Connection fresh, string table, RowNames names, DifferenceList differences)
{
    private readonly List<string> columns = [];
    private readonly List<int> keys = [];

    public void Run(CancellationToken cancel)
    {
        ReadColumns();
        var sql = $"SELECT {string.Join(", ", columns.Select(column => $"\"{column}\""))} FROM \"{table}\" ORDER BY {string.Join(", ", keys.Select(key => $"\"{columns[key]}\""))}";
        var (left, right) = (stored[sql], fresh[sql]);
        var (hasLeft, hasRight) = (left.Read(), right.Read());
        while (hasLeft || hasRight)
        {
            cancel.ThrowIfCancellationRequested();
            var order = !hasLeft ? 1 : !hasRight ? -1 : Order(left, right);
            if (order == 0)
            {
                Compare(left, right);
            }
            else
            {
                differences.Add($"{names.Of(table, order < 0 ? left : right, columns)}: {(order < 0 ? "it is not in the record" : "it is missing")}");
            }

            hasLeft = order <= 0 ? left.Read() : hasLeft;
            hasRight = order >= 0 ? right.Read() : hasRight;
        }
    }

    private void ReadColumns()
    {
        // Generated columns are compared too; hidden ones are none of ours.
        var rows = fresh["SELECT name, pk FROM pragma_table_xinfo(?) ORDER BY cid"].With(table);
        var order = new List<(long Turn, int Column)>();
        while (rows.Read())
        {
            if (rows.Long(1) > 0)
            {
                order.Add((rows.Long(1), columns.Count));
            }

            columns.Add(rows.Text(0));
        }

        keys.AddRange(order.OrderBy(key => key.Turn).Select(key => key.Column));
    }

    private int Order(Statement left, Statement right)
    {
        foreach (var key in keys)
        {
            var (l, r) = (left.Value(key), right.Value(key));
            var order = l.Number is { } number && r.Number is { } other
                ? number.CompareTo(other)
                : l.Number is null != r.Number is null ? (l.Number is null ? 1 : -1) : CompareUtf8(l.Text, r.Text);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private void Compare(Statement left, Statement right)
    {
        List<string>? differing = null;
        for (var i = 0; i < columns.Count; i++)
        {
            if (!left.Holds(i, right.Value(i)))
            {
                (differing ??= []).Add(columns[i]);
            }
        }

        if (differing is not null)
        {
            differences.Add($"{names.Of(table, right, columns)}: its {string.Join(", ", differing)} {(differing.Count == 1 ? "differs" : "differ")} from the record");
        }
    }

    /// <summary>Compares texts as SQLite orders them, by their bytes.</summary>
    public static int CompareUtf8(string? left, string? right) =>
        System.Text.Encoding.UTF8.GetBytes(left ?? "").AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(right ?? ""));
}

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
            "verdicts" => $"verdict on a capture in source {row.Text(Column("sha256"))}",
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
