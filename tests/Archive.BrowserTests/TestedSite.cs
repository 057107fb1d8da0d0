using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archive.BrowserTests;

/// <summary>What every site of these tests has: no log, and patience, because a full machine is no fault of a page.</summary>
internal static class TestedSite
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static void Prepare(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Services.PostConfigure<RequestTimeoutOptions>(timeouts =>
            timeouts.DefaultPolicy = timeouts.Policies[SearchLimits.Searches] = new RequestTimeoutPolicy { Timeout = Patience });
    }
}
