namespace Archive.Storage.Searching;

/// <summary>Tells forms of one English word from different words of one stem: "officers" is "officer", "office" is not.</summary>
internal static class WordForms
{
    // What stands behind the letters that two forms share.
    private static readonly string[] Endings = ["", "s", "es", "e", "ed", "d", "ing", "ings", "y", "ies", "ied", "ying"];

    public static bool AreOfOneWord(string a, string b)
    {
        var shared = a.AsSpan().CommonPrefixLength(b);
        return shared >= 2 && IsEnding(a, shared) && IsEnding(b, shared);
    }

    // "stop" and "stopping" share "stop": the last letter may come twice.
    private static bool IsEnding(string word, int shared)
    {
        var rest = word[shared..];
        return Endings.Contains(rest) || (rest.Length > 2 && rest[0] == word[shared - 1] && Endings.Contains(rest[1..]));
    }
}
