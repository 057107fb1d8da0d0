using System.Text.RegularExpressions;

namespace Archive.Tests.Web.Scripts;

/// <summary>Holds the site's scripts to their own rules.</summary>
public class ScriptRulesTests
{
    private static readonly string Sources = string.Concat(
        new[] { "*.cshtml", "*.cs", "*.js" }
            .SelectMany(pattern => Directory.GetFiles(Path.Combine(Repository.Root, "src"), pattern, SearchOption.AllDirectories))
            .Where(file => !file.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal) && !file.Replace('\\', '/').Contains("/bin/", StringComparison.Ordinal))
            .Select(File.ReadAllText));

    [Fact]
    public void Every_script_is_reached_from_those_that_pages_name()
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>(["archive.js", "before.js", .. Regex.Matches(Sources, @"Assets\.Keepers\(""([a-z.-]+)""\)").Select(match => $"keeper/{match.Groups[1].Value}")]);
        while (open.TryPop(out var script))
        {
            if (reached.Add(script))
            {
                Imports(script).ToList().ForEach(open.Push);
            }
        }

        Assert.Equal(SiteScripts.All, reached.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Pure_scripts_run_without_a_page_and_know_only_each_other()
    {
        foreach (var script in SiteScripts.All.Where(script => script.StartsWith("pure/", StringComparison.Ordinal)))
        {
            SiteScripts.Load(script);
            Assert.All(Imports(script), import => Assert.StartsWith("pure/", import, StringComparison.Ordinal));
            Assert.DoesNotMatch(@"\b(document|window|localStorage|location|navigator)\b", Code(script));
        }
    }

    // What strangers wrote, and what stands in a store or a file, is text and nothing else.
    [Fact]
    public void No_script_makes_markup_of_a_text() =>
        Assert.All(SiteScripts.All.Where(script => !script.StartsWith("keeper/", StringComparison.Ordinal)), script => Assert.DoesNotMatch(@"\.(innerHTML|outerHTML)\b|insertAdjacentHTML|document\.write|setHTML|DOMParser|createContextualFragment", Code(script)));

    [Fact]
    public void The_markup_of_a_thread_is_known_to_one_script()
    {
        var others = SiteScripts.All.Where(script => script != "thread.js" && Regex.IsMatch(Code(script), @"\.thread > li|\.branch\b(?!es)|\.writing|\ba\.(permalink|number)|dataset\.(n|new|read|post|newest)\b"));

        Assert.Empty(others);
    }

    [Fact]
    public void That_script_names_no_class_that_nothing_writes()
    {
        var selectors = Regex.Matches(Code("thread.js"), "[\"`](?<text>[^\"`\n]*)[\"`]")
            .Select(match => Regex.Replace(match.Groups["text"].Value, @"\$\{[^}]*\}", ""));
        var classes = selectors.SelectMany(text => Regex.Matches(text, @"\.([a-z]+)")).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Superset(new HashSet<string>(["comments", "thread", "number", "permalink", "said", "branch", "writing", "state"]), classes);
        Assert.All(classes, name => Assert.Matches($@"class\W{{1,5}}[^""]*\b{name}\b", Sources));
    }

    // At once, or when somebody opens what needs it.
    private static IEnumerable<string> Imports(string script) =>
        Regex.Matches(SiteScripts.Text(script), """(?:from |import\()"(\.{1,2}/[^"]+)"\)?""").Select(match =>
            Path.GetRelativePath(SiteScripts.Folder, Path.GetFullPath(Path.Combine(SiteScripts.Folder, Path.GetDirectoryName(script)!, match.Groups[1].Value))).Replace('\\', '/'));

    // Without what stands in comments.
    private static string Code(string script) => Regex.Replace(SiteScripts.Text(script), "^ *//.*$", "", RegexOptions.Multiline);
}
