namespace Archive.Web.Work;

/// <summary>Follows a record to which other machines append, as long as the site runs.</summary>
internal sealed partial class FollowRunner(Follower follower, ArchiveFolder archive, ILogger<FollowRunner> log) : BackgroundService
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (archive.Place.IsShared && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await follower.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The server ends.
            }
            catch (Exception failure)
            {
                // A full disk, or an entry of a newer program: readers read on.
                LogFailed(log, failure);
                await Task.Delay(TryAgain, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Sentence}")]
    public static partial void Tell(ILogger log, string sentence);

    [LoggerMessage(LogLevel.Error, "The record could not be followed; it is tried again")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
