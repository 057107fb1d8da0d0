using System.Text;

namespace Archive.Citing;

/// <summary>BibTeX in the words of biblatex, whose <c>@online</c> has a field for whole dates and addresses.</summary>
internal static class BibTeX
{
    public static string Write(CitedWork work)
    {
        var parts = new CitedParts(work);
        var entry = new StringBuilder("@online{" + parts.Id + ",\n");
        // Twice in braces: one name, not to be taken apart, and a title whose capitals stay.
        Field(entry, "author", parts.Author, whole: true);
        Field(entry, "title", parts.Title, whole: true);
        // biblatex knows EDTF to its level 1, where a day with an open end is something that lasted from that day on; "on that day or
        // later" is level 2. So a bound is no date here, and stands in the note.
        Field(entry, "date", parts.Date?.Iso);
        Field(entry, "organization", parts.Blog);
        Field(entry, "note", string.Join("; ", parts.Notes()));
        // Read as it stands, so that nothing in it is escaped; it has no brace.
        return entry.Append("  url = {" + parts.Address + "}\n}\n").ToString();
    }

    private static void Field(StringBuilder entry, string name, string? text, bool whole = false)
    {
        if (text is not null)
        {
            var (open, close) = whole ? ("{{", "}}") : ("{", "}");
            entry.Append("  " + name + " = " + open + Escaped(text) + close + ",\n");
        }
    }

    // Braces by name, because BibTeX counts those behind a backslash too.
    private static string Escaped(string text)
    {
        var tex = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            tex.Append(c switch
            {
                '\\' => "\\textbackslash{}",
                '{' => "\\textbraceleft{}",
                '}' => "\\textbraceright{}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '$' or '&' or '#' or '_' or '%' => $"\\{c}",
                _ => c.ToString(),
            });
        }

        return tex.ToString();
    }
}
