using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.WebEncoders;

namespace Archive.Web.Hosting;

/// <summary>Adds the pages, with the addresses that they have beyond their own.</summary>
internal static class ReadingPages
{
    public static void AddReadingPages(this IServiceCollection services)
    {
        services.AddRazorPages(options =>
        {
            options.Conventions.Add(new ReadsQueryAttribute.OfPages());
            options.Conventions.AddPageRoute("/Blogs/Month", "/{blog}/undated");
            options.Conventions.AddPageRoute("/Threads/Post", "/{blog}/undated/{slug}");
            options.Conventions.AddPageRoute("/Threads/Comment", "/{blog}/undated/{slug}/{key}");
            options.Conventions.AddPageRoute("/Citing/Cite", "/{blog}/{year:int:length(4)}/{month:int:length(2)}/{slug}/{key}/cite");
            options.Conventions.AddPageRoute("/Citing/Cite", "/{blog}/undated/{slug}/cite");
            options.Conventions.AddPageRoute("/Citing/Cite", "/{blog}/undated/{slug}/{key}/cite");
        });

        // Reads all of a query in names of its own (page[0]), of which no page knows.
        services.Configure<MvcOptions>(options => options.ValueProviderFactories.RemoveType<JQueryQueryStringValueProviderFactory>());
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = new NoKeys());

        // Letters of every script as themselves: shorter pages, and a source that people can read.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
    }

    // Pages are only read: any other method would reach a page without its data.
    public static void MapReadingPages(this WebApplication app) => app.MapRazorPages()
        .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));

    /// <summary>Pages protect nothing, so that the keys which the framework makes at its start are not left on disk.</summary>
    private sealed class NoKeys : IXmlRepository
    {
        private readonly ConcurrentQueue<XElement> kept = [];

        public IReadOnlyCollection<XElement> GetAllElements() => kept;

        public void StoreElement(XElement element, string friendlyName) => kept.Enqueue(element);
    }
}
