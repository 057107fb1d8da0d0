using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Web.Pages.Keeper.Previews;

/// <summary>Shows the lines of a file of a stage, and what each was taken for.</summary>
internal sealed class LinesModel(Stages stages) : PageModel
{
    /// <summary>Lines that are worth a fold.</summary>
    private const int MinFold = 3;

    public StagedFile Staged { get; private set; } = null!;

    public long Stage { get; private set; }

    public int LineCount { get; private set; }

    /// <summary>Runs of lines that stand together; those that only the page itself wrote are folded.</summary>
    public IReadOnlyList<(bool IsFolded, IReadOnlyList<SourceLine> Lines)> Runs { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    public IActionResult OnGet(long id, int number, [FromQuery(Name = "page")] int page = 1)
    {
        if (stages.Find(id) is null || stages.Files(id).FirstOrDefault(file => file.Number == number) is not { Bytes: <= PreviewedComments.MaxShownBytes, Refusal: null } file)
        {
            return NotFound();
        }

        (Stage, Staged) = (id, file);
        try
        {
            using var fetched = stages.Fetch(id, [number], HttpContext.RequestAborted);
            var bytes = DumpFiles.Read(fetched.PathOf(number));
            return Load(SourceText.Decode(bytes), DumpOf(bytes, stages.Choices.FormatOf(id, number)), page) ? Page() : NotFound();
        }
        catch (Exception gone) when (gone is NotADumpException or IOException or UnauthorizedAccessException)
        {
            return NotFound();
        }
    }

    private bool Load(SourceText text, Dump? dump, int page)
    {
        LineCount = text.LineCount;
        Pager = new Pager(page, Pager.PagesOf(LineCount, SourceAddress.LinesPerPage), StageAddress.Lines(Stage, Staged.Number), "Earlier lines", "Later lines");
        if (page < 1 || page > Pager.Pages)
        {
            return false;
        }

        var first = ((page - 1) * SourceAddress.LinesPerPage) + 1;
        var range = new LineRange(first, Math.Min(LineCount, first + SourceAddress.LinesPerPage - 1));
        var marks = Marks(dump, range);
        Runs = Fold(SourceLines.Of(text, range, line => [.. marks[line]], dump?.Ledger));
        return true;
    }

    private static Dump? DumpOf(byte[] bytes, string? format)
    {
        try
        {
            return bytes.Length <= SourceModel.MaxAccounted ? DumpFormats.Read(bytes, format) : null;
        }
        catch (Exception refusal) when (refusal is NotADumpException || DumpFormats.IsFault(refusal))
        {
            return null;
        }
    }

    private static ILookup<int, LineMark> Marks(Dump? dump, LineRange range)
    {
        var marks = new List<(int Line, LineMark Mark)>();
        foreach (var post in dump?.Posts ?? [])
        {
            var numbers = CommentNumber.Paths(post.Comments);
            marks.AddRange(post.Comments.Select((comment, i) => (Line: comment.Lines.First, Mark: new LineMark($"#{SourceAddress.Anchor(comment.Lines.First)}", $"comment {numbers[i]}")))
                .Where(mark => mark.Line >= range.First && mark.Line <= range.Last));
        }

        return marks.ToLookup(mark => mark.Line, mark => mark.Mark);
    }

    private static List<(bool IsFolded, IReadOnlyList<SourceLine> Lines)> Fold(SourceLine[] lines)
    {
        var runs = new List<(bool IsFolded, IReadOnlyList<SourceLine> Lines)>();
        var from = 0;
        for (var i = 0; i <= lines.Length; i++)
        {
            // A blank line goes with what stands above it.
            var end = i;
            while (end < lines.Length && lines[end].Kind is null or LineKind.Chrome or LineKind.Tail && (end > i || lines[end].Kind is not null))
            {
                end++;
            }

            if (end - i >= MinFold || i == lines.Length)
            {
                if (i > from)
                {
                    runs.Add((false, lines[from..i]));
                }

                if (end > i)
                {
                    runs.Add((true, lines[i..end]));
                }

                from = end;
            }

            i = Math.Max(i, end - 1);
        }

        return runs;
    }
}
