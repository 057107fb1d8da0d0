using System.Text.RegularExpressions;

namespace Archive.Tests.Project;

/// <summary>The project's own rules; each failure names the file and the line.</summary>
public sealed partial class RuleTests
{
    private const int MaxLines = 400;

    private static readonly string[] Rooms = ["Citing", "Content", "Dumps", "Links", "Searching", "Threads"];

    private static readonly string[] BannedSuffixes =
        ["Service", "Manager", "Helper", "Helpers", "Util", "Utils", "Handler", "Provider", "Processor", "Dto", "Impl", "Base", "Common", "Misc"];

    private static readonly IReadOnlyList<SourceFile> Source = SourceFile.In("src", "*.cs");

    private static readonly IReadOnlyList<SourceFile> SourceAndPages = SourceFile.In("src", "*.cs", "*.cshtml");

    private static readonly IReadOnlyList<SourceFile> Written = [.. Source, .. SourceFile.In("tests", "*.cs")];

    [Fact]
    public void There_is_something_to_check() => Assert.True(Source.Count > 30, $"only {Source.Count} files found below {Repository.Root}");

    [Fact]
    public void A_namespace_is_the_folder() =>
        AssertNone(Written.SelectMany(file => file.Code()
            .Select(line => (line.Number, Match: Namespace().Match(line.Code)))
            .Where(line => line.Match.Success && line.Match.Groups[1].Value != NamespaceOf(file))
            .Select(line => file.At(line.Number, $"the namespace is {line.Match.Groups[1].Value}, the folder says {NamespaceOf(file)}"))));

    [Fact]
    public void A_name_says_what_a_thing_does() =>
        AssertNone(Written.SelectMany(file => file.Code()
            .SelectMany(line => TypeName().Matches(line.Code).Select(match => (line.Number, Name: match.Groups[1].Value)))
            .Where(type => BannedSuffixes.Any(suffix => type.Name.EndsWith(suffix, StringComparison.Ordinal)))
            .Select(type => file.At(type.Number, $"{type.Name} has a suffix that says nothing"))));

    // But page models, which stand beside their pages, and rows, which stand with the family of tables that they go into.
    [Fact]
    public void A_type_stands_in_a_file_of_its_name_or_of_its_parent() =>
        AssertNone(Source.Where(file => !file.Name.EndsWith(".cshtml.cs", StringComparison.Ordinal) && !file.Stem.EndsWith("Tables", StringComparison.Ordinal)).SelectMany(file => file.Types()
            .Take(1)
            .Where(type => type.Name != file.Stem && !file.Types().Any(other => other.Name == file.Stem))
            .Select(type => file.At(type.Number, $"{type.Name} should stand in {type.Name}.cs"))));

    [Fact]
    public void Html_is_printed_unescaped_in_one_place() =>
        AssertNone(SourceAndPages
            .Where(file => file.Name != "src/Archive.Web/Wording/SafeHtmlExtensions.cs")
            .SelectMany(file => Lines(file, UnescapedHtml(), "prints HTML unescaped; only SafeHtmlExtensions may")));

    // Readers say what kind of text they read, threads are made of what readers read, and posts are known by their pages; there is no other arrow.
    [Fact]
    public void The_rooms_of_the_pure_project_do_not_know_each_other() =>
        AssertNone(Rooms.SelectMany(room => Source
            .Where(file => file.Folder.StartsWith($"src/Archive/{room}", StringComparison.Ordinal))
            .SelectMany(file => file.Code()
                .Select(line => (line.Number, Other: Rooms.FirstOrDefault(other => other != room && Mentions(line.Code, $"Archive.{other}"))))
                .Where(line => line.Other is not null && !(room == "Dumps" && line.Other == "Content") && !(room == "Threads" && line.Other is ("Dumps" or "Links")))
                .Select(line => file.At(line.Number, $"the room {room} knows the room {line.Other}")))));

    // Each room of Storage knows those before it, and the archive as a whole stands between those that make it and those that use it.
    [Fact]
    public void The_rooms_of_storage_know_each_other_one_way()
    {
        string[] order = ["Sqlite", "Record", "ReadingCopy", "Making", "", "Searching", "TakingOut", "Finished", "Following", "Checking", "Keeping", "Desk", "Staging", "Previewing"];
        string[] beside = ["Searching", "Checking", "Keeping", "Desk"];
        var types = order.ToDictionary(room => room, room => Source
            .Where(file => RoomOf(file) == room).SelectMany(file => file.Types().Select(type => type.Name)).ToHashSet(StringComparer.Ordinal));
        AssertNone(Source.Where(file => RoomOf(file) is not null).SelectMany(file => file.Code().SelectMany(line => order
            .Where(other => other != RoomOf(file)
                && (Array.IndexOf(order, other) > Array.IndexOf(order, RoomOf(file)) || (beside.Contains(other) && beside.Contains(RoomOf(file)))))
            .SelectMany(other => Words().Matches(line.Code).Select(word => word.Value).Where(word => types[other].Contains(word) && !IsMember(file, word))
                .Select(type => file.At(line.Number, $"the room {RoomOf(file)} knows {type} of {(other.Length > 0 ? other : "the archive as a whole")}"))))));
    }

    [Fact]
    public void The_pure_project_knows_no_database_web_clock_or_console() =>
        AssertNone(Source
            .Where(file => file.Name.StartsWith("src/Archive/", StringComparison.Ordinal))
            .SelectMany(file => Lines(file, Impure(), "the pure project knows neither database, web, clock nor console")));

