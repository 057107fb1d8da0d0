namespace Archive.Tests;

public class OneOrManyTests
{
    [Theory]
    [InlineData(0, "0 posts")]
    [InlineData(1, "1 post")]
    [InlineData(2, "2 posts")]
    [InlineData(1_001, "1,001 posts")]
    public void One_has_a_word_of_its_own(long count, string words) => Assert.Equal(words, OneOrMany.Count(count, "post", "posts"));
}
