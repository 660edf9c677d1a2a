using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using LiveBlog.Web.Pages;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using IPNetwork = System.Net.IPNetwork;
using Microsoft.Extensions.Options;
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
                "Site:TimeZone is no time zone that this machine knows: use an IANA name such as Europe/Paris.")
            .Validate(site => site.TrustedProxies.All(proxy => Network(proxy) is not null),
                "Site:TrustedProxies holds something that is neither an address nor a network: write them like 10.1.2.3 or 10.0.0.0/8.");
        builder.Services.AddOptions<DeskOptions>().BindConfiguration("Desk").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddLocalization();
        builder.Services.AddRazorPages().AddMvcOptions(options =>
        {
            options.Filters.Add<PageCulture>();
            options.Filters.Add<WireBeside>();
        });
        // Pages are UTF-8: letters stay letters instead of numeric references.
        builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddResponseCompression(options => options.EnableForHttps = true);
        // A page is twice as large at the default, "fastest": repetitions that lie further apart are not found.
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<SiteOptions>>((options, site) =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var proxy in site.Value.TrustedProxies)
                options.KnownIPNetworks.Add(Network(proxy)!.Value);
        });
    }

    private static IPNetwork? Network(string proxy) =>
        IPAddress.TryParse(proxy, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(proxy, out var network) ? network
        : null;

    /// <summary>
    /// Compresses what readers load. Not the desk: its pages hold secrets (antiforgery tokens) beside text that others chose,
    /// which compression over TLS would let leak (BREACH). Nor streams, of which each part has to go out at once.
    /// </summary>
    public static void UseReaderCompression(this WebApplication app) => app.UseWhen(
        context => !DeskLanguage.IsDesk(context.Request.Path) && LiveSetup.StreamOf(context.Request.Path) is null,
        readers => readers.UseResponseCompression());

    /// <summary>Pages are in French unless what they show, or who reads them at the desk, says otherwise.</summary>
    public static void UseFrench(this WebApplication app) => app.Use((context, next) =>
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr");
        return next(context);
    });
}
