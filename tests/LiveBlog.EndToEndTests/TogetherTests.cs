using System.Net.Http.Json;
using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>Two people at one event's desk, each in a browser of their own: who is here and does what, notes, templates.</summary>
public sealed class TogetherTests(Newsroom newsroom) : IClassFixture<Newsroom>, IAsyncLifetime
{
    private const string Colleague = "jonas@liveblog.example";

    public async ValueTask InitializeAsync()
    {
        // The second test to come finds the account there.
        await LiveBlogProcess.RunAsync(["user", "create", "--email", Colleague, "--name", "Jonas Weber", "--password", Newsroom.Password, .. newsroom.Settings]);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Each_sees_who_is_here_who_writes_and_what_is_being_edited()
    {
        var slug = await newsroom.CreateEventAsync();
        var id = await newsroom.PostAsync(slug, "Une publication");
        var claire = await newsroom.EditorAsync($"/desk/{slug}");
        var here = claire.Locator("[data-people] li");
        var jonas = await newsroom.EditorAsync($"/desk/{slug}", email: Colleague);
        await Assertions.Expect(here.Filter(new() { HasText = "Jonas Weber" })).ToHaveCountAsync(1);
        await Assertions.Expect(jonas.Locator("[data-people] li").Filter(new() { HasText = "Claire Morel" })).ToHaveCountAsync(1);

        await jonas.Keyboard.TypeAsync("Un texte commencé");
        await Assertions.Expect(here.Filter(new() { HasText = "Jonas Weber" })).ToContainTextAsync("écrit");
        await jonas.FillAsync("#composer [name='Entry.Body']", "");
        await jonas.ClickAsync($"#d-{id} [data-edit]");
        await Assertions.Expect(claire.Locator($"#d-{id} .being-edited")).ToHaveTextAsync("Jonas Weber modifie cette publication");
        // Told, not locked.
        await claire.ClickAsync($"#d-{id} [data-edit]");
        await Assertions.Expect(jonas.Locator("#editor .being-edited")).ToHaveTextAsync("Claire Morel modifie cette publication");

        await jonas.Context.CloseAsync();
        await Assertions.Expect(claire.Locator(".being-edited")).ToHaveCountAsync(0);
        await Assertions.Expect(claire.Locator("[data-people]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_note_appears_at_the_colleagues_and_never_at_a_readers()
    {
        const string secret = "Rappeler la porte-parole avant midi";
        var slug = await newsroom.CreateEventAsync();
        var id = await newsroom.PostAsync(slug, "Une publication");
        var reader = await (await newsroom.ReaderAsync($"/live/{slug}")).FollowsAsync();
        var claire = await newsroom.EditorAsync($"/desk/{slug}");
        var jonas = await newsroom.EditorAsync($"/desk/{slug}", email: Colleague);
        await claire.MarkAsync();
        await Assertions.Expect(claire.Locator("[data-people] li")).ToHaveCountAsync(2);

        await jonas.Keyboard.PressAsync("Escape");
        await jonas.Keyboard.PressAsync("n");
        await jonas.Keyboard.TypeAsync(secret);
        await jonas.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(claire.Locator("[data-note-unread]")).ToContainTextAsync("1");
        await Assertions.Expect(claire.Locator($"a[data-notes-of='{id}'] .count")).ToHaveTextAsync("1");
        await claire.Keyboard.PressAsync("Alt+n");
        await Assertions.Expect(claire.Locator("#note-list .said")).ToHaveTextAsync(secret);
        await claire.ClickAsync("#note-list [data-note-settle] button");
        await Assertions.Expect(jonas.Locator("#note-list")).ToContainTextAsync("Réglé par Claire Morel");
        Assert.True(await claire.WasNotReloadedAsync());

        // Whatever was on its way to readers has come by the time of a later entry.
        await newsroom.PostAsync(slug, "La suite");
        await reader.ShowsAsync("La suite", "Une publication");
        foreach (var text in new[] { await reader.ContentAsync(), await newsroom.LiveBlog.Http.GetStringAsync($"/live/{slug}"), await newsroom.LiveBlog.Http.GetStringAsync($"/live/{slug}/{id}") })
            Assert.DoesNotContain(secret, text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_tab_key_goes_through_the_gaps_of_a_template_in_the_rich_editor(bool byName)
    {
        var slug = await newsroom.CreateEventAsync();
        (await newsroom.Tool.PostAsJsonAsync($"/api/v1/events/{slug}/templates", new
        {
            name = "But",
            headline = "But de {{joueur}}",
            body = "{{équipe}} mène **{{score}}**.\n\n- Passe de {{passeur}}",
        })).EnsureSuccessStatusCode();
        var reader = await (await newsroom.ReaderAsync($"/live/{slug}")).FollowsAsync();
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await desk.EvaluateAsync("() => localStorage.setItem('liveblog.text', 'rich')");
        await desk.ReloadAsync();
        await Assertions.Expect(desk.Locator("#composer .ProseMirror")).ToBeFocusedAsync();

        if (byName)
        {
            await desk.Keyboard.TypeAsync(";bu");
            await Assertions.Expect(desk.Locator("#composer .suggestions button")).ToHaveTextAsync("But");
        }
        else
        {
            await desk.Keyboard.PressAsync("Alt+m");
            await Assertions.Expect(desk.Locator("[data-template-list] button")).ToBeFocusedAsync();
        }
        await desk.Keyboard.PressAsync("Enter");
        var stops = new[] { "joueur", "équipe", "score", "passeur" };
        var typed = new[] { "Mbappé", "La France", "2–1", "Griezmann" };
        foreach (var (stop, text) in stops.Zip(typed))
        {
            await desk.WaitForFunctionAsync(SelectedScript, $"{{{{{stop}}}}}");
            await desk.Keyboard.TypeAsync(text);
            if (stop != stops[^1])
                await desk.Keyboard.PressAsync("Tab");
        }
        await desk.Keyboard.PressAsync("Control+Enter");
        await reader.ShowsAsync("But de Mbappé");
        await Assertions.Expect(reader.Locator("#entries .text").First).ToContainTextAsync("La France mène 2–1.");
        await Assertions.Expect(reader.Locator("#entries .text strong").First).ToHaveTextAsync("2–1");
        await Assertions.Expect(reader.Locator("#entries .text li").First).ToHaveTextAsync("Passe de Griezmann");
    }

    // In a field the selection is not the document's.
    private const string SelectedScript = """
        wanted => {
            const field = document.activeElement;
            return wanted === ('selectionStart' in field ? field.value.slice(field.selectionStart, field.selectionEnd) : String(getSelection()));
        }
        """;
}