    [Fact]
    public void The_pure_project_has_two_packages() =>
        Assert.Equal(
            ["AngleSharp", "Markdig"],
            PackageReference().Matches(File.ReadAllText(Path.Combine(Repository.Root, "src/Archive/Archive.csproj"))).Select(match => match.Groups[1].Value).Order());

    [Fact]
    public void Storage_knows_no_page() =>
        AssertNone(Source
            .Where(file => file.Name.StartsWith("src/Archive.Storage/", StringComparison.Ordinal))
            .SelectMany(file => Lines(file, KnowsWeb(), "storage knows the web")));

    [Fact]
    public void Nothing_calls_out_or_starts_another_program_but_itself() =>
        AssertNone(Source.Where(file => file.Name != "src/Archive.Storage/Staging/ApartReader.cs")
            .SelectMany(file => Lines(file, CallsOut(), "the archive calls nobody and starts nothing")));

    [Fact]
    public void A_regular_expression_cannot_run_for_ever() =>
        AssertNone(Source.SelectMany(file => file.Code()
            .Where(line => UsesRegex().IsMatch(line.Code) && !BoundRegex().IsMatch(line.Code))
            .Select(line => file.At(line.Number, "a regular expression needs RegexOptions.NonBacktracking or a time limit on the same line"))));

    [Fact]
    public void A_type_has_a_summary() =>
        AssertNone(Source.SelectMany(file => file.Types()
            .Where(type => !HasSummary(file.Lines, type.Number - 1))
            .Select(type => file.At(type.Number, $"{type.Name} has no <summary>"))));

    [Fact]
    public void A_file_is_short_enough_to_read() =>
        AssertNone(Source.Where(file => file.Lines.Length > MaxLines)
            .Select(file => file.At(MaxLines + 1, $"the file has {file.Lines.Length} lines, {MaxLines} is the limit")));

    private static void AssertNone(IEnumerable<string> broken)
    {
        var list = broken.ToList();
        Assert.True(list.Count == 0, string.Join(Environment.NewLine, list));
    }

    private static IEnumerable<string> Lines(SourceFile file, Regex forbidden, string why) =>
        file.Code().Where(line => forbidden.IsMatch(line.Code)).Select(line => file.At(line.Number, $"{why}: {line.Code.Trim()}"));

    private static string NamespaceOf(SourceFile file) => file.Folder[(file.Folder.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', '.');

    private static bool Mentions(string code, string room) => Regex.IsMatch(code, $@"\b{Regex.Escape(room)}\b", RegexOptions.NonBacktracking);

    private static string? RoomOf(SourceFile file) =>
        !file.Folder.StartsWith("src/Archive.Storage", StringComparison.Ordinal) ? null
            : file.Folder == "src/Archive.Storage" ? ""
            : file.Folder["src/Archive.Storage/".Length..].Split('/')[0];

    // A member may be called what a type of another room is called.
    private static bool IsMember(SourceFile file, string word) => file.Code().Any(line =>
        line.Code.Contains($" {word},", StringComparison.Ordinal) || line.Code.Contains($" {word})", StringComparison.Ordinal)
        || line.Code.Contains($" {word} =>", StringComparison.Ordinal) || line.Code.Contains($" {word} {{", StringComparison.Ordinal));

    private static bool HasSummary(string[] lines, int type)
    {
        var above = type - 1;
        while (above >= 0 && (lines[above].TrimStart().StartsWith('[') || lines[above].TrimStart().StartsWith("///", StringComparison.Ordinal)))
        {
            if (lines[above].Contains("<summary>", StringComparison.Ordinal))
            {
                return true;
            }

            above--;
        }

        return false;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(?:record struct|record class|record|class|struct|interface|enum)\s+(\w+)")]
    private static partial Regex TypeName();

    // Names in code: not members after a dot, nor what stands behind a type, nor words of texts.
    [GeneratedRegex(@"(?<![\w.""])(?<![\w>?\]] )[A-Z]\w*", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Words();

    [GeneratedRegex(@"Html\.Raw|MarkupString|new HtmlString|AppendHtml|SetHtmlContent")]
    private static partial Regex UnescapedHtml();

    [GeneratedRegex(@"\bMicrosoft\.(?!Win32\.SafeHandles;)|\bSystem\.(?:Net|Data)\b(?!\.WebUtility)|\bConsole\.|\bDate(?:Time|TimeOffset)\.(?:Utc)?Now|\bStopwatch\b|\bTimeProvider\b")]
    private static partial Regex Impure();

    [GeneratedRegex("<PackageReference Include=\"([^\"]+)\"")]
    private static partial Regex PackageReference();

    [GeneratedRegex(@"\bArchive\.Web\b|\bMicrosoft\.AspNetCore\b")]
    private static partial Regex KnowsWeb();

    [GeneratedRegex(@"\bHttpClient\b|\bWebRequest\b|\bWebClient\b|\bDns\.|\bProcess\.Start\b|\bProcessStartInfo\b|\bnew Process\b|\bTcpClient\b|\bUdpClient\b|\bnew Socket\b")]
    private static partial Regex CallsOut();

    [GeneratedRegex(@"\bnew Regex\(|\bRegex\.(?:Is)?(?:Match|Matches|Replace|Split|Count|EnumerateMatches)\(|\[GeneratedRegex\(")]
    private static partial Regex UsesRegex();

    [GeneratedRegex(@"NonBacktracking|TimeSpan|[tT]imeout")]
    private static partial Regex BoundRegex();
}
