using System.Text;

namespace Archive.Tests.Storage.Desk;

public sealed class SessionsTests : SessionsSuite
{
    private readonly DeskFolder desk;

    public SessionsTests()
        : this(new DeskFolder())
    {
    }

    private SessionsTests(DeskFolder desk)
        : base(desk) => this.desk = desk;

    [Fact]
    public void The_secret_stands_in_no_file()
    {
        var secret = Encoding.ASCII.GetBytes(desk.Sessions.Begin(desk.Keepers.Find("Ada")!.Id));

        Assert.All(Directory.GetFiles(desk.Folder), file => Assert.Equal(-1, System.IO.File.ReadAllBytes(file).AsSpan().IndexOf(secret)));
    }
}
