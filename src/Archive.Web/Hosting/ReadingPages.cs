using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.WebEncoders;

namespace Archive.Web.Hosting;

/// <summary>Adds the pages, with the addresses that they have beyond their own.</summary>
internal static class ReadingPages
{
    public static void AddReadingPages(this IServiceCollection services)
    {
        // Before those of the framework, which are taken only where there are none.
        services.AddSingleton<IPageApplicationModelPartsProvider, PageParts>();
        services.AddSingleton<ParameterBinder, AddressParameters>();
        services.AddRazorPages(options =>
        {
            options.Conventions.Add(new ReadsQueryAttribute.OfPages());
            options.Conventions.AddPageRoute("/Blogs/Month", "/{blog}/undated");
            options.Conventions.AddPageRoute("/Blogs/OnThisDay", "/{blog}/on");
            options.Conventions.AddPageRoute("/Labels/Index", "/{blog}/labels");
            options.Conventions.AddPageRoute("/People/Index", "/{blog}/people");
            options.Conventions.AddPageRoute("/People/Person", PersonAddress.EarlierRoute);
            options.Conventions.AddPageRoute("/Threads/Post", "/{blog}/undated/{slug}");
            options.Conventions.AddPageRoute("/Threads/Comment", "/{blog}/undated/{slug}/{key}");
            options.Conventions.AddPageRoute("/Citing/Cite", "/{blog}/{year:int:length(4)}/{month:int:length(2)}/{slug}/{key}/cite");
            options.Conventions.AddPageRoute("/Captures/Capture", "/{blog}/undated/{slug}/captures/{capture}");
            options.Conventions.AddPageRoute("/Captures/Comparison", "/{blog}/undated/{slug}/captures/{earlier}/{later}");
            options.Conventions.AddPageRoute("/Citing/Cite", "/{blog}/undated/{slug}/cite");
            options.Conventions.AddPageRoute("/Citing/Cite", "/{blog}/undated/{slug}/{key}/cite");
            options.Conventions.AddPageRoute("/Keeper/Account/Code", CodeModel.Address);
        }).ConfigureApplicationPartManager(parts =>
        {
            // There are no controllers: they would be looked for among all types of the program.
            foreach (var finder in parts.FeatureProviders.OfType<ControllerFeatureProvider>().ToList())
            {
                parts.FeatureProviders.Remove(finder);
            }
        });

        services.AddSingleton<PageResultExecutor, WholePages>();

        // Reads all of a query in names of its own (page[0]), of which no page knows.
        services.Configure<MvcOptions>(options => options.ValueProviderFactories.RemoveType<JQueryQueryStringValueProviderFactory>());

        // Letters of every script as themselves: shorter pages, and a source that people can read.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
    }

    /// <summary>Answers that nothing is found where a part of an address is blank: the framework takes that for none, and would ask a page without its name.</summary>
    public static void UseWholeNames(this WebApplication app) => app.Use(next => context =>
    {
        if (context.Request.RouteValues.Values.Any(part => part is string { Length: > 0 } name && string.IsNullOrWhiteSpace(name)))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(context);
    });

    public static void MapReadingPages(this WebApplication app) => ((IEndpointRouteBuilder)app).DataSources.Add(new PagesWhenAsked(app.Services));

    // Pages are only read, but for those of keepers and the check of a list of references, which is longer than an address: any other method would reach a page without its data. What is shown in place of a page is
    // asked for by the method of that page.
    private static void MapPages(IEndpointRouteBuilder routes) => routes.MapRazorPages().Add(endpoint =>
    {
        var takesForms = endpoint.Metadata.OfType<PageActionDescriptor>().Any(page => AccessList.IsOfKeeper(page.ViewEnginePath) || page.ViewEnginePath is "/Citing/Check" or "/NotFound" or "/Error");
        endpoint.Metadata.Add(new HttpMethodMetadata(takesForms ? [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post] : [HttpMethods.Get, HttpMethods.Head]));
    });

    /// <summary>The pages, described when an address is first looked for among them: a page that is finished needs none of it.</summary>
    private sealed class PagesWhenAsked(IServiceProvider services) : EndpointDataSource, IEndpointRouteBuilder
    {
        private readonly Lock gate = new();
        private IReadOnlyList<Endpoint>? endpoints;

        public IServiceProvider ServiceProvider => services;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public override IReadOnlyList<Endpoint> Endpoints
        {
            get
            {
                lock (gate)
                {
                    if (endpoints is null)
                    {
                        MapPages(this);
                        endpoints = [.. DataSources.SelectMany(source => source.Endpoints)];
                    }

                    return endpoints;
                }
            }
        }

        // Pages are those of this build.
        public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
    }
}
