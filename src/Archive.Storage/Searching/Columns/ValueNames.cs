namespace Archive.Storage.Searching.Columns;

/// <summary>Numbers texts in the order in which they come.</summary>
internal sealed class ValueNames
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<string> texts = [];

    public int Count => texts.Count;

    public string this[int place] => texts[place];

    public int PlaceOf(string text)
    {
        if (!places.TryGetValue(text, out var place))
        {
            place = texts.Count;
            places.Add(text, place);
            texts.Add(text);
        }

        return place;
    }
}
