namespace Archive.Benchmarks.Made;

/// <summary>Makes an archive of invented blogs, to look at: <c>-- made FOLDER [POSTS]</c>.</summary>
internal static class MadeArchive
{
    public static async Task<int> RunAsync(string folder, int posts)
    {
        MadeDumps.Write(folder, posts);
        using var archive = ArchiveFolder.Open(Path.Combine(folder, "data"));
        await MadeDumps.ImportAsync(folder, archive);
        Console.WriteLine($"dotnet run --project src/Archive.Web -- serve --data {archive.Folder}");
        return 0;
    }
}
