using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.Extensions.Options;

namespace Archive.Web.Hosting;

/// <summary>Fills what a page takes of an address: a text as it stands there, and nothing where the query does not have it.</summary>
/// <remarks>
/// The framework looks for the values of any type in the same way, by their prefixes and then by their rules; most addresses have no query, and nearly all that pages take of one is text.
/// Numbers that are there, and forms, are read by its way.
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

        var request = actionContext.HttpContext.Request;
        var (name, isText) = (parameter.BindingInfo?.BinderModelName ?? parameter.Name, parameter.ParameterType == typeof(string));
        if (parameter.BindingInfo?.BindingSource == BindingSource.Query)
        {
            if (!request.Query.TryGetValue(name, out var texts))
            {
                return default;
            }

            if (isText)
            {
                return Given(texts[0]);
            }
        }
        else if (parameter.BindingInfo?.BindingSource is null && isText && HttpMethods.IsGet(request.Method) && request.RouteValues.TryGetValue(name, out var part) && part is string text)
        {
            return Given(text);
        }

        return base.BindModelAsync(actionContext, modelBinder, valueProvider, parameter, metadata, value, container);
    }

    private static ValueTask<ModelBindingResult> Given(string? text) => ValueTask.FromResult(ModelBindingResult.Success(string.IsNullOrWhiteSpace(text) ? null : text));
}
