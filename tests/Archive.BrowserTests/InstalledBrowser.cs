namespace Archive.BrowserTests;

/// <summary>Finds a Chromium, Chrome or Edge that is installed on this machine; none is ever downloaded.</summary>
public static class InstalledBrowser
{
    /// <summary>Names one browser in place of looking for one.</summary>
    public const string NameVariable = "ARCHIVE_BROWSER";

    /// <summary>With the value 1, a missing browser is a failure and not a reason to skip.</summary>
    public const string RequireVariable = "ARCHIVE_REQUIRE_BROWSER";

    private static readonly string[] Names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable", "chrome.exe", "msedge.exe"];

    private static readonly string[] Places =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        @"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
        @"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
        @"%LocalAppData%\Google\Chrome\Application\chrome.exe",
        @"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
        @"%ProgramFiles%\Microsoft\Edge\Application\msedge.exe",
    ];

    // The same without windows, which nobody sees here: a page costs a third less. It keeps none for whoever goes back.
    private static readonly string[] Shells = ["chromium-headless-shell"];

    public static string? Path { get; } = Find(Names);

    /// <summary>The lightest that there is for looking at pages one by one.</summary>
    public static string? Lightest { get; } = Environment.GetEnvironmentVariable(NameVariable) is { Length: > 0 } || Path is null ? Path : Find(Shells) ?? Path;

    public static string Missing =>
        $"no Chromium, Chrome or Edge was found on the PATH or in its usual places; install one or name it in {NameVariable}";

    public static bool IsRequired => Environment.GetEnvironmentVariable(RequireVariable) == "1";

    private static string? Find(string[] names)
    {
        if (Environment.GetEnvironmentVariable(NameVariable) is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : null;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator);
        return folders
            .SelectMany(folder => names.Select(name => System.IO.Path.Combine(folder, name)))
            .Concat(names == Names ? Places.Select(Environment.ExpandEnvironmentVariables) : [])
            .FirstOrDefault(File.Exists);
    }
}
