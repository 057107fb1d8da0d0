using System.Globalization;
using Archive.Tests.Storage;
using Archive.Tests.Storage.Histories;

namespace Archive.ClusterTests;

/// <summary>Invented histories, each step at a machine chosen at random: all show the same as one archive in a folder with the same history.</summary>
public sealed class HistoriesTests(PostgresServer server)
{
    [Fact]
    public async Task Machines_show_what_one_archive_would()
    {
        Form.NeedsCluster();
        for (var seed = 0; seed < Form.Of(all: 200, few: 15); seed++)
        {
            await RunAsync(seed);
        }
    }

    private async Task RunAsync(int seed)
    {
        var steps = new List<string>();
        try
        {
            await RunAsync(new GeneratedCaptures(seed), steps);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"history of seed {seed}: {string.Join(", ", steps)}\n{failure.Message}"), failure);
        }
    }

    private async Task RunAsync(GeneratedCaptures generated, List<string> steps)
    {
        using var machines = new Machines();
        var (database, clock) = (server.NewDatabase(), new TestClock());
        using var alone = machines.Open("alone", null);
        using var one = machines.Open("one", database);
        using var two = machines.Open("two", database);
        using var three = machines.Open("three", database);
        ArchiveFolder[] all = [one, two, three];
        for (var step = 4 + generated.Next(5); step > 0; step--)
        {
            clock.Now += TimeSpan.FromDays(1);
            var at = generated.Next(all.Length);
            var (name, act) = Step(generated, alone);
            steps.Add(string.Create(CultureInfo.InvariantCulture, $"{name} at {at + 1}"));
            Assert.Equal(await TryAsync(act, alone, clock), await TryAsync(act, all[at], clock));
            // What one did another may learn now, later, or when it has something to do itself.
            if (generated.Next(2) == 0)
            {
                Follow(generated.One(all), clock);
            }
        }

        var export = await Machines.ExportAsync(alone);
        foreach (var machine in all)
        {
            Follow(machine, clock);
            Assert.Equal(alone.Seal(), machine.Seal());
            Assert.Equal(export, await Machines.ExportAsync(machine));
        }

        await Machines.AssertSoundAsync(generated.One(all));
    }

    private static void Follow(ArchiveFolder machine, TimeProvider clock)
    {
        var follower = new Follower(machine, clock, sentence => Assert.Fail(sentence));
        follower.Step(CancellationToken.None);
        Assert.Null(follower.Now.Trouble);
    }

    private static (string, Func<ArchiveFolder, TimeProvider, Task>) Step(GeneratedCaptures generated, ArchiveFolder alone)
    {
        using var copy = alone.Read();
        string[] slugs = [.. copy.Blogs.Select(blog => blog.Slug)];
        long[] imports = [.. copy.Imports.Select(import => import.Id)];
        var what = imports.Length == 0 ? 0 : generated.Next(12);
        if (what < 6 || slugs.Length == 0)
        {
            var files = Enumerable.Range(0, 1 + generated.Next(3)).Select(_ => generated.Dump()).Select(File).ToArray();
            var captured = new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(generated.Next(5_000));
            return ($"import of {files.Length}", (archive, clock) => Machines.ImportAsync(archive, files, clock, new ImportChoices { Captured = captured }));
        }

        var (import, from, to) = (generated.One<long>(imports), generated.One<string>(slugs), generated.One<string>("one", "two", "three"));
        return what switch
        {
            6 or 7 => ($"undo {import}", Keeping(keeper => keeper.Undo(import))),
            8 => ($"bring back {import}", Keeping(keeper => keeper.BringBack(import))),
            9 => ($"rename {from} {to}", Keeping(keeper => keeper.Rename(from, to))),
            10 => ($"merge {from} {to}", Keeping(keeper => keeper.Merge(from, to))),
            _ => ($"remove {from}", Keeping(keeper => keeper.Remove(from))),
        };

        DumpFile File(byte[] bytes, int at) => new($"dump {at}", () => bytes, new BlogDescription(generated.One<string>("one", "one", "two"), "A blog"));

        static Func<ArchiveFolder, TimeProvider, Task> Keeping(Action<Keeper> act) => (archive, clock) => Task.Run(() => act(new Keeper(archive, clock)));
    }

    // What a keeper asks for and cannot have is refused everywhere.
    private static async Task<string> TryAsync(Func<ArchiveFolder, TimeProvider, Task> act, ArchiveFolder archive, TimeProvider clock)
    {
        try
        {
            await act(archive, clock);
            return "";
        }
        catch (KeepingException refusal)
        {
            return refusal.Message;
        }
    }
}
