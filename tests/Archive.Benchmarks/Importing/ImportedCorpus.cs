using System.Globalization;

namespace Archive.Benchmarks.Importing;

/// <summary>An archive of so many comments in two blogs, made by the real importer.</summary>
public static class ImportedCorpus
{
    // One in so many comments is in the second blog.
    private const int PartOfSecondBlog = 5;

    /// <summary>Makes the archive where it is not there yet.</summary>
    /// <param name="folder">With a folder for each size.</param>
    /// <returns>The archive's own folder.</returns>
    public static async Task<string> OfAsync(string folder, int comments)
    {
        var data = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{comments}"), "archive");
        if (Directory.Exists(data))
        {
            return data;
        }

        // Under another name until it is whole: a kept folder may hold one that was interrupted.
        var unfinished = data + ".unfinished";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        using var dumps = new TempFolder();
        Corpus.Write(dumps["first"], comments - (comments / PartOfSecondBlog));
        Corpus.Write(dumps["second"], comments / PartOfSecondBlog, seed: 2);
        await MeasuredImport.StartAsync(dumps["first"], unfinished);
        await MeasuredImport.StartAsync(dumps["second"], unfinished, blog: "second");
        Directory.Move(unfinished, data);
        return data;
    }
}
