namespace Archive.Storage.Searching;

/// <summary>Says how a word that is being typed may go on.</summary>
internal sealed class Suggestions(Connection connection)
{
    private const string Words =
        "SELECT term, texts FROM terms WHERE term >= ? AND term < ? ORDER BY texts DESC, term LIMIT ?";

    private const string Facts =
        "SELECT term, texts FROM terms WHERE term >= ? AND term < ? AND instr(term, ?) > 0 ORDER BY texts DESC, term LIMIT ?";

    private const string Titles =
        """
        SELECT posts.title, posts.slug
          FROM post_fts CROSS JOIN posts ON posts.id = post_fts.rowid
         WHERE post_fts MATCH ?
         ORDER BY post_fts.rowid DESC LIMIT ?
        """;

    public List<Suggestion> For(string typed, int limit)
    {
        var colon = typed.IndexOf(':', StringComparison.Ordinal);
        // SQLite ends an expression at NUL; no word has a control in it.
        var folded = IndexText.FoldWord(string.Concat(typed[(colon + 1)..].Where(c => !char.IsControl(c))).Trim('"', ' '));
        return folded.Length == 0 ? [] : (colon < 0 ? "" : typed[..colon]) switch
        {
            "" => [.. OfWords(folded, limit), .. OfTitles(folded, Math.Max(1, limit / 3))],
            "by" => [.. OfFacts("name", PeopleOperators.SignOffFact, folded, limit).Concat(OfFacts("name", PeopleOperators.AuthorFact, folded, limit)).DistinctBy(name => name.Text).Take(limit)],
            "site" => OfFacts("site", AddressOperators.SiteFact, folded, limit),
            "post" => OfTitles(folded, limit),
            _ => [],
        };
    }

    private List<Suggestion> OfWords(string beginning, int limit)
    {
        var rows = connection[Words].With(beginning).With(beginning + '\uFFFF').With(limit);
        var found = new List<Suggestion>();
        while (rows.Read())
        {
            found.Add(new Suggestion("word", rows.Text(0), rows.Long(1)));
        }

        return found;
    }

    private List<Suggestion> OfFacts(string what, char kind, string part, int limit)
    {
        var rows = connection[Facts].With(kind.ToString()).With(((char)(kind + 1)).ToString())
            .With(FactTokens.Of(kind, part)[1..]).With(limit);
        var found = new List<Suggestion>();
        while (rows.Read())
        {
            // One use of a name on a last line is no sign-off.
            if (kind != PeopleOperators.SignOffFact || rows.Long(1) > 1)
            {
                found.Add(new Suggestion(what, FactTokens.ValueOf(rows.Text(0)), rows.Long(1)));
            }
        }

        return found;
    }

    private List<Suggestion> OfTitles(string beginning, int limit)
    {
        var rows = connection[Titles].With($"{{title}} : \"{beginning.Replace("\"", "", StringComparison.Ordinal)}\" *").With(limit);
        var found = new List<Suggestion>();
        while (rows.Read())
        {
            found.Add(new Suggestion("post", rows.TextOrNull(0) ?? "", null, rows.Text(1)));
        }

        return found;
    }
}
