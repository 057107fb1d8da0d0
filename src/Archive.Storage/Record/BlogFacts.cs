namespace Archive.Storage.Record;

/// <summary>What is known of a blog.</summary>
/// <param name="About">Markdown by the archive's keeper.</param>
/// <param name="IsGuessed">Nobody has said whose dumps these are.</param>
internal sealed record BlogFacts(string Title, string? Address, string? Language, string? TimeZone, string? Author, string? About, bool IsGuessed)
{
    /// <summary>What is known of a blog that nobody described.</summary>
    public static BlogFacts Unknown(string slug) => new(slug, null, null, null, null, null, IsGuessed: true);

    /// <summary>What is known once it is described so; what is null, or a title that only repeats the slug, leaves what is known as it is.</summary>
    public BlogFacts With(BlogDescribed told) => With(new BlogFacts(
        told.Title == told.Slug ? Title : told.Title, told.Address, told.Language, told.TimeZone, told.Author, told.About, told.Guessed));

    /// <summary>What is known once this is known too; what is null leaves what is known as it is.</summary>
    public BlogFacts With(BlogFacts told) => told with
    {
        Address = told.Address ?? Address,
        Language = told.Language ?? Language,
        TimeZone = told.TimeZone ?? TimeZone,
        Author = told.Author ?? Author,
        About = told.About ?? About,
        IsGuessed = IsGuessed && told.IsGuessed,
    };
}
