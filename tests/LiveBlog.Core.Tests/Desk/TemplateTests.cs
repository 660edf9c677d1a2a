using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Core.Tests.Desk;

public sealed class TemplateTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Templates_are_made_changed_ordered_copied_and_deleted(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var templates = database.Services.GetRequiredService<TemplateWriter>();
        var (slug, other) = ((await database.CreateEventAsync()).Slug, (await database.CreateEventAsync("Autre")).Slug);
        var goal = await templates.CreateAsync(slug, Guid.CreateVersion7(), new() { Name = "But", Body = "But de {{joueur}}", Key = true }, false, TestDatabase.Editor, None);
        await templates.CreateAsync(slug, goal.Id, new() { Name = "But", Body = "But de {{joueur}}", Key = true }, false, TestDatabase.Editor, None);
        var score = await templates.CreateAsync(slug, Guid.CreateVersion7(), new() { Name = "Score", Headline = "{{a}} – {{b}}" }, false, TestDatabase.Editor, None);
        await templates.CreateAsync(slug, Guid.CreateVersion7(), new() { Name = "Citation", Body = "« {{}} »" }, true, TestDatabase.Editor, None);
        Assert.Equal(["But", "Score", "Citation"], await NamesAsync(slug));
        Assert.Equal(["Citation"], await NamesAsync(other));

        await templates.MoveAsync(slug, score.Id, -1, TestDatabase.Editor, None);
        await templates.EditAsync(slug, goal.Id, new() { Name = "Essai" }, TestDatabase.Editor, None);
        Assert.Equal(["Score", "Essai", "Citation"], await NamesAsync(slug));

        Assert.Equal(2, await templates.CopyAsync(other, slug, TestDatabase.Editor, None));
        Assert.Equal(0, await templates.CopyAsync(other, slug, TestDatabase.Editor, None));
        Assert.Equal(["Score", "Essai", "Citation"], await NamesAsync(other));
        await templates.DeleteAsync(slug, goal.Id, TestDatabase.Editor, None);
        await templates.DeleteAsync(slug, goal.Id, TestDatabase.Editor, None);
        Assert.Equal(["Score", "Citation"], await NamesAsync(slug));
        Assert.True((await templates.ListAsync(other, TestDatabase.Contributor, None)).Single(t => t.Name == "Essai").IsKey);

        async Task<IEnumerable<string>> NamesAsync(string slug) => (await templates.ListAsync(slug, TestDatabase.Contributor, None)).Select(t => t.Name);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_events_editor_changes_its_templates_but_not_those_of_all_events(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var templates = database.Services.GetRequiredService<TemplateWriter>();
        var liveEvent = await database.CreateEventAsync();
        var closed = await database.CreateEventAsync("Fermé");
        await templates.CreateAsync(closed.Slug, Guid.CreateVersion7(), new() { Name = "Secret", Body = "?" }, false, TestDatabase.Editor, None);
        var user = new User { Id = Guid.NewGuid(), UserName = "c@example.org", DisplayName = "Camille", Role = Role.Guest };
        await using (var db = database.Open())
        {
            db.Users.Add(user);
            db.EventMembers.Add(new EventMember { EventId = liveEvent.Id, UserId = user.Id, Role = Role.Editor });
            await db.SaveChangesAsync(None);
        }
        var camille = new Actor("Camille", Role.Guest, user.Id.ToString());
        await templates.CreateAsync(liveEvent.Slug, Guid.CreateVersion7(), new() { Name = "But", Body = "But !" }, false, camille, None);
        Assert.Equal("editor-needed", await CodeAsync(templates.CreateAsync(liveEvent.Slug, Guid.NewGuid(), new() { Name = "Vote", Body = "!" }, true, camille, None)));
        Assert.Equal("contributor-needed", await CodeAsync(templates.CopyAsync(liveEvent.Slug, closed.Slug, camille, None)));
        Assert.Equal("editor-needed", await CodeAsync(templates.CreateAsync(liveEvent.Slug, Guid.NewGuid(), new() { Name = "Vote", Body = "!" }, false, TestDatabase.Contributor, None)));
        Assert.Equal("template-name-taken", await CodeAsync(templates.CreateAsync(liveEvent.Slug, Guid.NewGuid(), new() { Name = "but", Body = "!" }, false, camille, None)));
        Assert.Equal("template-empty", await CodeAsync(templates.CreateAsync(liveEvent.Slug, Guid.NewGuid(), new() { Name = "Vide" }, false, camille, None)));
        Assert.Equal("text-missing", await CodeAsync(templates.CreateAsync(liveEvent.Slug, Guid.NewGuid(), new() { Body = "!" }, false, camille, None)));
    }

    private static async Task<string> CodeAsync(Task attempt) => (await Assert.ThrowsAsync<Refused>(() => attempt)).Code;
}
