using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Archive.Tests.Web;

/// <summary>Notes each key of a query that is read and that the address does not declare.</summary>
internal sealed class QueryReads : IStartupFilter
{
    // The framework asks every page for it; pages have one method each.
    private const string ByTheFramework = "handler";

    private readonly ConcurrentDictionary<(string? Route, string Key), bool> undeclared = [];
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> declared = [];

    /// <summary>The routes, each with the key that it reads and does not declare.</summary>
    public IEnumerable<string> Undeclared => undeclared.Keys.Select(read => $"{read.Route} reads {read.Key}");

    /// <summary>The routes that were asked for, each with the keys that it declares.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Declared => declared;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, go) =>
        {
            context.Features.Set<IQueryFeature>(new NotedFeature(context, this));
            return go(context);
        });
        next(app);
    };

    private void Note(HttpContext context, string key)
    {
        // Before it is known which address it is, files read of their version.
        if (context.GetEndpoint() is RouteEndpoint address && key != ByTheFramework
            && !ReadsQueryAttribute.Of(context).Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
        {
            undeclared[(address.RoutePattern.RawText, key)] = true;
        }
    }

    private sealed class NotedFeature(HttpContext context, QueryReads reads) : IQueryFeature
    {
        private readonly QueryFeature feature = new(context.Features);

        public IQueryCollection Query
        {
            get
            {
                if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
                {
                    reads.declared[route] = ReadsQueryAttribute.Of(context).Keys;
                }

                return new NotedQuery(feature.Query, key => reads.Note(context, key));
            }

            set => feature.Query = value;
        }
    }

    // Who reads all of it finds no more than is declared; only who asks for a name can ask in vain.
    private sealed class NotedQuery(IQueryCollection query, Action<string> note) : IQueryCollection
    {
        public int Count => query.Count;

        public ICollection<string> Keys => query.Keys;

        public StringValues this[string key]
        {
            get
            {
                note(key);
                return query[key];
            }
        }

        public bool ContainsKey(string key)
        {
            note(key);
            return query.ContainsKey(key);
        }

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out StringValues value)
        {
            note(key);
            return query.TryGetValue(key, out value);
        }

        public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() => query.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => query.GetEnumerator();
    }
}
