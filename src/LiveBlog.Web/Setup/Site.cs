using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.WebEncoders;

namespace LiveBlog.Web.Setup;

/// <summary>The pages and what they are written with.</summary>
public static class Site
{
    /// <summary>Adds Razor Pages, the words on screen and the newsroom's own settings.</summary>
    public static void AddSite(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SiteOptions>().BindConfiguration("Site").ValidateDataAnnotations().ValidateOnStart()
            .Validate(site => TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out _),
                "Site:TimeZone is no time zone that this machine knows: use an IANA name such as Europe/Paris.");
        builder.Services.AddLocalization();
        builder.Services.AddRazorPages();
        // Pages are UTF-8: letters stay letters instead of numeric references.
        builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddResponseCompression(options => options.EnableForHttps = true);
        // Behind a balancer on the same host or network: take scheme and address of the reader from it.
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
    }

    /// <summary>
    /// Compresses what readers load. Not the desk: its pages hold secrets (antiforgery tokens) beside text that others chose,
    /// which compression over TLS would let leak (BREACH).
    /// </summary>
    public static void UseReaderCompression(this WebApplication app) => app.UseWhen(
        context => !context.Request.Path.StartsWithSegments("/desk") && !context.Request.Path.StartsWithSegments("/account"),
        readers => readers.UseResponseCompression());

    /// <summary>Pages are in French unless what they show says otherwise.</summary>
    public static void UseFrench(this WebApplication app) => app.Use((context, next) =>
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr");
        return next(context);
    });
}
