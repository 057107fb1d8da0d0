namespace Archive.Benchmarks.Made;

/// <summary>One invented blog: who writes it, from when to when, and the share of its comments that name somebody.</summary>
/// <param name="Host">Of the live blog.</param>
/// <param name="Share">Of all posts that are made.</param>
/// <param name="Named">The share of comments that have an author and a time, as the page printed them; the others have neither.</param>
internal sealed record MadeBlog(string Slug, string Title, string Host, string Author, string About, DateOnly First, DateOnly Last, double Share, double Named, string[] Labels)
{
    public static readonly IReadOnlyList<MadeBlog> All =
    [
        new("harbour-lights", "Harbour Lights", "harbour-lights.blogspot.co.uk", "Edith Marsh", "Notes from a small port, kept from 2008 to 2018.",
            new(2008, 3, 4), new(2018, 11, 20), 0.62, 0, ["harbour", "ferry", "council", "lighthouse", "accounts", "pier", "weather", "history"]),
        new("plot-fourteen", "Plot Fourteen", "plotfourteen.blogspot.com", "Theo Carver", "An allotment and those who dig there.",
            new(2009, 1, 11), new(2016, 9, 30), 0.3, 1, ["allotment", "compost", "committee", "seeds", "weather", "water"]),
        new("night-shift", "The Night Shift", "thenightshift.blogspot.com", "", "", new(2013, 5, 2), new(2014, 8, 1), 0.08, 0.97, []),
    ];

    public string Address => $"http://{Host}/";

    /// <summary>The day of a post, by its turn: more in the middle years than at the ends, and months without any.</summary>
    public DateOnly Day(int turn, int posts)
    {
        var days = Last.DayNumber - First.DayNumber;
        var at = (double)turn / posts;
        // Days pass more slowly from turn to turn in the middle.
        var bent = at + (0.5 * Math.Sin(2 * Math.PI * at) / (2 * Math.PI));
        var day = First.AddDays((int)(days * bent));
        return day.Month == 8 && day.Year % 3 == 0 ? day.AddDays(31) : day;
    }
}
