namespace Archive.Storage.Checking;

/// <summary>Checks what FTS5's own check of an index leaves out: the cookie of its structure, and the way from words to its leaves.</summary>
/// <remarks>Row 10 of an index's data is its structure; rows from 1 &lt;&lt; 37 on are pages of segments. See "STRUCTURE RECORD" and "SEGMENT" in fts5_index.c of SQLite.</remarks>
internal sealed class IndexFrameCheck(Connection stored, Connection fresh, DifferenceList differences)
{
    public void Run(IReadOnlyList<string> indexes)
    {
        foreach (var index in indexes)
        {
            differences.AddWhere(Cookie(stored, index) != Cookie(fresh, index), $"full-text index {index}", "its structure has another cookie than it is made with");
            differences.AddWhere(!Ways(index).SequenceEqual(Leaves(index)), $"full-text index {index}", "its words do not lead to all of its leaves");
        }

        // Each word is one row and one token of the index of forms, which keeps no sizes by which FTS5 could count them again.
        var count = stored["SELECT count(*) FROM formed_terms"].Number()!.Value;
        var counts = stored["SELECT hex(block) FROM term_forms_data WHERE id = 1"].Text();
        differences.AddWhere(
            counts != Convert.ToHexString([.. Varint(count), .. Varint(count)]) && !(count == 0 && counts is ""),
            "full-text index term_forms", "its counts differ from the vocabulary");
    }

    private static string? Cookie(Connection copy, string index) => copy[$"SELECT hex(substr(block, 1, 4)) FROM {index}_data WHERE id = 10"].Text();

    private List<(long Segment, long Count)> Ways(string index) => Counts($"SELECT segid, count(*) FROM {index}_idx GROUP BY segid");

    // Height 0 and no doclist index: bits 31 to 36 of the id. Words stand behind the offset in the third and fourth byte of a leaf.
    private List<(long Segment, long Count)> Leaves(string index) => Counts(
        $"""
         SELECT id >> 37, count(*) FROM {index}_data
          WHERE id >= 1 << 37 AND id >> 31 & 63 = 0 AND printf('%04X', length(block)) > hex(substr(block, 3, 2))
          GROUP BY id >> 37
         """);

    private List<(long Segment, long Count)> Counts(string sql) => stored[sql].All(row => (row.Long(0), row.Long(1)));

    // SQLite's: seven bits a byte, the highest first, the last without the eighth bit. So many words take no more than eight bytes.
    private static byte[] Varint(long value)
    {
        var bytes = new List<byte> { (byte)(value & 0x7F) };
        for (value >>= 7; value > 0; value >>= 7)
        {
            bytes.Insert(0, (byte)(value & 0x7F | 0x80));
        }

        return [.. bytes];
    }
}
