using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.Extensions.Options;

namespace Archive.Web.Hosting;

/// <summary>Fills what a page takes of a request: of a path and a query the first text of a name, where it is not blank, and when the request ends.</summary>
/// <remarks>
/// The framework looks for the values of any type in the same way, by their prefixes and then by their rules; most addresses have no query, and nearly all that pages take of an address
/// is text. Numbers that are there, and forms, are read by its way; what is given is the same.
/// </remarks>
internal sealed class AddressParameters(
    IModelMetadataProvider metadata, IModelBinderFactory binders, IObjectModelValidator validator, IOptions<MvcOptions> options, ILoggerFactory loggers)
    : ParameterBinder(metadata, binders, validator, options, loggers)
{
    public override ValueTask<ModelBindingResult> BindModelAsync(
        ActionContext actionContext, IModelBinder modelBinder, IValueProvider valueProvider, ParameterDescriptor parameter, ModelMetadata metadata, object? value, object? container)
    {
        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return ValueTask.FromResult(ModelBindingResult.Success(actionContext.HttpContext.RequestAborted));
        }

        var (request, name) = (actionContext.HttpContext.Request, parameter.BindingInfo?.BinderModelName ?? parameter.Name);
        object? part;
        if (parameter.BindingInfo?.BindingSource == BindingSource.Query)
        {
            part = request.Query.TryGetValue(name, out var texts) && texts.Count > 0 ? texts[0] ?? "" : null;
        }
        else if (parameter.BindingInfo?.BindingSource == BindingSource.Path)
        {
            part = request.RouteValues.GetValueOrDefault(name);
        }
        else
        {
            return base.BindModelAsync(actionContext, modelBinder, valueProvider, parameter, metadata, value, container);
        }

        return part is null ? default
            : part is string text && parameter.ParameterType == typeof(string) ? ValueTask.FromResult(ModelBindingResult.Success(string.IsNullOrWhiteSpace(text) ? null : text))
            : base.BindModelAsync(actionContext, modelBinder, valueProvider, parameter, metadata, value, container);
    }
}
