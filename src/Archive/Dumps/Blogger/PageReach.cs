using System.Collections.Frozen;

namespace Archive.Dumps.Blogger;

/// <summary>Says how far the text of a Blogger page reaches, from the words and counts that every layout has.</summary>
internal static class PageReach
{
    /// <summary>The words under a body of which the page shows only the beginning.</summary>
    private static readonly FrozenSet<string> ReadMore = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Read more", "Read the rest", "Continue reading", "Keep reading", "Weiterlesen", "Mehr lesen", "Lire la suite", "Leer más", "Seguir leyendo",
        "Leia mais", "Ler mais", "Continuar lendo", "Leggi tutto", "Continua a leggere", "Lees meer", "Lees verder", "Læs mere", "Les mer", "Läs mer",
        "Lue lisää", "Czytaj dalej", "Více", "Číst dál", "Tovább", "Citiți mai mult", "Citește mai mult", "Devamını oku", "Читать дальше", "Далее",
        "Читати далі", "Διαβάστε περισσότερα", "もっと読む", "続きを読む", "阅读全文", "閱讀全文", "더 읽기", "자세히 보기", "اقرأ المزيد", "קרא עוד");

    /// <summary>How much of its thread a page shows.</summary>
    /// <param name="declared">How many comments it declares; null where it declares no number.</param>
    /// <param name="isCounted">Whether a line counts the comments at all.</param>
    /// <param name="hasTail">Whether words of the page follow the comments.</param>
    public static ThreadReach OfThread(int? declared, IReadOnlyList<DumpComment> comments, bool isCounted, bool hasTail)
    {
        if (comments.Count == 0)
        {
            return isCounted && declared == 0 ? ThreadReach.Whole : ThreadReach.Absent;
        }

        if (comments.Any(comment => comment.Incomplete))
        {
            return ThreadReach.BrokenOff;
        }

        return comments[0].Ordinal > 1 ? ThreadReach.Page
            : comments.Count >= declared || (declared is null && hasTail) ? ThreadReach.Whole
            : ThreadReach.Fewer;
    }

    /// <summary>The same for a page whose pager says which comments it shows.</summary>
    public static DumpReach OnPage(DumpReach reach, (int From, int To)? range) => range is { } page && reach.Thread is not (ThreadReach.BrokenOff or ThreadReach.Absent)
        ? reach with { Thread = ThreadReach.Page, From = page.From, To = page.To, CountsReplies = true }
        : reach;

    /// <summary>Whether the page shows only the beginning of the body and says so beneath it.</summary>
    public static bool IsBeginning(string body)
    {
        var text = body.AsSpan().TrimEnd();
        var line = text[(text.LastIndexOf('\n') + 1)..].Trim().Trim("»›→>.…: ").TrimEnd();
        return ReadMore.GetAlternateLookup<ReadOnlySpan<char>>().Contains(line);
    }

    /// <summary>Whether a text that ends with its file ends in the middle of a sentence.</summary>
    public static bool BreaksOff(string body)
    {
        var text = body.AsSpan().TrimEnd();
        return text.Length > 0 && (char.IsLetterOrDigit(text[^1]) || text[^1] is ',' or ';' or '-' or '–' or '(');
    }
}
