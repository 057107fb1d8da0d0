namespace Archive.FaultTests;

/// <summary>Where the checkout lies, found from the place of the test itself.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static string Seeds => Path.Combine(Root, "seeds");

    /// <summary>The archives that released programs made.</summary>
    public static string KeptArchives => Path.Combine(Root, "tests", "Archive.Tests", "Cases", "archives");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Archive.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests run outside a checkout of the project");
    }
}
