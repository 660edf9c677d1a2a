using System.Globalization;
using System.Text.RegularExpressions;
using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>The list of an event's entries at the desk: its tabs, its keys, edits in place, and what works without a script.</summary>
public sealed class DeskTimelineTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    [Fact]
    public async Task A_withdrawal_can_be_pulled_back_before_readers_notice()
    {
        var slug = await newsroom.CreateEventAsync();
        var id = await newsroom.PostAsync(slug, "À retirer peut-être");
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await desk.EvaluateAsync("() => localStorage.setItem('liveblog.undo-seconds', '60')");
        await desk.Keyboard.PressAsync("Escape");
        await desk.Keyboard.PressAsync("w");
        await Assertions.Expect(desk.Locator($"#d-{id}")).ToHaveAttributeAsync("data-outbox", "held");
        await desk.ClickAsync("#outbox .undo");
        await Assertions.Expect(desk.Locator($"#d-{id}[data-outbox]")).ToHaveCountAsync(0);
        Assert.Equal(["À retirer peut-être"], await (await newsroom.ReaderAsync($"/live/{slug}")).HeadlinesAsync());
    }

    [Fact]
    public async Task An_edit_in_place_keeps_what_arrives_meanwhile_out_of_its_way()
    {
        var slug = await newsroom.CreateEventAsync();
        var id = await newsroom.PostAsync(slug, "Avant", body: "Un texte.");
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await desk.ClickAsync($"#d-{id} [data-edit]");
        await desk.FillAsync("#editor [name='Entry.Headline']", "Après");
        await newsroom.PostAsync(slug, "Arrivé entre-temps");
        await Assertions.Expect(desk.Locator("#desk-entries h3").First).ToHaveTextAsync("Arrivé entre-temps", new() { Timeout = 30_000 });
        await Assertions.Expect(desk.Locator("#editor [name='Entry.Headline']")).ToBeFocusedAsync();
        await desk.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(desk.Locator($"#d-{id} h3")).ToHaveTextAsync("Après", new() { Timeout = 30_000 });
        await Assertions.Expect(desk.Locator("#editor")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task In_the_rich_editor_Tab_leads_from_the_title_to_the_text_and_Escape_to_the_entries()
    {
        var slug = await newsroom.CreateEventAsync();
        var id = await newsroom.PostAsync(slug, "Avant");
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await desk.EvaluateAsync("() => localStorage.setItem('liveblog.text', 'rich')");
        await desk.ReloadAsync();
        await Assertions.Expect(desk.Locator("#composer .ProseMirror")).ToBeVisibleAsync();
        await desk.FocusAsync("#composer [name='Entry.Headline']");
        await desk.Keyboard.TypeAsync("Titre");
        await desk.Keyboard.PressAsync("Tab");
        await desk.Keyboard.TypeAsync("Le **chef** parle");
        await Assertions.Expect(desk.Locator("#composer [name='Entry.Body']")).ToHaveValueAsync("Le **chef** parle");
        await desk.Keyboard.PressAsync("Escape");
        await Assertions.Expect(desk.Locator($"#d-{id} article")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task An_edit_in_place_is_held_and_opens_again_as_it_was_when_it_is_pulled_back_or_left()
    {
        var slug = await newsroom.CreateEventAsync();
        var id = await newsroom.PostAsync(slug, "Avant");
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await desk.EvaluateAsync("() => localStorage.setItem('liveblog.undo-seconds', '60')");
        var headline = desk.Locator("#editor [name='Entry.Headline']");
        await desk.ClickAsync($"#d-{id} [data-edit]");
        await headline.FillAsync("Après");
        await desk.Keyboard.PressAsync("Escape");
        await Assertions.Expect(headline).ToHaveCountAsync(0);
        await desk.ClickAsync($"#d-{id} [data-edit]");
        await Assertions.Expect(headline).ToHaveValueAsync("Après");
        await headline.PressAsync("Control+Enter");
        await Assertions.Expect(desk.Locator($"#d-{id}")).ToHaveAttributeAsync("data-outbox", "held");
        await desk.Keyboard.PressAsync("Alt+z");
        await Assertions.Expect(headline).ToHaveValueAsync("Après");
        Assert.Equal(["Avant"], await (await newsroom.ReaderAsync($"/live/{slug}")).HeadlinesAsync());
        // And the list goes on following what others do, at once.
        await newsroom.PostAsync(slug, "Arrivé entre-temps");
        await Assertions.Expect(desk.Locator("#desk-entries h3").First).ToHaveTextAsync("Arrivé entre-temps", new() { Timeout = 10_000 });
    }

    [Fact]
    public async Task A_tab_opens_without_losing_the_text_that_is_being_written()
    {
        var slug = await newsroom.CreateEventAsync();
        await newsroom.FileAsync(slug, new { headline = "En préparation", status = "draft" });
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await Assertions.Expect(desk.Locator("#desk-entries > li")).ToHaveCountAsync(0);
        await desk.Keyboard.TypeAsync("Un texte commencé");
        await desk.ClickAsync("#filters a:has-text('Brouillons')");
        await Assertions.Expect(desk.Locator("#desk-entries h3")).ToHaveTextAsync("En préparation");
        await Assertions.Expect(desk).ToHaveURLAsync(new Regex("status=draft$"));
        await Assertions.Expect(desk.Locator("#composer [name='Entry.Body']")).ToHaveValueAsync("Un texte commencé");
        await desk.GoBackAsync();
        await Assertions.Expect(desk.Locator("#desk-entries > li")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_main_button_says_for_when_it_schedules()
    {
        var slug = await newsroom.CreateEventAsync();
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await desk.Keyboard.TypeAsync("Le discours commence.");
        await desk.ClickAsync("#composer .more > summary");
        var due = DateTime.UtcNow.AddDays(2);
        await desk.FillAsync("#entry-dueat", due.ToString("yyyy-MM-dd'T'18:30", CultureInfo.InvariantCulture));
        await Assertions.Expect(desk.Locator("#composer [data-main]")).ToContainTextAsync("18:30");
        await desk.ClickAsync("#composer [data-main]");
        await Assertions.Expect(desk.Locator("[data-tab='3'] .count")).ToHaveTextAsync("1", new() { Timeout = 30_000 });
        await Assertions.Expect(desk.Locator("#composer [data-main]")).ToHaveTextAsync("Publier");
        Assert.Empty(await (await newsroom.ReaderAsync($"/live/{slug}")).HeadlinesAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pinned_entries_change_their_order_by_keys_or_buttons(bool script)
    {
        var slug = await newsroom.CreateEventAsync();
        await newsroom.FileAsync(slug, new { headline = "Premier", pinned = true });
        await newsroom.FileAsync(slug, new { headline = "Second", pinned = true });
        var desk = await newsroom.EditorAsync($"/desk/{slug}", new() { JavaScriptEnabled = script });
        var order = desk.Locator("#pinned li > a");
        await Assertions.Expect(order).ToHaveTextAsync(["Second", "Premier"]);
        if (script)
        {
            await order.First.FocusAsync();
            await desk.Keyboard.PressAsync("Alt+ArrowDown");
        }
        else
        {
            await desk.ClickAsync("#pinned li:first-child [data-step='1']");
        }
        await Assertions.Expect(order).ToHaveTextAsync(["Premier", "Second"]);
        await (await newsroom.ReaderAsync($"/live/{slug}")).ShowsAsync("Premier", "Second");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_contribution_sent_back_tells_its_author_why(bool script)
    {
        var slug = await newsroom.CreateEventAsync();
        await newsroom.FileAsync(slug, new { headline = "Selon une source", status = "submitted" });
        var desk = await newsroom.EditorAsync($"/desk/{slug}?status=submitted", new() { JavaScriptEnabled = script });
        await desk.ClickAsync("[data-menu=send-back] > summary");
        await desk.FillAsync("[data-menu=send-back] textarea", "Quelle source ?");
        await desk.ClickAsync("[data-menu=send-back] button");
        await Assertions.Expect(desk.Locator("#desk-entries > li")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await desk.GotoAsync($"{newsroom.LiveBlog.Address}/desk/{slug}?status=draft");
        await Assertions.Expect(desk.Locator(".entry-note")).ToContainTextAsync("Quelle source ?", new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task Any_version_can_be_brought_back()
    {
        var slug = await newsroom.CreateEventAsync();
        var id = await newsroom.PostAsync(slug, "La bonne version");
        await newsroom.EditAsync(slug, id, new { version = 1, headline = "La mauvaise" });
        await newsroom.WithdrawAsync(slug, id);
        var desk = await newsroom.EditorAsync($"/desk/{slug}/{id}/history");
        await Assertions.Expect(desk.Locator(".versions > li")).ToHaveCountAsync(3);
        await desk.ClickAsync("#v-1 button");
        // What the newest says differs from the one before it as that did from the first.
        await Assertions.Expect(desk.Locator("#v-4 h3 ins")).ToContainTextAsync("bonne");
    }
}
