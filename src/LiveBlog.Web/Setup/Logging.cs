using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using LiveBlog.Core.Data;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Json;

namespace LiveBlog.Web.Setup;

/// <summary>
/// Serilog, structured: a line for people, or with <c>Logging:Format=json</c> an object for machines. Levels are in the
/// section <c>Serilog</c>. (Serilog.AspNetCore is not used: docs/decisions/0004-serilog.md.)
/// </summary>
public static class Logging
{
    private const string HostingSource = "Microsoft.Extensions.Hosting.Internal.Host";

    private const string EntityFrameworkSource = "Microsoft.EntityFrameworkCore.";

    private const string HubSource = "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher";

    private const string Line = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <summary>Sends everything that is logged through Serilog to the console.</summary>
    /// <exception cref="StartupException">The format is unknown.</exception>
    public static void AddLiveBlogLogging(this WebApplicationBuilder builder)
    {
        var settings = new LoggerConfiguration().ReadFrom.Configuration(builder.Configuration).Enrich.FromLogContext()
            // Said in one sentence at the end; the host's stack of it helps nobody.
            .Filter.ByExcluding(line => line.Exception is { } failure && StartupException.Explain(failure) is not null
                && SourceOf(line) == HostingSource)
            // Entity Framework says each time where in the code it noticed that the database is away, which fills disks. Whoever asked
            // says so in a line.
            .Filter.ByExcluding(line => SourceOf(line).StartsWith(EntityFrameworkSource, StringComparison.Ordinal) && IsTransient(line.Exception))
            // So does SignalR for each reader who comes meanwhile, and asks another way.
            .Filter.ByExcluding(line => SourceOf(line) == HubSource && DatabaseAway.Says(line.Exception));
        var format = builder.Configuration["Logging:Format"] ?? "text";
        settings = format switch
        {
            "text" => settings.WriteTo.Console(outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture),
            "json" => settings.WriteTo.Console(new JsonFormatter(renderMessage: true)),
            _ => throw new StartupException($"Logging:Format is \"{format}\": set it to text or json."),
        };
        builder.Logging.ClearProviders().AddSerilog(settings.CreateLogger(), dispose: true);
        // It says nothing that the request log does not, but would make an activity and a scope for each answer from memory.
        builder.Logging.AddFilter<SerilogLoggerProvider>("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
    }

    /// <summary>One line a request, with status and time; what only machines ask for all the time is logged as debug.</summary>
    public static void UseRequestLog(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("LiveBlog.Web.Request");
        app.Use(async (context, next) =>
        {
            var started = Stopwatch.GetTimestamp();
            // Every line of a request bears it, where lines are objects.
            using var scope = log.BeginScope(new KeyValuePair<string, object>[] { new("RequestId", context.TraceIdentifier) });
            try
            {
                await next(context);
            }
            finally
            {
                var status = context.Response.StatusCode;
                var path = WithoutSecret(context.Request.Path).ToUriComponent();
                var level = status >= 500 ? LogLevel.Error : IsQuiet(context.Request.Path) ? LogLevel.Debug : LogLevel.Information;
                // Encoded, so that no address can forge a line. The query is left out: it may hold what somebody searched for.
                log.Log(level, "{Method} {Path} {Status} in {Elapsed:0.0} ms",
                    context.Request.Method, path, status, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        });
    }

    private static string SourceOf(LogEvent line) =>
        line.Properties.TryGetValue("SourceContext", out var source) && source is ScalarValue { Value: string name } ? name : "";

    private static bool IsTransient(Exception? failure) =>
        failure is DbException { IsTransient: true } || failure?.InnerException is { } inner && IsTransient(inner);

    // The rest of these addresses lets in whoever knows it.
    private static PathString WithoutSecret(PathString path) =>
        path.StartsWithSegments("/file", out var known, out var rest) && rest.HasValue
            || path.StartsWithSegments("/account/join", out known, out rest) && rest.HasValue
            ? known + "/…" : path;

    private static bool IsQuiet(PathString path) =>
        path.StartsWithSegments("/dist") || path.StartsWithSegments("/health") || path.StartsWithSegments("/demo");
}
