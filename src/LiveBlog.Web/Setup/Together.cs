using LiveBlog.Web.Endpoints;
using LiveBlog.Web.Live;
using LiveBlog.Web.Numbers;
using LiveBlog.Web.Pages.Desk;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Mvc;

namespace LiveBlog.Web.Setup;

/// <summary>What people at the desk share: who is there, notes, templates, search, numbers of readers.</summary>
public static class Together
{
    /// <summary>Adds it.</summary>
    public static void AddTogether(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DeskTabs>();
        builder.Services.AddSingleton<PollingReaders>();
        builder.Services.AddSingleton<ReaderCount>();
        builder.Services.AddSingleton<Shares>();
        builder.Services.AddSingleton<NotesPanel>();
        builder.Services.AddHostedService<DeskBroadcaster>();
        builder.Services.AddHostedService<ReaderSampler>();
        builder.Services.AddHostedService<DeskCleaner>();
    }

    /// <summary>Maps the desk's hub, its part of the API, and where readers' pages report a share.</summary>
    public static void MapTogether(this WebApplication app)
    {
        app.MapHub<DeskHub>(LiveSetup.DeskHubPath, options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.CloseOnAuthenticationExpiration = true;
            options.TransportSendTimeout = TimeSpan.FromSeconds(5);
        }).RequireAuthorization(Accounts.DeskPolicy);
        var api = app.MapGroup("/api/v1").RequireAuthorization(Access.ApiPolicy)
            .WithMetadata(new RequestSizeLimitAttribute(ApiEndpoints.LargestBody))
            .AddEndpointFilter<SameSiteFilter>();
        api.MapNotes();
        api.MapTemplates();
        api.MapSearch();
        app.MapShared();
    }
}
