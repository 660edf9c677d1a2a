using System.Collections.Concurrent;
using System.Net;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveBlog.Web.Tests.Purges;

/// <summary>What is taken back is told to the cache in front of the site: a real server here.</summary>
public sealed class PurgeTests
{
    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_withdrawn_entry_is_purged_by_all_that_shows_it_and_again_a_little_later(DatabaseProvider engine)
    {
        await using var cache = await Cache.StartAsync();
        await using var app = new LiveBlogApp(await TestDatabase.PrepareAsync(engine), settings: cache.Settings);
        var slug = await app.CreateEventAsync();
        var entry = await app.PostAsync(slug, "Retirée");
        await app.Entries.EditAsync(slug, entry.Id, entry.Version, new EntryInput { Headline = "Corrigée" }, TestDatabase.Editor, CancellationToken.None);

        await app.Entries.WithdrawAsync(slug, entry.Id, null, TestDatabase.Editor, CancellationToken.None);
        var first = await cache.NextAsync();
        Assert.Equal("Bearer secret", first.Authorization);
        Assert.Equal([$"event-{slug}", $"entry-{entry.Id}", "home", "wire", "authors"], first.Keys.Split(' '));
        // A page that was on its way to the cache when it was purged.
        Assert.Equal(first, await cache.NextAsync());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_a_cache_did_not_take_is_told_until_it_does_also_after_a_restart(DatabaseProvider engine)
    {
        await using var cache = await Cache.StartAsync();
        cache.Answer = HttpStatusCode.ServiceUnavailable;
        var database = await TestDatabase.PrepareAsync(engine);
        var before = new LiveBlogApp(database, settings: cache.Settings) { KeepsDatabase = true };
        var slug = await before.CreateEventAsync();
        var entry = await before.PostAsync(slug, "Retirée");
        await before.Entries.WithdrawAsync(slug, entry.Id, null, TestDatabase.Editor, CancellationToken.None);
        var refused = await cache.NextAsync();
        await before.DisposeAsync();

        cache.Answer = HttpStatusCode.OK;
        await using var after = new LiveBlogApp(database, settings: cache.Settings);
        Assert.Equal(refused, await cache.NextAsync());
    }

    private sealed record Told(string Keys, string Authorization);

    private sealed class Cache : IAsyncDisposable
    {
        private readonly BlockingCollection<Told> told = [];
        private readonly WebApplication server;

        private Cache()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            server = builder.Build();
            server.MapPost("/purge", (HttpRequest request) =>
            {
                told.Add(new Told(request.Headers["Surrogate-Key"].ToString(), request.Headers.Authorization.ToString()));
                return Results.StatusCode((int)Answer);
            });
        }

        public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

        public string[] Settings =>
            [$"Purge:Url={server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/purge", "Purge:Token=secret"];

        public static async Task<Cache> StartAsync()
        {
            var cache = new Cache();
            await cache.server.StartAsync();
            return cache;
        }

        public Task<Told> NextAsync() => Task.Run(() =>
            told.TryTake(out var one, TimeSpan.FromSeconds(60)) ? one : throw new TimeoutException("The cache was told nothing."));

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
