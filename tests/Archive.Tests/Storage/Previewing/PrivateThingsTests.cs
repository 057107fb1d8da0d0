using System.Diagnostics;

namespace Archive.Tests.Storage.Previewing;

public class PrivateThingsTests
{
    public static TheoryData<string> Cases => [.. File.ReadLines(Path.Combine(Repository.Root, "tests/Archive.Tests/Cases/private/things.txt")).Where(line => line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Finds_what_a_case_says_and_nothing_else(string line)
    {
        var text = line[..line.IndexOf('→', StringComparison.Ordinal)].TrimEnd();

        Assert.Equal(line, $"{text} → {string.Join(' ', PrivateThings.In(text).Select(thing => $"[{text.Substring(thing.At, thing.Length)}]"))}".TrimEnd());
    }

    [Theory]
    [Trait(Trials.Runs, Trials.Long)]
    [InlineData("@")]
    [InlineData("a@")]
    [InlineData("a.")]
    [InlineData("0")]
    [InlineData("0 ")]
    [InlineData("+(")]
    [InlineData("M1 ")]
    [InlineData("a@a.aa")]
    [InlineData("SW1A 1A")]
    public void A_text_costs_its_length_whatever_stands_in_it(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 2_000_000 / part.Length));
        var time = Stopwatch.StartNew();
        _ = PrivateThings.In(text).Count();

        Assert.True(time.Elapsed < TimeSpan.FromSeconds(10), $"{time.Elapsed}");
    }
}
