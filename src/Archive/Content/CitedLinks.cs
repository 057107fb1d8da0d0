namespace Archive.Content;

/// <summary>The web addresses in a plain text.</summary>
public static class CitedLinks
{
    /// <summary>The most hosts of one text that are kept; a longer list is no comment but a link farm.</summary>
    public const int MaxHosts = 64;

    /// <summary>The hosts that a text links to, each once, lower case, without <c>www.</c> and port, in the order of the text.</summary>
    public static IReadOnlyList<string> Hosts(string text) => throw new NotImplementedException(text);

    /// <summary>What a text quotes from somebody: the passages that are set apart when it is printed, without their marks; empty where it quotes nothing.</summary>
    public static string QuotedText(string text) => throw new NotImplementedException(text);
}
