using System.Globalization;

namespace Archive.Web.Hosting.Finished;

/// <summary>What pages depend on beside their address: the archive and its blogs as they are now, the choices of keepers, and this program.</summary>
internal sealed class PageMoment(ArchiveStates.State archive, string choices)
{
    // A new build may write the same rows in another way.
    private static readonly string Build = string.Concat(
        new[] { typeof(PageMoment), typeof(ArchiveFolder), typeof(SafeHtml) }.Select(part => part.Assembly.ManifestModule.ModuleVersionId.ToString("N")[..8]));

    private readonly string prefix = $"{Build} {choices} {archive.Common} ";

    /// <summary>The last entry of the record that counts for all blogs, which each state names; see <see cref="ArchiveStates.State.Common"/>.</summary>
    public string? Common => archive.Common;

    /// <summary>The state of the pages of a blog; 0: of those that depend on the whole archive.</summary>
    public string StateOf(long blog) => prefix + (blog == 0 ? archive.All : archive.Of(blog));

    private bool Is(ArchiveStates.State state, string others) => ReferenceEquals(archive, state) && choices == others;

    /// <summary>Knows the present moment; the very same object as long as nothing has changed.</summary>
    internal sealed class Clock(ArchiveFolder archive, PresentChoices choices, SiteAddress site)
    {
        // Asking SQLite takes as long as sending a page; one that is older by a blink harms nobody.
        private const long MaxAgeMilliseconds = 50;

        private readonly ArchiveStates states = new(archive);
        private volatile Known? last;

        /// <summary>Lets the next who asks see what was done until now, however short a time ago.</summary>
        public void LookAgain() => last = null;

        public PageMoment Now()
        {
            var (known, now) = (last, Environment.TickCount64);
            var decided = choices.Now;
            if (known is not null && now - known.CheckedAt <= MaxAgeMilliseconds && known.Choices == decided)
            {
                return known.Moment;
            }

            var (state, others) = (states.Now(), Chosen(decided));
            var moment = known is not null && known.Moment.Is(state, others) ? known.Moment : new PageMoment(state, others);
            last = new Known(moment, decided, now);
            return moment;
        }

        /// <summary>Asks a record that machines share for what readers do not wait for; see <see cref="ArchiveStates.Ask"/>.</summary>
        public void Ask() => states.Ask();

        private string Chosen(SiteChoices now) => string.Create(
            CultureInfo.InvariantCulture, $"{now.Entry} {(now.ShowsSignOffs ? 's' : '-')}{(now.ShowsPeople ? 'p' : '-')}{(now.MayBeIndexed ? 'i' : '-')} {site.Root}");

        private sealed record Known(PageMoment Moment, SiteChoices Choices, long CheckedAt);
    }
}
