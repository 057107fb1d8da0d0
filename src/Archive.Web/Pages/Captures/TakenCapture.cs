using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Captures;

/// <summary>A capture of a post with how its time is known.</summary>
/// <param name="Post">The address of the post.</param>
/// <param name="Comments">How many it holds.</param>
internal sealed record TakenCapture(
    long Id, DateTime At, CaptureBasis Basis, CaptureReach Reach, int Comments, int? Declared, string Sha256, string FileName, int? FirstLine, string Post)
{
    /// <summary>Of the post as the capture has it.</summary>
    public string Address => CaptureAddress.Of(Post, Sha256, Capture.TurnOf(Id));

    /// <summary>When it was taken; null where that is only known to be no later than some time, so that nobody reads a bound as a date.</summary>
    public DateTime? TakenAt => Basis == CaptureBasis.Import ? null : At;

    /// <summary>captured on 3 March 2014; captured on or before 3 March 2014.</summary>
    public string InWords => TakenAt is { } at ? $"captured on {Wording.InWords.Moment(at)}" : $"captured on or before {Wording.InWords.Day(At)}";

    /// <summary>capture of 3 March 2014; capture of 3 March 2014 or before.</summary>
    public string Name => $"capture of {(TakenAt is { } at ? Wording.InWords.Moment(at) : $"{Wording.InWords.Day(At)} or before")}";

    /// <summary>The page that compares it with a later capture.</summary>
    public string To(TakenCapture later) => CaptureAddress.Between(Post, (Sha256, Capture.TurnOf(Id)), (later.Sha256, Capture.TurnOf(later.Id)));

    /// <summary>The place of the capture that the part of an address names; -1 where there is none.</summary>
    public static int PlaceOf(IReadOnlyList<TakenCapture> captures, string named) => CaptureAddress.Read(named) is not var (sha256, turn) ? -1
        : captures.Index().Where(one => one.Item.Sha256 == sha256 && Capture.TurnOf(one.Item.Id) == turn).Select(one => one.Index).DefaultIfEmpty(-1).First();

    /// <summary>The captures of a post, in the order in which they were taken as far as that is known.</summary>
    /// <param name="address">Of the post.</param>
    public static async Task<IReadOnlyList<TakenCapture>> OfAsync(ArchiveDb db, long post, string address, CancellationToken cancel)
    {
        var captures = await (
            from capture in db.Captures
            join source in db.Sources on capture.SourceId equals source.Id
            where capture.PostId == post
            orderby capture.CapturedAt, capture.Id
            select new { Capture = capture, source.Sha256, source.FileName }).ToListAsync(cancel);
        return [.. captures.Select(one => new TakenCapture(
            one.Capture.Id, one.Capture.CapturedAt, one.Capture.CapturedBasis, one.Capture.Reach, one.Capture.FoundComments, one.Capture.DeclaredComments, one.Sha256, one.FileName,
            one.Capture.FirstLine, address))];
    }
}
