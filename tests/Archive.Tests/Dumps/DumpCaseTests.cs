namespace Archive.Tests.Dumps;

/// <summary>Every folder of Cases/dumps holds an input and what must be read from it; UPDATE_GOLDEN=1 writes the latter anew.</summary>
public class DumpCaseTests
{
    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Repository.Root, "tests", "Archive.Tests", "Cases", "dumps");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reads_as_expected(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, name, "input.txt"));
        var expected = Path.Combine(Folder, name, "expected.txt");
        var actual = Read(bytes);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(expected, actual);
        }

        Assert.Equal(File.ReadAllText(expected), actual);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Accounts_for_every_line(string name)
    {
        if (name.StartsWith("refused", StringComparison.Ordinal))
        {
            return;
        }

        DumpChecks.EveryLineIsAccountedFor(File.ReadAllBytes(Path.Combine(Folder, name, "input.txt")));
    }

    private static string Read(byte[] bytes)
    {
        try
        {
            return DumpText.Of(DumpFormats.Read(bytes));
        }
        catch (NotADumpException refusal)
        {
            return $"REFUSED {refusal.Message}\n";
        }
    }
}
