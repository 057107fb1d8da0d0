using System.Text;

namespace Archive.Citing;

/// <summary>RIS: one tag a line, and lines end as that format's first programs ended them.</summary>
internal static class Ris
{
    public static string Write(CitedWork work)
    {
        var parts = new CitedParts(work);
        var lines = new StringBuilder();
        Line(lines, "TY", "BLOG");
        Line(lines, "AU", parts.Author);
        Line(lines, "TI", parts.Title);
        Line(lines, "T2", parts.Blog);
        Line(lines, "M1", parts.IsComment ? parts.Number : null);
        Line(lines, "M3", parts.IsComment ? "Comment" : "Blog post");
        // A bound is no date here: what stands behind the third slash is free, but programs drop it, and a plain date would be left.
        Line(lines, "PY", parts.Date?.Iso[..4]);
        Line(lines, "DA", parts.Date is { } date ? Day(date) : null);
        Line(lines, "LA", parts.Language);
        Line(lines, "DB", CitedWork.ArchiveName);
        Line(lines, "N1", string.Join("; ", parts.Notes()));
        Line(lines, "UR", parts.Address);
        return lines.Append("ER  - \r\n").ToString();
    }

    // 2014/02/11/, the slashes also where a part is unknown.
    private static string Day(CitedDate date) => date.Iso.Replace('-', '/') + new string('/', 4 - date.Parts.Count);

    private static void Line(StringBuilder lines, string tag, string? value)
    {
        if (value is { Length: > 0 })
        {
            lines.Append(tag).Append("  - ").Append(value).Append("\r\n");
        }
    }
}
