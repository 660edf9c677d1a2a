using System.Globalization;
using LiveBlog.Web.Rendering;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

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
    public string? Asked => Request.Query["lang"].ToString() is var wanted && Cultures.Offered.Contains(wanted) ? wanted : null;

    /// <summary>Whether the page has no language of its own, so that it is offered in all.</summary>
    public bool IsOfferedInAll => language is null;
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
