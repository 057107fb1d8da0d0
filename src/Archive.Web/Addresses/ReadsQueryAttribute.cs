using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;

namespace Archive.Web.Addresses;

/// <summary>Declares the keys behind the question mark that a page or an endpoint reads.</summary>
/// <remarks>
/// It is given no others, and the cache keeps its answers apart by exactly these (<see cref="SiteCache"/>), so that nobody can choose an
/// answer for all others by what the cache does not know. A parameter that is taken <c>[FromQuery]</c> declares itself.
/// </remarks>
/// <param name="keys">Separated by blanks, as attributes take no lists that stand elsewhere.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReadsQueryAttribute(string keys) : Attribute
{
    private static readonly ReadsQueryAttribute Nothing = new("");

    /// <summary>In one order, so that one question is written in one way.</summary>
    public IReadOnlyList<string> Keys { get; } =
        [.. keys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What the address of a request declares; nothing where it leads nowhere.</summary>
    public static ReadsQueryAttribute Of(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ReadsQueryAttribute>() ?? Nothing;

    /// <summary>Takes all out of the query of a request that is not declared.</summary>
    public void Narrow(HttpRequest request)
    {
        var asked = request.Query;
        if (asked.Count == 0)
        {
            // "?&&" names no key at all, and is as many questions as it has signs.
            request.QueryString = QueryString.Empty;
            return;
        }

        var kept = new Dictionary<string, StringValues>(Keys.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var key in Keys)
        {
            if (asked.TryGetValue(key, out var values))
            {
                kept.Add(key, values);
            }
        }

        request.Query = new QueryCollection(kept);
    }

    /// <summary>Declares for each page what its method takes, and takes everything else of it from the path alone.</summary>
    /// <remarks>The framework would look into the query for what the path lacks: a year where a post is undated.</remarks>
    public sealed class OfPages : IPageApplicationModelConvention
    {
        public void Apply(PageApplicationModel model)
        {
            var parameters = model.HandlerMethods.SelectMany(method => method.Parameters).ToList();
            foreach (var parameter in parameters)
            {
                parameter.BindingInfo ??= new BindingInfo();
                parameter.BindingInfo.BindingSource ??= BindingSource.Path;
            }

            var taken = parameters
                .Where(parameter => parameter.BindingInfo!.BindingSource == BindingSource.Query)
                .Select(parameter => parameter.BindingInfo!.BinderModelName ?? parameter.ParameterName);
            var read = model.HandlerTypeAttributes.OfType<ReadsQueryAttribute>().SelectMany(declared => declared.Keys);
            model.EndpointMetadata.Add(new ReadsQueryAttribute(string.Join(' ', taken.Concat(read))));
        }
    }
}
