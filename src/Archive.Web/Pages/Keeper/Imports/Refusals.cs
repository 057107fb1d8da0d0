using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Pages.Keeper.Imports;

/// <summary>A file that an import refused or skipped, with the reason.</summary>
/// <param name="Bytes">How large it is; null where its bytes are gone.</param>
/// <param name="Staged">Where its bytes are held; null where they are gone.</param>
internal sealed record Refusal(string File, string Sha256, string Reason, long? Bytes, (long Stage, int Number)? Staged);

/// <summary>Finds the files that an import refused: for good in the record, and for some weeks with their bytes at the desk.</summary>
internal sealed class Refusals(ArchiveDb db, ArchiveFolder archive, Stages stages, Jobs jobs)
{
    /// <summary>Of the first bytes of a file so many lines are shown, to know it by.</summary>
    private const int MaxLines = 5;

    private const int MaxLineLength = 160;

    private const int HeadBytes = 4 * 1024;

    /// <summary>All of an import, by their names.</summary>
    public async Task<IReadOnlyList<Refusal>> OfAsync(long import, CancellationToken cancel)
    {
        var job = jobs.OfImport(import);
        var held = job is { Subject: { } stage } && stages.Find(stage) is not null
            ? stages.Files(stage).Where(file => file is { Refusal: not null, IsLeftOut: false })
                .Select(file => new Refusal(file.Name, file.Sha256, file.Refusal!, file.Bytes, (stage, file.Number))).ToList()
            : [];
        var recorded = await db.Problems.AsNoTracking().Where(problem => problem.ImportId == import && problem.SourceId == null)
            .OrderBy(problem => problem.Id)
            .Select(problem => new Refusal(problem.FileName, problem.Sha256, problem.Message, null, null)).ToListAsync(cancel);
        // What the desk holds was refused by the last part; an earlier one has what the record says of it.
        var there = held.ToLookup(file => (file.File, file.Sha256));
        var all = job?.Import == import ? held.Concat(recorded.Where(file => !there.Contains((file.File, file.Sha256)))) : recorded.Select(file => there[(file.File, file.Sha256)].FirstOrDefault(file));
        return [.. all.OrderBy(file => file.File, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The bytes of a file; null where they are gone.</summary>
    public Stream? Open(Refusal file)
    {
        try
        {
            return file.Staged is { } staged ? stages.Open(staged.Stage, staged.Number)
                : file.Sha256.Length > 0 && archive.Original(file.Sha256) is { } kept ? new MemoryStream(kept, writable: false)
                : null;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The first lines of a file; none where it is no text, null where its bytes are gone.</summary>
    public IReadOnlyList<string>? FirstLines(Refusal file)
    {
        using var bytes = Open(file);
        if (bytes is null)
        {
            return null;
        }

        var head = new byte[HeadBytes];
        var length = bytes.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head.AsSpan(0, length).Contains((byte)0)
            ? []
            : [.. Encoding.UTF8.GetString(head, 0, length).Split('\n').Select(Shown).Where(line => line.Length > 0).Take(MaxLines)];
    }

    private static string Shown(string line)
    {
        var shown = string.Concat(line.Trim().EnumerateRunes().Where(rune => !Rune.IsControl(rune)).Take(MaxLineLength + 1));
        return shown.Length > MaxLineLength ? $"{shown.AsSpan(0, MaxLineLength)}…" : shown;
    }
}
