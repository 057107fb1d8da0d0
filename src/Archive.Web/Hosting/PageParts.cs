using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Archive.Web.Hosting;

/// <summary>Tells the framework which methods of a page answer, and what they take.</summary>
/// <remarks>
/// By its own way it asks at each start whether a request may fill any property of any page, its own properties included, and describes the type of each:
/// a third of all that a start took. Here requests fill parameters alone, and these are described when their page is first asked for.
/// </remarks>
internal sealed class PageParts : IPageApplicationModelPartsProvider
{
    public bool IsHandler(MethodInfo method) => MethodOf(method.Name) is not null && method is { IsPublic: true, IsStatic: false };

    public PageHandlerModel? CreateHandlerModel(MethodInfo method)
    {
        if (!IsHandler(method) || MethodOf(method.Name) is not { } asked)
        {
            return null;
        }

        var model = new PageHandlerModel(method, method.GetCustomAttributes(inherit: true)) { Name = method.Name, HttpMethod = asked };
        foreach (var parameter in method.GetParameters())
        {
            var taken = CreateParameterModel(parameter);
            taken.Handler = model;
            model.Parameters.Add(taken);
        }

        return model;
    }

    public PageParameterModel CreateParameterModel(ParameterInfo parameter)
    {
        var attributes = parameter.GetCustomAttributes(inherit: true);
        return new PageParameterModel(parameter, attributes)
        {
            ParameterName = parameter.Name!,
            // Of the request itself, and nothing that is typed.
            BindingInfo = parameter.ParameterType == typeof(CancellationToken) ? new BindingInfo { BindingSource = BindingSource.Special } : BindingInfo.GetBindingInfo(attributes),
        };
    }

    public PagePropertyModel CreatePropertyModel(PropertyInfo property) => null!;

    private static string? MethodOf(string name) => name switch
    {
        "OnGet" or "OnGetAsync" => "Get",
        "OnPost" or "OnPostAsync" => "Post",
        _ => null,
    };
}
