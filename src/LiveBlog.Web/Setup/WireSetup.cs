using System.Globalization;
using LiveBlog.Core.Wire;
using LiveBlog.Web.Rendering;
using LiveBlog.Web.Resources;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Setup;

/// <summary>The wire, as the site has it.</summary>
public static class WireSetup
{
    /// <summary>Gives the wire the site's language and zone, and its name in that language.</summary>
    public static async Task SetUpWireAsync(this WebApplication app, CancellationToken cancellation)
    {
        var site = app.Services.GetRequiredService<IOptions<SiteOptions>>().Value;
        CultureInfo.CurrentUICulture = Cultures.Of(site.Language);
        var title = app.Services.GetRequiredService<IStringLocalizer<Ui>>()["wire"];
        await app.Services.GetRequiredService<WireWriter>().SetUpAsync(title, site.Language, site.TimeZone, cancellation);
    }
}
