using System.Net;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Archive.Web.Hosting.Watching;

/// <summary>How this machine stands: what its copy shows, how far that is behind the record, and whether it may be shown.</summary>
internal sealed class Machine(ArchiveFolder archive, Follower follower, PresentChoices choices, TimeProvider clock)
{
    // What proxies write who pass on what others ask.
    private static readonly string[] OfProxies =
        ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Real-IP", "Forwarded", "Via"];

    private readonly long begun = clock.GetTimestamp();

    public static string Version { get; } = typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public bool IsShared => archive.Place.IsShared;

    public TimeSpan Uptime => clock.GetElapsedTime(begun);

    /// <summary>How far the copy is behind a record that machines share.</summary>
    public Following Following => follower.Now;

    /// <summary>For how long the copy was not found level with the record; null where it never was.</summary>
    public TimeSpan? SinceLevel => clock.GetUtcNow() - follower.Now.LevelAt;

    /// <summary>Why nothing is shown, in a sentence for readers; null where all is.</summary>
    public string? DarkBecause()
    {
        if (!IsShared)
        {
            return null;
        }

        // A folder to which nothing can be written shows what it has; nothing could bring it up.
        return follower.Now.IsReturning && !archive.IsReadOnly ? "This machine was away from the record and has not caught up yet with what was changed or taken back meanwhile. Please try again in a few seconds."
            : choices.Given.DarkAfter is not { } after || SinceLevel <= after ? null
            : $"This machine could not ask the record for {Darkness.InWords(after)} whether what it shows still stands, and shows nothing until it can. Please try again later.";
    }

    /// <summary>The last entry that the copy shows, with its seal; null where the copy cannot be read.</summary>
    public (long Number, string Seal)? Applied()
    {
        try
        {
            // A watcher asks before anybody else, and often; more than what a copy says of itself is not read.
            return archive.Generation() >= 0 ? archive.Seal() : null;
        }
        catch (Exception unread) when (unread is SqliteException or InvalidDataException or ArchiveFileException)
        {
            return null;
        }
    }

    /// <summary>The bytes of the copy on the disk.</summary>
    public long CopyBytes() => new[] { archive.Path, archive.Path + "-wal" }.Select(path => new FileInfo(path)).Sum(file => file.Exists ? file.Length : 0);

    /// <summary>All that a keeper may want to know.</summary>
    public MachineDetails Details()
    {
        var (now, applied) = (follower.Now, Applied());
        return new MachineDetails(
            Version, ArchiveFolder.MakingVersion, archive.Place.Name, IsShared, applied?.Number, applied?.Seal,
            IsShared ? now.Known : null, IsShared ? now.Behind : null, IsShared ? SinceLevel?.TotalSeconds : null, now.Trouble, DarkBecause(),
            archive.IsOutdated, archive.IsBeingMadeAnew, CopyBytes(), Uptime.TotalSeconds);
    }

    /// <summary>Whether somebody is told: keepers, and who asks on the machine itself and not through a proxy.</summary>
    public static bool MayAsk(HttpContext context) => context.User.Identity is { IsAuthenticated: true } || IsFromHere(context);

    // A proxy on this machine asks from here too. Most say for whom; of those that do not, some pass on the host that readers
    // typed, and others (nginx before 1.29.7) speak HTTP/1.0. One that does nothing of these cannot be told apart: docs/SCALING.md says so.
    private static bool IsFromHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && context.Request.Host.Host.Trim('[', ']') is var host
        && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var named) && IPAddress.IsLoopback(named)))
        && !HttpProtocol.IsHttp10(context.Request.Protocol)
        && !OfProxies.Any(context.Request.Headers.ContainsKey);
}

/// <summary>What a keeper is told of a machine.</summary>
/// <param name="Making">The version of the rules by which this program makes a copy.</param>
/// <param name="Record">Where the record is, without a password.</param>
/// <param name="Applied">The last entry that the copy shows.</param>
/// <param name="Known">The last entry that is known to be in the record.</param>
/// <param name="Behind">How many entries the copy lacks, as far as is known.</param>
/// <param name="Dark">Why nothing is shown.</param>
/// <param name="IsOutdated">The copy was made by the rules of another version.</param>
internal sealed record MachineDetails(
    string Version, long Making, string Record, bool IsShared, long? Applied, string? Seal, long? Known, long? Behind, double? SecondsSinceLevel,
    string? Trouble, string? Dark, bool IsOutdated, bool IsBeingMadeAnew, long CopyBytes, double UptimeSeconds);
