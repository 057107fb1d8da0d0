namespace Archive.Tests.Storage.Histories;

/// <summary>Invented histories of an archive, after each step compared with a fold that is slow and plain.</summary>
[Trait(Trials.Runs, Trials.Long)]
public class HistoryTests
{
    [Fact]
    public void After_each_step_an_archive_holds_what_the_slow_fold_says()
    {
        var count = Trials.Of(1_000);
        var next = -1;
        Exception? failed = null;

        // Threads of their own: an import waits for readers in the pool, and where each thread of the pool is such an import nobody is left to read.
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            while (failed is null && Interlocked.Increment(ref next) is var seed && seed < count)
            {
                try
                {
                    using var history = new History(seed);
                    history.Run();
                }
                catch (Exception failure)
                {
                    failed = failure;
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.True(failed is null, failed?.Message);
    }
}
