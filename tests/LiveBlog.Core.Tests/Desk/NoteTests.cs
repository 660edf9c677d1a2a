using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Core.Tests.Desk;

public sealed class NoteTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_note_is_written_once_settled_and_opened_again(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var notes = database.Services.GetRequiredService<NoteWriter>();
        var slug = (await database.CreateEventAsync()).Slug;
        var entry = await database.PostAsync(slug, "Reprise");
        var id = Guid.CreateVersion7();
        await notes.PostAsync(slug, id, entry.Id, " Vérifier le chiffre ", TestDatabase.Contributor, None);
        await notes.PostAsync(slug, id, entry.Id, " Vérifier le chiffre ", TestDatabase.Contributor, None);
        await notes.PostAsync(slug, Guid.CreateVersion7(), null, "Pause à midi", TestDatabase.Editor, None);
        Assert.Equal(["Vérifier le chiffre"], (await notes.ListAsync(slug, entry.Id, TestDatabase.Editor, None)).Select(n => n.Text));
        Assert.Equal(2, (await notes.ListAsync(slug, null, TestDatabase.Editor, None)).Count);

        var settled = await notes.SettleAsync(slug, id, true, TestDatabase.Editor, None);
        Assert.Equal("Claire Morel", settled.ResolvedBy);
        // What is open stands first.
        Assert.Equal(["Pause à midi", "Vérifier le chiffre"], (await notes.ListAsync(slug, null, TestDatabase.Editor, None)).Select(n => n.Text));
        var open = await notes.SettleAsync(slug, id, false, TestDatabase.Contributor, None);
        Assert.Equal((null, ""), (open.ResolvedAt, open.ResolvedBy));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Notes_belong_to_who_has_a_part_in_the_event_and_say_something_about_it(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var notes = database.Services.GetRequiredService<NoteWriter>();
        var slug = (await database.CreateEventAsync()).Slug;
        var elsewhere = (await database.CreateEventAsync("Ailleurs")).Slug;
        var entry = await database.PostAsync(elsewhere, "Là-bas");
        var guest = new Actor("Invité", Role.Guest, Guid.NewGuid().ToString());
        Assert.Equal("note-empty", await CodeAsync(notes.PostAsync(slug, Guid.NewGuid(), null, " \n", TestDatabase.Editor, None)));
        Assert.Equal("text-too-long", await CodeAsync(notes.PostAsync(slug, Guid.NewGuid(), null, new string('x', 2_001), TestDatabase.Editor, None)));
        Assert.Equal("entry-unknown", await CodeAsync(notes.PostAsync(slug, Guid.NewGuid(), entry.Id, "?", TestDatabase.Editor, None)));
        Assert.Equal("contributor-needed", await CodeAsync(notes.PostAsync(slug, Guid.NewGuid(), null, "?", guest, None)));
        Assert.Equal("contributor-needed", await CodeAsync(notes.ListAsync(slug, null, guest, None)));
        var note = await notes.PostAsync(slug, Guid.NewGuid(), null, "!", TestDatabase.Editor, None);
        Assert.Equal("note-unknown", await CodeAsync(notes.SettleAsync(elsewhere, note.Id, true, TestDatabase.Editor, None)));
    }

    private static async Task<string> CodeAsync(Task attempt) => (await Assert.ThrowsAsync<Refused>(() => attempt)).Code;
}
