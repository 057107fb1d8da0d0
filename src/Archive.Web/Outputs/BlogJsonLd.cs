namespace Archive.Web.Outputs;

/// <summary>A blog in the words of schema.org.</summary>
internal static class BlogJsonLd
{
    public static JsonLd Of(SiteAddress site, BlogHeading blog) => new(json =>
    {
        json.WriteString("@type", "Blog");
        json.WriteString("@id", site.Of(PostAddress.Blog(blog.Slug)));
        json.WriteString("url", site.Of(PostAddress.Blog(blog.Slug)));
        json.WriteString("name", blog.Title);
        if (blog.Language is not null)
        {
            json.WriteString("inLanguage", blog.Language);
        }

        if (blog.Author is not null)
        {
            json.WriteStartObject("author");
            json.WriteString("@type", "Person");
            json.WriteString("name", blog.Author);
            json.WriteEndObject();
        }
    });
}
