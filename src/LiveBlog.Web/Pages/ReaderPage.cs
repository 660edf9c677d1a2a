using System.Globalization;
using LiveBlog.Core.Events;
using LiveBlog.Core.Purges;
using LiveBlog.Web.Rendering;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LiveBlog.Web.Pages;

/// <summary>A page for readers: it is written in a language, and so are its words on screen.</summary>
public abstract class ReaderPage : PageModel
{
    private string? language;

    /// <summary>
    /// The page's language, an IETF tag (BCP 47): that of what it shows. A page without one of its own is in the site's, or in
    /// one of <see cref="Cultures.Offered"/> that the address asks for (<c>?lang=en</c>).
    /// </summary>
    public string Language
    {
        get => language ?? Asked ?? HttpContext.RequestServices.GetRequiredService<IOptions<SiteOptions>>().Value.Language;
        protected set => language = value;
    }

    /// <summary>The language that the address asks for, or null.</summary>
    public string? Asked => Offered(Request.Query["lang"]) ?? Offered(QueryHelpers.ParseQuery(
        // An error's page stands for the address that failed.
        HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalQueryString).GetValueOrDefault("lang"));

    private static string? Offered(string? wanted) => Cultures.Offered.Contains(wanted) ? wanted : null;

    /// <summary>Whether the page has no language of its own, so that it is offered in all.</summary>
    public virtual bool IsOfferedInAll => language is null;

    /// <summary>Whether the wire's panel stands beside it.</summary>
    public virtual bool ShowsWire => true;

    /// <summary>The wire's latest headlines, where the panel is shown.</summary>
    public WireHead? Wire { get; internal set; }

    /// <summary>An address of this site that is offered in all languages, in this page's.</summary>
    public string InLanguage(string address)
    {
        var site = HttpContext.RequestServices.GetRequiredService<IOptions<SiteOptions>>().Value.Language;
        var spoken = Language.Split('-')[0];
        return spoken != site && Cultures.Offered.Contains(spoken) ? QueryHelpers.AddQueryString(address, "lang", spoken) : address;
    }

    /// <summary>This page in another language; the front page, where it is offered in one only.</summary>
    public string InLanguage(CultureInfo other) => IsOfferedInAll
        ? QueryHelpers.AddQueryString(Request.Path.ToUriComponent(), Request.Query.Where(parameter => parameter.Key != "lang").Append(new("lang", other.Name)))
        : QueryHelpers.AddQueryString("/", "lang", other.Name);
}

/// <summary>Sets the culture before a page and its layout are written: a culture set inside a handler ends with it.</summary>
public sealed class PageCulture : IAsyncResultFilter
{
    /// <inheritdoc />
    public Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Controller is ReaderPage page)
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of(page.Language);
        return next();
    }
}

/// <summary>
/// Gives a page the wire's latest headlines before its handler runs, so that whether the reader's copy of the page still
/// holds depends on them too, and on whether the reader saves data.
/// </summary>
public sealed class WireBeside(WirePanel panel) : IAsyncPageFilter
{
    /// <inheritdoc />
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (context.HandlerInstance is ReaderPage reader)
        {
            reader.Response.Headers.Append(HeaderNames.Vary, "Save-Data");
            if (reader.Request.SavesData())
                reader.Response.AlsoShows("saver");
        }
        if (context.HandlerInstance is ReaderPage { ShowsWire: true } page)
        {
            page.Wire = await panel.ReadAsync(context.HttpContext.RequestAborted);
            if (page.Wire is { } wire)
            {
                page.Response.AlsoShows(wire.State, LiveEvent.WireId);
                page.Response.GoesWith(SurrogateKeys.Wire);
            }
        }
        await next();
    }
}
