namespace Archive.Tests.Content;

public sealed class SignOffTests
{
    [Theory]
    [InlineData("Some text.\nJim", "Jim")]
    [InlineData("Some text.\n\nJim Brown\n\n", "Jim Brown")]
    [InlineData("Some text.\r\n- Joanna Hughes.", "Joanna Hughes")]
    [InlineData("Some text.\n— J. R. Hartley", "J. R. Hartley")]
    [InlineData("Some text.\nMary O’Brien-Smith", "Mary O’Brien-Smith")]
    [InlineData("Some text.\nLudwig van der Rohe", "Ludwig van der Rohe")]
    [InlineData("Some text.\nThe Ghost of Tom", "The Ghost of Tom")]
    [InlineData("Some text.\nÉmile Zola,", "Émile Zola")]
    [InlineData("Some text.\nAndrew Hatton", "Andrew Hatton")]
    [InlineData("It stood there from May to the middle of\nAugust.", null)]
    [InlineData("the drains below Chapel\r\nStreet.", null)]
    [InlineData("It stood there until the middle of the month\n\nAugust.", "August")]
    [InlineData("It stood there until then, cheers\nAugust.", "August")]
    [InlineData("Jim", null)]
    [InlineData("\n\nJim", null)]
    [InlineData("", null)]
    [InlineData("Some text.\nThanks", null)]
    [InlineData("Some text.\nKind Regards", null)]
    [InlineData("Some text.\nAnon", null)]
    [InlineData("Some text.\nanonymous", null)]
    [InlineData("Some text.\njim", null)]
    [InlineData("Some text.\nJim wrote this", null)]
    [InlineData("Some text.\nThis Is A Whole Sentence Here", null)]
    [InlineData("Some text.\nJim 2", null)]
    [InlineData("Some text.\nwww.example.org", null)]
    [InlineData("Some text.\nhttp://Example.org", null)]
    [InlineData("Some text.\nReally?", null)]
    [InlineData("Some text.\nA.", null)]
    [InlineData("Some text.\n---", null)]
    [InlineData("Some text.\nWolfeschlegelsteinhausenbergerdorff Hubert Blaine", null)]
    [InlineData("Some text.\nThe", null)]
    public void A_name_alone_on_the_last_line_is_a_sign_off(string text, string? name) => Assert.Equal(name, SignOff.Of(text));

    [Theory]
    [InlineData("Jim Brown", "Jim", true)]
    [InlineData("Jim Brown", "Jim Brown", true)]
    [InlineData("Jim Brown", "jim brown", true)]
    [InlineData("Jim Brown", "Brown", false)]
    [InlineData("Jim Brown", "Ji", false)]
    [InlineData("Jimmy Brown", "Jim", false)]
    [InlineData("Jim", "Jim Brown", false)]
    public void Somebody_signs_with_the_whole_name_or_its_first_word(string fullName, string typed, bool isCalled) =>
        Assert.Equal(isCalled, SignOff.IsCalled(fullName, typed));
}
