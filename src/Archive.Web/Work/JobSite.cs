using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Archive.Web.Work;

/// <summary>Adds to the site what is done beside the requests of keepers.</summary>
internal static class JobSite
{
    public static void AddJobs(this IServiceCollection services, ArchiveFolder archive)
    {
        services.TryAddSingleton(new StageLimits());
        services.TryAddSingleton(parts => new Stages(
            parts.GetRequiredService<DeskHome>(), Path.Combine(archive.Folder, Stages.FolderName), parts.GetRequiredService<StageLimits>(), parts.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(_ => new ApartReader(ReadApartCommand.OfThisProgram(), new ApartLimits()));
        services.TryAddSingleton(parts => new StagedImport(
            archive, parts.GetRequiredService<Stages>(), parts.GetRequiredService<ApartReader>(), BlogSlug.Objection, parts.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Jobs>();
        services.AddHostedService<JobRunner>();
        services.AddSingleton(parts => new Follower(archive, parts.GetRequiredService<TimeProvider>(), sentence => FollowRunner.Tell(parts.GetRequiredService<ILogger<FollowRunner>>(), sentence),
            // What pages are kept by asks the record, which no reader shall wait for.
            () => parts.GetRequiredService<PageMoment.Clock>().Ask()));
        services.AddHostedService<FollowRunner>();
    }
}
