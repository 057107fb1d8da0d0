using System.Globalization;

namespace Archive.Benchmarks;

/// <summary>People who sign comments and sites that comments link to; a few are met everywhere, most seldom.</summary>
public static class Invented
{
    private const int People = 1_600;
    private const int Sites = 3_000;
    private const int Pages = 50_000;

    private static readonly string[] FirstNames =
        ["Ada", "Alan", "Amir", "Anna", "Bela", "Carl", "Chloe", "Dora", "Edith", "Elif", "Emil", "Farah", "Flora", "Frank", "Greta", "Hanna", "Harry", "Ida", "Igor", "Ines", "Ivan", "Jack", "Jane", "Karim", "Lena", "Leo", "Maria", "Maud", "Nils", "Nora", "Omar", "Oscar", "Paula", "Petra", "Rosa", "Rufus", "Sara", "Theo", "Vera", "Yusuf"];

    private static readonly string[] LastNames =
        ["Abbot", "Adler", "Bailey", "Barnes", "Becker", "Bishop", "Carver", "Cohen", "Cooper", "Costa", "Dawson", "Demir", "Dixon", "Fisher", "Foster", "Glover", "Haines", "Harper", "Hussein", "Ivers", "Jansen", "Keller", "Kovacs", "Lambert", "Marsh", "Mason", "Miller", "Nagy", "Novak", "Osborne", "Palmer", "Porter", "Quinn", "Reeve", "Sawyer", "Silva", "Tanner", "Usher", "Walker", "Yilmaz"];

    private static readonly string[] Endings = ["gov.uk", "co.uk", "org", "com", "parliament.uk"];

    public static string Name(Random random) => Name(1 + Corpus.Rank(People, random));

    /// <summary>The name that signs most often but for so many others; the first has rank 1.</summary>
    public static string Name(int rank) => $"{FirstNames[(rank - 1) % FirstNames.Length]} {LastNames[(rank - 1) / FirstNames.Length]}";

    public static string Link(Random random) => string.Create(
        CultureInfo.InvariantCulture, $"https://www.{Site(1 + Corpus.Rank(Sites, random))}/{Corpus.Word(1 + random.Next(1_000))}/{random.Next(Pages)}");

    /// <summary>The host that is linked to most often but for so many others; the first has rank 1.</summary>
    public static string Site(int rank) => string.Create(CultureInfo.InvariantCulture, $"{Corpus.Word(1_000 + rank)}.{Endings[rank % Endings.Length]}");
}
