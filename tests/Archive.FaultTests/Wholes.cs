[assembly: AssemblyFixture(typeof(Archive.FaultTests.Wholes))]

namespace Archive.FaultTests;

/// <summary>Each scenario is done once without a fault, for all tests.</summary>
public sealed class Wholes : IDisposable
{
    private static readonly Dictionary<string, Whole> Made = [];

    internal static Whole Of(string scenario)
    {
        if (!Made.TryGetValue(scenario, out var whole))
        {
            Made.Add(scenario, whole = new Whole(Scenario.Named(scenario)));
        }

        return whole;
    }

    public void Dispose()
    {
        foreach (var whole in Made.Values)
        {
            whole.Dispose();
        }
    }
}
