namespace Archive.Benchmarks.Search;

/// <summary>An archive of so many comments in two blogs, made by the real importer.</summary>
public static class SearchCorpus
{
    // One in so many comments is in the second blog.
    private const int PartOfSecondBlog = 5;

    /// <summary>Makes the archive in a folder where it is not there yet.</summary>
    public static async Task ImportAsync(string data, int comments)
    {
        if (Directory.Exists(data))
        {
            return;
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
    }
}
