namespace Archive.Storage.Checking;

/// <summary>What a check found, counted in full and listed up to a limit.</summary>
internal sealed class DifferenceList
{
    /// <summary>More than a person reads; a damaged archive may differ in a million places.</summary>
    private const int MaxListed = 200;

    private readonly List<string> listed = [];

    public IReadOnlyList<string> Listed => listed;

    public int Count { get; private set; }

    public void Add(string difference)
    {
        Count++;
        if (listed.Count < MaxListed)
        {
            listed.Add(difference);
        }
    }

    public void AddWhere(bool differs, string where, string what)
    {
        if (differs)
        {
            Add($"{where}: {what}");
        }
    }
}
