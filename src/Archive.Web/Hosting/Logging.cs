using System.Diagnostics;
using System.Globalization;
using Serilog;
using Serilog.Events;

namespace Archive.Web.Hosting;

/// <summary>What the site writes to its log: one line a request, and what went wrong.</summary>
/// <remarks>
/// The log goes to standard error, so that it never mixes with what a command prints. The level is
/// <c>Serilog:MinimumLevel:Default</c> of the configuration, <c>Serilog__MinimumLevel__Default</c> of the environment.
/// </remarks>
internal static class Logging
{
    public static void AddArchiveLog(this WebApplicationBuilder builder)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Information()
            // The framework tells each request several times over; the request log below says it once.
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            // The site has no sign-in and no secret to protect; how the framework would keep its keys is nobody's concern.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            // That the site could not start, the command says in one line of its own.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            .ReadFrom.Configuration(builder.Configuration)
            .WriteTo.Console(
                standardErrorFromLevel: LevelAlias.Minimum, formatProvider: CultureInfo.InvariantCulture)
            .CreateLogger();
        builder.Logging.ClearProviders().AddSerilog(logger, dispose: true);
        builder.Services.AddSingleton<IStartupFilter, RequestLog>();
    }

    // A startup filter stands before everything else in the pipeline, so it sees the status that is really sent.
    private sealed class RequestLog(ILogger<RequestLog> log) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(WriteLineAsync);
            next(app);
        };

        private async Task WriteLineAsync(HttpContext context, RequestDelegate next)
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                await next(context);
            }
            finally
            {
                WriteLine(context, Stopwatch.GetElapsedTime(start));
            }
        }

        // The query is left out: what a reader searches for is their own business. The path is percent-encoded, so that
        // a line break in an address cannot forge a line of the log.
        private void WriteLine(HttpContext context, TimeSpan took)
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
}
