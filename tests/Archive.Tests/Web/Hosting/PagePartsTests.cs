using System.Reflection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Archive.Tests.Web.Hosting;

/// <summary>Pages keep to what <see cref="PageParts"/> looks for.</summary>
public class PagePartsTests
{
    private static readonly PageParts Parts = new();

    private static readonly IReadOnlyList<Type> Models = [.. typeof(PageParts).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(PageModel)))];

    [Fact]
    public void Every_method_that_looks_as_if_it_answered_does()
    {
        var answering = Models.SelectMany(model => model.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.Name.StartsWith("On", StringComparison.Ordinal)).ToList();

        Assert.True(answering.Count > 40);
        Assert.All(answering, method => Assert.True(Parts.IsHandler(method), $"{method.DeclaringType!.Name}.{method.Name} answers nothing"));
    }

    [Fact]
    public void No_property_of_a_page_asks_to_be_filled_by_a_request()
    {
        var attributes = Models.SelectMany(model => model.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Concat<MemberInfo>(Models).SelectMany(member => member.GetCustomAttributes(inherit: true));

        Assert.DoesNotContain(attributes, attribute => attribute is IBindingSourceMetadata or IRequestPredicateProvider);
    }

    [Fact]
    public void A_parameter_is_taken_as_it_says_and_what_ends_a_request_from_the_request()
    {
        var method = typeof(WantedModel).GetMethod(nameof(WantedModel.OnGetAsync))!;

        var model = Parts.CreateHandlerModel(method)!;

        Assert.Equal(("Get", null), (model.HttpMethod, model.HandlerName));
        Assert.Equal(
            [("blog", null), ("number", BindingSource.Query), ("cancel", BindingSource.Special)],
            model.Parameters.Select(parameter => (parameter.ParameterName, parameter.BindingInfo?.BindingSource)));
        Assert.Equal("page", model.Parameters[1].BindingInfo!.BinderModelName);
    }
}
