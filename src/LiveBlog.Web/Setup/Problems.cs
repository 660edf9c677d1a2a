using LiveBlog.Core;
using LiveBlog.Core.Data;
using LiveBlog.Web.Endpoints;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace LiveBlog.Web.Setup;

/// <summary>Says what went wrong: problem details (RFC 9457) to tools, a page to people.</summary>
public static class Problems
{
    /// <summary>After how many seconds it is worth trying again while the database is away.</summary>
    public const string RetryAfter = "2";

    /// <summary>Adds it.</summary>
    public static void AddProblems(this WebApplicationBuilder builder) => builder.Services.AddProblemDetails();

    /// <summary>Answers failures under <c>/api</c> and of what only scripts ask for as problem details, all others as pages.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseWhen(context => IsForTools(context.Request.Path), tools =>
        {
            tools.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandler = context => AnswerAsync(context),
                // Refusals are answers, not failures; the request log has their status.
                SuppressDiagnosticsCallback = context => context.Exception is Refused or BadHttpRequestException || DatabaseAway.Says(context.Exception),
            });
            tools.UseStatusCodePages();
        });
        app.UseWhen(context => !IsForTools(context.Request.Path), people =>
        {
            people.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error/500",
                SuppressDiagnosticsCallback = context => DatabaseAway.Says(context.Exception),
            });
            people.UseStatusCodePagesWithReExecute("/error/{0}");
        });
    }

    /// <summary>The problem that a refusal is.</summary>
    public static ProblemDetails Of(Refused refused) => new()
    {
        Status = refused.Kind switch
        {
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.Missing => StatusCodes.Status404NotFound,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status400BadRequest,
        },
        Title = refused.Kind.ToString(),
        Detail = refused.Message,
        Extensions =
        {
            ["code"] = refused.Code,
            ["args"] = refused.Arguments,
            ["field"] = refused.Field,
            ["current"] = ApiModels.Of(refused.Current),
        },
    };

    private static bool IsForTools(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/hubs") || path.Value?.EndsWith("/changes", StringComparison.Ordinal) == true || LiveSetup.StreamOf(path) is not null;

    private static Task AnswerAsync(HttpContext context)
    {
        var problem = context.Features.Get<IExceptionHandlerFeature>()?.Error switch
        {
            Refused refused => Of(refused),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new ProblemDetails
            {
                Status = StatusCodes.Status413PayloadTooLarge,
                Title = "Too large",
                Detail = $"The request is larger than {ApiEndpoints.LargestBody / 1024 / 1024} MB, and an entry's text may have "
                    + $"{Core.Entries.Entry.LongestBody} characters: shorten it or split it.",
            },
            BadHttpRequestException bad => new ProblemDetails
            {
                Status = bad.StatusCode,
                Title = "Bad request",
                Detail = (bad.InnerException ?? bad).Message,
            },
            var away when DatabaseAway.Says(away) => Away(context),
            _ => new ProblemDetails
            {
                Status = StatusCodes.Status500InternalServerError,
                Title = "Internal error",
                Detail = "LiveBlog failed to answer; the log says why. Nothing was changed unless an earlier answer said so.",
            },
        };
        return Results.Problem(problem).ExecuteAsync(context);
    }

    private static ProblemDetails Away(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfter;
        return new ProblemDetails
        {
            Status = StatusCodes.Status503ServiceUnavailable,
            Title = "Database away",
            Detail = "The database does not answer: keep your text and try again in a few seconds.",
        };
    }
}
