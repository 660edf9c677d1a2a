using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Live;
using LiveBlog.Core.Tests;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveBlog.Web.Tests;

/// <summary>The whole program on a database of its own, asked over HTTP.</summary>
public sealed class LiveBlogApp : WebApplicationFactory<Program>
{
    public static readonly JsonSerializerOptions Json = MakeJson();

    // A setting this deep can't go through UseSetting: the factory would also hand on its parent, with an empty value.
    static LiveBlogApp() => Environment.SetEnvironmentVariable("Serilog__MinimumLevel__Default", "Error");

    private readonly DatabaseOptions options;
    private readonly string directory;
    private readonly Action<IServiceCollection>? services;
    private readonly string[] settings;

    /// <param name="provider">The engine.</param>
    /// <param name="kestrel">A real server on a free port, where the in-memory one would be another thing.</param>
    /// <param name="settings">What this one is told beside where its data is, as name=value.</param>
    public LiveBlogApp(DatabaseProvider provider, bool kestrel = false, params string[] settings)
        : this(TestDatabase.PrepareAsync(provider).GetAwaiter().GetResult(), kestrel, settings)
    {
    }

    /// <summary>A node on a database and folder that others may use too.</summary>
    public LiveBlogApp((DatabaseOptions Options, string Directory) on, bool kestrel = false, params string[] settings) : this(on, null, kestrel, settings)
    {
    }

    /// <summary>The same, with services of its own: another clock, or what listens to the program.</summary>
    public LiveBlogApp(
        (DatabaseOptions Options, string Directory) on, Action<IServiceCollection>? services, bool kestrel = false, params string[] settings)
    {
        (this.settings, this.services, IsKestrel) = (settings, services, kestrel);
        if (kestrel)
            UseKestrel(0);
        (options, directory) = on;
        Events = Services.GetRequiredService<EventWriter>();
        Entries = Services.GetRequiredService<EntryWriter>();
        Client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = ClientOptions.BaseAddress });
    }

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    /// <summary>Whether it listens on a port.</summary>
    public bool IsKestrel { get; }

    /// <summary>Whether another one goes on with its database and folder.</summary>
    public bool KeepsDatabase { get; init; }

    public EventWriter Events { get; }

    public EntryWriter Entries { get; }

    /// <summary>A reader: no cookie, no token.</summary>
    public HttpClient Client { get; }

    public async Task<HttpClient> ToolAsync(Role role = Role.Editor, string name = "Agence")
    {
        var secret = await Services.GetRequiredService<TokenWriter>().CreateAsync(name, role, CancellationToken.None);
        var tool = CreateClient();
        tool.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return tool;
    }

    public async Task<string> CreateEventAsync(string title = "Une journée en continu") =>
        (await Events.CreateAsync(
            new EventInput { Title = title, TimeZone = "Europe/Brussels", Status = EventStatus.Live },
            TestDatabase.Editor, CancellationToken.None)).Slug;

    public async Task<Guid> EventIdAsync(string slug)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync();
        return await db.EventIdAsync(slug, CancellationToken.None);
    }

    public async Task<Entry> PostAsync(string slug, string headline) =>
        (await Entries.PostAsync(
            slug, Guid.CreateVersion7(), new EntryInput { Headline = headline }, TestDatabase.Editor, CancellationToken.None)).Entry;

    public async Task<ChangeMessage> ChangesAsync(string slug, string epoch, long since) =>
        (await Client.GetFromJsonAsync<ChangeMessage>($"/live/{slug}/changes?since={since}&epoch={epoch}", Json))!;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Demo:Enabled", "false");
        builder.UseSetting("Data:Directory", directory);
        builder.UseSetting("Database:Provider", options.Provider.ToString());
        builder.UseSetting("ConnectionStrings:LiveBlog", options.ConnectionString);
        foreach (var setting in settings)
            builder.UseSetting(setting.Split('=')[0], setting[(setting.IndexOf('=') + 1)..]);
        if (services is not null)
            builder.ConfigureServices(services);
    }

    public override async ValueTask DisposeAsync()
    {
        if (KeepsDatabase)
        {
            await base.DisposeAsync();
            return;
        }
        // What it writes as it stops must not make the database anew.
        await Services.GetRequiredService<IHost>().StopAsync();
        await using (var db = await Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync())
            await db.Database.EnsureDeletedAsync();
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
    }

    private static JsonSerializerOptions MakeJson()
    {
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        LiveSetup.Configure(json);
        return json;
    }
}
