using System.Text;

namespace Archive.Tests.Storage.Desk;

public sealed class OneUseCodesTests : OneUseCodesSuite
{
    private readonly DeskFolder desk;

    public OneUseCodesTests()
        : this(new DeskFolder())
    {
    }

    private OneUseCodesTests(DeskFolder desk)
        : base(desk) => this.desk = desk;

    [Fact]
    public void No_code_stands_in_a_file()
    {
        var code = new OneUseCodes(desk.File, desk.Clock).Issue(null);

        Assert.All(Directory.GetFiles(desk.Folder), file => Assert.All(
            new[] { code, OneUseCodes.Cleaned(code) },
            text => Assert.Equal(-1, System.IO.File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)))));
    }
}
