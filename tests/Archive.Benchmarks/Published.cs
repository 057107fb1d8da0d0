namespace Archive.Benchmarks;

/// <summary>Programs as they are published, which is how a server has them.</summary>
internal static class Published
{
    /// <summary>The archive's own project.</summary>
    public static string Archive => Path.Combine(Repository.Root, "src", "Archive.Web");

    /// <summary>Publishes a project into a folder, and leaves the checkout's own build as it is.</summary>
    public static async Task WriteAsync(string project, string output, params string[] settings)
    {
        var built = output + ".built";
        await Dotnet.RunAsync(project, ["publish", "-c", "Release", "-v", "quiet", .. settings, "--artifacts-path", built, "-o", output]);
        Directory.Delete(built, recursive: true);
    }

    /// <summary>The command that serves an archive by a published program.</summary>
    public static string[] Serve(string program, string data) => [Path.Combine(program, "Archive.Web.dll"), "serve", "--data", data, "--urls", "http://127.0.0.1:0",
        // Without it, what is finished depends on where the site listens, and that is another port each time.
        "--address", "http://archive.example.org"];
}
