using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archive.Tests.Web.Hosting;

/// <summary>What pages take of an address is what the framework would give them.</summary>
public class AddressParametersTests
{
    private static readonly ServiceProvider Services = Framework();

    private static readonly List<(ParameterInfo Parameter, BindingInfo Binding)> Parameters = ParametersOfPages();

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "?comment")]
    [InlineData("GET", "?comment=")]
    [InlineData("GET", "?comment=%20%09&mark=%20a%20b%20")]
    [InlineData("GET", "?comment=1&comment=2&order=flat")]
    [InlineData("GET", "?COMMENT=c1&To=8.5&fold=all&hit=x")]
    [InlineData("GET", "?comment.more=1&comment[0]=2")]
    [InlineData("GET", "?page=2")]
    [InlineData("GET", "?page=2&page=x")]
    [InlineData("GET", "?page=")]
    [InlineData("GET", "?page=x")]
    [InlineData("GET", "?slug=other&blog=other&month=3")]
    [InlineData("HEAD", "?comment=1&slug=other")]
    [InlineData("POST", "?comment=1&slug=other")]
    public async Task A_parameter_is_as_the_framework_gives_it(string method, string query)
    {
        Assert.True(Parameters.Count > 100);
        foreach (var (parameter, binding) in Parameters)
        {
            var (theirs, ours) = (await GiveAsync<ParameterBinder>(parameter, binding, method, query), await GiveAsync<AddressParameters>(parameter, binding, method, query));

            Assert.Equal((parameter.Name, theirs.IsModelSet, theirs.Model), (parameter.Name, ours.IsModelSet, ours.Model));
        }
    }

    // Of all pages, as they are described to the framework.
    private static List<(ParameterInfo Parameter, BindingInfo Binding)> ParametersOfPages()
    {
        var parts = new PageParts();
        var handlers = typeof(PageParts).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(PageModel)))
            .SelectMany(model => model.GetMethods().Where(parts.IsHandler).Select(method => (Model: model, Handler: parts.CreateHandlerModel(method)!)));
        var found = new List<(ParameterInfo, BindingInfo)>();
        foreach (var (model, handler) in handlers)
        {
            var page = new PageApplicationModel(new PageActionDescriptor(), model.GetTypeInfo(), []);
            page.HandlerMethods.Add(handler);
            new ReadsQueryAttribute.OfPages().Apply(page);
            // Forms are the framework's.
            found.AddRange(handler.Parameters.Where(one => one.BindingInfo!.BindingSource != BindingSource.Form).Select(one => (one.ParameterInfo, one.BindingInfo!)));
        }

        return found;
    }

    private static async Task<ModelBindingResult> GiveAsync<T>(ParameterInfo parameter, BindingInfo binding, string method, string query)
        where T : ParameterBinder
    {
        var http = new DefaultHttpContext { RequestServices = Services };
        (http.Request.Method, http.Request.QueryString) = (method, new QueryString(query));
        http.Request.RouteValues = new RouteValueDictionary { ["blog"] = "blog", ["year"] = "2014", ["month"] = "03", ["day"] = "x", ["slug"] = "a post", ["key"] = " ", ["id"] = "12", ["page"] = "/Threads/Post" };
        var action = new ActionContext(http, new RouteData(http.Request.RouteValues), new ActionDescriptor());
        var metadata = ((ModelMetadataProvider)Services.GetRequiredService<IModelMetadataProvider>()).GetMetadataForParameter(parameter);
        var binder = Services.GetRequiredService<IModelBinderFactory>()
            .CreateBinder(new ModelBinderFactoryContext { BindingInfo = binding, Metadata = metadata, CacheToken = parameter });
        var options = Services.GetRequiredService<IOptions<MvcOptions>>();
        var values = await CompositeValueProvider.CreateAsync(action, options.Value.ValueProviderFactories);
        var descriptor = new ParameterDescriptor { Name = parameter.Name!, ParameterType = parameter.ParameterType, BindingInfo = binding };
        return await ActivatorUtilities.CreateInstance<T>(Services).BindModelAsync(action, binder, values, descriptor, metadata, value: null, container: null);
    }

    private static ServiceProvider Framework()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddReadingPages();
        return services.BuildServiceProvider();
    }
}
