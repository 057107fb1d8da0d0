using System.Diagnostics;
using System.Globalization;
using Serilog;
using Serilog.Events;

namespace Archive.Web;

/// <summary>What the site writes to its log: one line a request, and what went wrong.</summary>
/// <remarks>
/// The log goes to standard error, so that it never mixes with what a command prints. The level is
/// <c>Serilog:MinimumLevel:Default</c> of the configuration, <c>Serilog__MinimumLevel__Default</c> of the environment.
/// </remarks>
public static class Logging
{
    public static WebApplicationBuilder AddArchiveLog(this WebApplicationBuilder builder)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Information()
            // The framework tells each request several times over; the request log below says it once.
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .ReadFrom.Configuration(builder.Configuration)
            .WriteTo.Console(
                standardErrorFromLevel: LevelAlias.Minimum, formatProvider: CultureInfo.InvariantCulture)
            .CreateLogger();
        builder.Logging.ClearProviders().AddSerilog(logger, dispose: true);
        return builder;
    }

    /// <summary>One line for each request. Stands first in the pipeline, so that it sees the status that is really sent.</summary>
    public static WebApplication UseRequestLog(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Archive.Web.Requests");
        app.Use(async (context, next) =>
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                await next(context);
            }
            finally
            {
                Write(log, context, Stopwatch.GetElapsedTime(start));
            }
        });
        return app;
    }

    // The query is left out: what a reader searches for is their own business. The path is percent-encoded, so that a
    // line break in an address cannot forge a line of the log.
    private static void Write(Microsoft.Extensions.Logging.ILogger log, HttpContext context, TimeSpan took)
    {
        var status = context.Response.StatusCode;
        log.Log(
            status >= StatusCodes.Status500InternalServerError ? LogLevel.Error : LogLevel.Information,
            "{Method} {Path} {Status} in {Milliseconds:0.0} ms",
            context.Request.Method,
            context.Request.Path.ToUriComponent(),
            status,
            took.TotalMilliseconds);
    }
}
