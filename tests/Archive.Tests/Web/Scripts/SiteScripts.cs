using Jint;

namespace Archive.Tests.Web.Scripts;

/// <summary>The site's scripts: those that need no page run here, without a browser.</summary>
internal static class SiteScripts
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "src/Archive.Web/wwwroot/js");

    /// <summary>Paths below the folder, such as <c>pure/ranges.js</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.GetFiles(Folder, "*.js", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    public static string Text(string script) => File.ReadAllText(Path.Combine(Folder, script));

    /// <summary>Evaluates an expression in which the exports of one module are known, and writes the answer as JSON.</summary>
    public static string Run(string script, string expression)
    {
        using var engine = Start();
        engine.SetValue("it", engine.Modules.Import("./" + script));
        return engine.Evaluate($"JSON.stringify({expression})").ToString();
    }

    /// <summary>Loads a module and everything that it imports.</summary>
    public static void Load(string script)
    {
        using var engine = Start();
        engine.Modules.Import("./" + script);
    }

    private static Engine Start() => new(options => options.EnableModules(Folder).LimitRecursion(200).TimeoutInterval(TimeSpan.FromSeconds(20)));
}
