using Archive.Tests.Storage.Desk;

namespace Archive.Tests.Storage.Staging;

public sealed class StagesTests : StagesSuite
{
    private readonly DeskFolder desk;

    public StagesTests()
        : this(new DeskFolder())
    {
    }

    private StagesTests(DeskFolder desk)
        : base(desk) => this.desk = desk;

    private string Bytes => desk.StageFolder;

    [Fact]
    public async Task Files_lie_where_only_their_owner_may_look()
    {
        var stages = new Stages(desk.File, Bytes, new StageLimits(), desk.Clock);
        await stages.AddAsync(stages.Begin(null), "a.txt", new MemoryStream([1]), CancellationToken.None);

        Assert.Equal([Path.Combine(Bytes, "1", "1")], Directory.GetFiles(Bytes, "*", SearchOption.AllDirectories));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Bytes));
        }
    }

    [Fact]
    public void What_a_killed_server_left_of_no_stage_goes()
    {
        Directory.CreateDirectory(Path.Combine(Bytes, "99"));
        File.WriteAllText(Path.Combine(Bytes, "99", "1"), "of no stage");

        new Stages(desk.File, Bytes, new StageLimits(), desk.Clock).DropForgotten();

        Assert.Empty(Directory.GetDirectories(Bytes));
    }
}
