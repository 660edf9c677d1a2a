using System.Security.Cryptography;
using System.Text;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Live;
using LiveBlog.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Wire;

/// <summary>
/// Writes the wire (« fil d'actu »): an event whose entries are the headlines of others. Each is written in the transaction
/// that changes what it stands for, so the wire is never behind; it then travels to readers as every event does.
/// </summary>
public sealed class WireWriter(IDbContextFactory<LiveBlogContext> contexts, ChangeSignal signal, TimeProvider clock)
{
    private static readonly Actor Mirror = new("LiveBlog", Role.Editor, "wire");

    /// <summary>Gives the wire the site's title, language and zone.</summary>
    public async Task SetUpAsync(string title, string language, string timeZone, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var change = await EventChange.BeginAsync(db, signal, LiveEvent.WireId, cancellation);
        if (!change.Event.Apply(new EventInput { Title = title, Language = language, TimeZone = timeZone }, null, clock.GetUtcNow()))
            return;
        change.Event.Stamp(clock.GetUtcNow());
        await change.CommitAsync(cancellation);
    }

    /// <summary>Shows an event from the moment it goes live on, as its title stands.</summary>
    internal static Task ShowAsync(EventChange change, LiveBlogContext db, LiveEvent liveEvent, DateTimeOffset now, CancellationToken cancellation) =>
        ShowAsync(change, db, "event", liveEvent.Id, AsShown(liveEvent.Title, liveEvent.Language), $"/live/{Uri.EscapeDataString(liveEvent.Slug)}", liveEvent.StartedAt,
            liveEvent.Status == EventStatus.Live ? Wish.Show : Wish.Update, now, cancellation);

    /// <summary>Shows an entry that is marked for it.</summary>
    internal static Task ShowAsync(
        EventChange change, LiveBlogContext db, LiveEvent liveEvent, Entry entry, DateTimeOffset now, CancellationToken cancellation) =>
        ShowAsync(change, db, "entry", entry.Id, AsShown(entry.Heading.Length > 0 ? entry.Heading : liveEvent.Title, liveEvent.Language),
            $"/live/{Uri.EscapeDataString(liveEvent.Slug)}/{entry.Id}", entry.PublishedAt,
            entry is { IsOnWire: true, Status: EntryStatus.Published } ? Wish.Show : Wish.Hide, now, cancellation);

    /// <summary>Shows a published article that is marked for it.</summary>
    internal static Task ShowAsync(EventChange change, LiveBlogContext db, Article article, DateTimeOffset now, CancellationToken cancellation) =>
        ShowAsync(change, db, "article", article.Id, AsShown(article.Title, article.Language), $"/articles/{Uri.EscapeDataString(article.Slug)}", article.PublishedAt,
            article is { IsOnWire: true, Status: EntryStatus.Published } ? Wish.Show : Wish.Hide, now, cancellation);

    private static async Task ShowAsync(
        EventChange change, LiveBlogContext db, string kind, Guid sourceId, string headline, string url, DateTime at, Wish wish,
        DateTimeOffset now, CancellationToken cancellation)
    {
        var (id, shown) = await FindAsync(db, kind, sourceId, cancellation);
        if (shown is null && wish != Wish.Show)
            return;
        var input = new EntryInput
        {
            Headline = headline,
            Related = new RelatedCard(headline, url, null),
            // An event may be dated otherwise than entries may.
            PublishedAt = at > now.UtcDateTime ? now : at < Entry.Earliest ? Entry.Earliest : at,
            Status = wish switch
            {
                Wish.Show => EntryStatus.Published,
                Wish.Hide => EntryStatus.Withdrawn,
                _ => null,
            },
        };
        if (shown is null)
        {
            var wire = await change.LockWireAsync(cancellation);
            shown = Entry.Create(id, wire, input, null, Mirror.Key, now);
            db.Entries.Add(shown);
            EntryWriter.Keep(wire, shown, Mirror, db, now);
        }
        else if (shown.Apply(input, null, now))
        {
            EntryWriter.Keep(await change.LockWireAsync(cancellation), shown, Mirror, db, now);
        }
    }

    // The wire is in one language and its headlines are in many: each gets the signs and spaces of its own here.
    private static string AsShown(string headline, string language) =>
        Typography.Apply(headline, language) is { Length: <= Entry.LongestHeadline } shown ? shown : headline;

    // A tool may give an article and the entry that announces it the same id. And whoever files an entry chooses its id, which
    // may be that of a headline still to come: that headline then takes the next one. Entries are never deleted, so it is
    // found again the same way.
    private static async Task<(Guid Id, Entry? Shown)> FindAsync(LiveBlogContext db, string kind, Guid sourceId, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            var id = IdOf($"wire/{kind}/{sourceId}" + (attempt == 0 ? "" : $"/{attempt}"));
            var taken = await db.Entries.SingleOrDefaultAsync(e => e.Id == id, cancellation);
            if (taken is null || taken.EventId == LiveEvent.WireId)
                return (id, taken);
        }
    }

    private static Guid IdOf(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16), bigEndian: true);

    private enum Wish
    {
        Show,
        Update,
        Hide,
    }
}
