using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace LiveBlog.Web.Pages;

/// <summary>Says in plain words what went wrong, and where to go on. Needs neither database nor session.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class ErrorModel : ReaderPage
{
    /// <summary>The key among a request's items of the <see cref="LiveEvent"/> that an entry was withdrawn from.</summary>
    public static readonly object WithdrawnFrom = new();

    private static readonly int[] WithOwnWords = [400, 403, 404, 410, 429, 500, 503];

    /// <inheritdoc />
    public override bool ShowsWire => false;

    /// <inheritdoc />
    public override bool IsOfferedInAll => false;

    /// <summary>The status code.</summary>
    [BindProperty(SupportsGet = true)]
    public int Code { get; set; }

    /// <summary>What the keys of this page's words begin with.</summary>
    public string Words => From is not null ? "error-410-entry" : "error-" + (WithOwnWords.Contains(Code) ? Code : Code >= 500 ? 500 : 400);

    /// <summary>The event that the entry asked for was withdrawn from; null where something else went wrong.</summary>
    public LiveEvent? From => HttpContext.Items[WithdrawnFrom] as LiveEvent;

    /// <summary>The address that failed, where trying it again may help; else null.</summary>
    public string? Again { get; private set; }

    /// <summary>Answers a failed reading.</summary>
    public void OnGet()
    {
        if (Code is < 400 or > 599)
            Code = StatusCodes.Status404NotFound;
        if (DatabaseAway.Says(HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error))
        {
            Code = StatusCodes.Status503ServiceUnavailable;
            Response.Headers.RetryAfter = Problems.RetryAfter;
        }
        Response.StatusCode = Code;
        if (From is { } liveEvent)
            Language = liveEvent.Language;
        // Which language the page would have had is not known either.
        else if (Code == StatusCodes.Status503ServiceUnavailable || DeskLanguage.IsDesk(FailedAddress()?.Split('?')[0]))
            Language = DeskLanguage.Of(HttpContext).Name;
        if (Code is StatusCodes.Status429TooManyRequests or >= 500)
            Again = FailedAddress();
    }

    /// <summary>Answers a failed sending, which is not to be repeated by a link.</summary>
    public void OnPost()
    {
        OnGet();
        Again = null;
    }

    private string? FailedAddress()
    {
        if (HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is { } answered)
            return answered.OriginalPathBase + answered.OriginalPath + answered.OriginalQueryString;
        return HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path;
    }
}
