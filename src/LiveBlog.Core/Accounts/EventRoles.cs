using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Accounts;

/// <summary>What somebody may do in one event: the higher of their role for the whole site and of that in the event.</summary>
public static class EventRoles
{
    /// <summary>The role in that event. Tokens and filing links have only their own: no <see cref="EventMember"/> names them.</summary>
    /// <param name="db">The database, asked only where the site's role is below <paramref name="enough"/>.</param>
    /// <param name="actor">Who.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="enough">The role beyond which it makes no difference.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public static async Task<Role> RoleInAsync(
        this LiveBlogContext db, Actor actor, Guid eventId, Role enough, CancellationToken cancellation)
    {
        if (actor.Role >= enough || !Guid.TryParse(actor.Key, out var userId))
            return actor.Role;
        var inEvent = await db.EventMembers.Where(member => member.EventId == eventId && member.UserId == userId)
            .Select(member => (Role?)member.Role).SingleOrDefaultAsync(cancellation);
        return inEvent > actor.Role ? inEvent.Value : actor.Role;
    }

    /// <summary>The events in which somebody has that role or a higher one.</summary>
    public static IQueryable<LiveEvent> EventsOf(this LiveBlogContext db, Actor actor, Role needed)
    {
        if (actor.Role >= needed)
            return db.Events;
        var userId = Guid.TryParse(actor.Key, out var key) ? key : Guid.Empty;
        var enough = Enum.GetValues<Role>().Where(role => role >= needed).ToList();
        return db.Events.Where(e => db.EventMembers.Any(member => member.EventId == e.Id && member.UserId == userId && enough.Contains(member.Role)));
    }

    /// <summary>Stops whose role in that event is below the one needed.</summary>
    /// <exception cref="Refused">It is.</exception>
    public static async Task MustBeAsync(
        this LiveBlogContext db, Actor actor, Guid eventId, Role needed, CancellationToken cancellation) =>
        (await db.RoleInAsync(actor, eventId, needed, cancellation)).MustReach(needed);

    /// <summary>Stops a role below the one needed.</summary>
    /// <exception cref="Refused">It is below.</exception>
    public static void MustReach(this Role role, Role needed)
    {
        if (role >= needed)
            return;
        throw needed switch
        {
            Role.Contributor => new Refused(RefusalKind.Forbidden, "contributor-needed", "",
                $"You have no part in this event: ask an editor to let you file in it."),
            Role.Moderator => new Refused(RefusalKind.Forbidden, "moderator-needed", "",
                $"Only a moderator or an editor may do this: ask one."),
            Role.Admin => new Refused(RefusalKind.Forbidden, "admin-needed", "",
                $"Only an administrator may do this: ask one."),
            _ => new Refused(RefusalKind.Forbidden, "editor-needed", "",
                $"A contributor may file drafts and edit their own: ask an editor to do this."),
        };
    }
}
