using System.Text.RegularExpressions;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Desk;

/// <summary>Nothing that the newsroom keeps to itself is at any address that readers can open.</summary>
public sealed partial class SecrecyTests
{
    private const string Marker = "mot-de-passe-partout";
    private const int Most = 200;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Notes_drafts_working_copies_queues_and_templates_are_nowhere_in_public()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var entry = await app.PostAsync(slug, "Publique");
        await app.Entries.EditAsync(slug, entry.Id, entry.Version, new EntryInput { Headline = "Publique, corrigée", Key = true, Wire = true }, TestDatabase.Editor, None);
        var withdrawn = await app.PostAsync(slug, $"Retirée {Marker}");
        await app.Entries.WithdrawAsync(slug, withdrawn.Id, TestDatabase.Editor, None);
        var hidden = new List<Guid> { withdrawn.Id };
        foreach (var status in new[] { EntryStatus.Draft, EntryStatus.Submitted, EntryStatus.Scheduled })
        {
            var input = new EntryInput
            {
                Headline = Marker,
                Body = Marker,
                Status = status,
                Key = true,
                Wire = true,
                DueAt = status == EntryStatus.Scheduled ? DateTimeOffset.UtcNow.AddDays(1) : null,
            };
            hidden.Add((await app.Entries.PostAsync(slug, Guid.CreateVersion7(), input, TestDatabase.Editor, None)).Entry.Id);
        }
        var notes = app.Services.GetRequiredService<NoteWriter>();
        await notes.PostAsync(slug, Guid.CreateVersion7(), entry.Id, Marker, TestDatabase.Editor, None);
        await notes.PostAsync(slug, Guid.CreateVersion7(), null, Marker, TestDatabase.Editor, None);
        await app.Services.GetRequiredService<TemplateWriter>().CreateAsync(
            slug, Guid.CreateVersion7(), new TemplateInput { Name = Marker, Body = Marker }, true, TestDatabase.Editor, None);
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync())
        {
            var eventId = (await db.Events.SingleAsync(e => e.Slug == slug)).Id;
            db.WorkingCopies.Add(new WorkingCopy { Id = Guid.NewGuid(), ActorKey = "claire", EventId = eventId, EntryId = entry.Id, Fields = $"\"{Marker}\"", SavedAt = DateTime.UtcNow });
            await db.SaveChangesAsync();
        }

        var queue = new Queue<string>(
        [
            "/", "/wire", "/sitemap.xml", "/robots.txt", "/openapi/v1.json", $"/live/{slug}", $"/live/{slug}?order=oldest", $"/live/{slug}?keys=1",
            $"/live/{slug}/changes?since=0&epoch=", "/live/wire/changes?since=0&epoch=", $"/live/{slug}/history", $"/live/{slug}/{entry.Id}/history",
            $"/embed/{slug}", $"/embed/live/{slug}", $"/oembed?url=http://localhost/live/{slug}", $"/search?q={Marker}", $"/api/v1/search?q={Marker}",
            $"/desk/{slug}", $"/desk/{slug}/notes", $"/desk/{slug}/notes?handler=List", $"/desk/{slug}/templates", $"/desk/{slug}/numbers?handler=Line",
            $"/api/v1/events/{slug}/notes", $"/api/v1/events/{slug}/templates", $"/api/v1/events/{slug}/working-copies",
            .. new[] { "atom", "rss", "json", "feed.atom", "feed.rss", "feed.json", "atom.xml", "rss.xml" }.Select(feed => $"/live/{slug}/{feed}"),
            .. hidden.SelectMany(id => new[] { $"/live/{slug}/{id}", $"/live/{slug}/{id}/history", $"/live/{slug}/{id}/share.png", $"/api/v1/events/{slug}/entries/{id}", $"/api/v1/events/{slug}/entries/{id}/versions", $"/desk/{slug}/{id}/edit" }),
        ]);
        var seen = queue.ToHashSet();
        var opened = 0;
        while (queue.TryDequeue(out var address))
        {
            var answer = await app.Client.GetAsync(address);
            var text = await answer.Content.ReadAsStringAsync();
            // What was asked for may be said again.
            Assert.False(text.Replace(Uri.EscapeDataString(address), "").Replace(address, "").Contains(Marker, StringComparison.Ordinal), $"{address} tells it.");
            if (answer.IsSuccessStatusCode)
                opened++;
            foreach (Match link in Link().Matches(text))
            {
                var path = new Uri(new Uri("http://localhost"), link.Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal));
                if (path.Host == "localhost" && !path.AbsolutePath.StartsWith("/dist", StringComparison.Ordinal) && seen.Count < Most && seen.Add(path.PathAndQuery))
                    queue.Enqueue(path.PathAndQuery);
            }
        }
        // Pages, permalinks, feeds, JSON and sitemaps were found, not only refusals.
        Assert.InRange(opened, 15, Most);
    }

    [GeneratedRegex("""(?:href|src|content|<loc>|"url":\s*)=?["']?((?:/|http://localhost/)[^"'<>\s]*)""")]
    private static partial Regex Link();
}
