namespace Archive.Web.Addresses;

/// <summary>The addresses of a stage and of the files in it.</summary>
internal static class StageAddress
{
    /// <summary>What the addresses of all stages begin with.</summary>
    public const string Root = AccessList.Keeper + "/stages/";

    public static string Of(long stage) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Root}{stage}");

    public static string Preview(long stage) => $"{Of(stage)}/preview";

    public static string File(long stage, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Of(stage)}/files/{number}");

    public static string Lines(long stage, int number) => $"{File(stage, number)}/lines";

    public static string Line(long stage, int number, int line) =>
        $"{PostAddress.Page(Lines(stage, number), ((line - 1) / SourceAddress.LinesPerPage) + 1)}#{SourceAddress.Anchor(line)}";

    /// <summary>The id of a comment's element on the page of its file.</summary>
    public static string Anchor(int post, int comment) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"p{post}-{comment}");
}
