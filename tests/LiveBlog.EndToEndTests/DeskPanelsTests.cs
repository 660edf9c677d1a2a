using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>What stands around the list of an event's desk: panels, the search, the names of keys.</summary>
public sealed class DeskPanelsTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    [Fact]
    public async Task A_panel_that_was_closed_stays_closed()
    {
        var slug = await newsroom.CreateEventAsync();
        await newsroom.FileAsync(slug, new { headline = "Premier", pinned = true });
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await desk.ClickAsync("#pinned-box > summary");
        await newsroom.FileAsync(slug, new { headline = "Second", pinned = true });
        await Assertions.Expect(desk.Locator("#pinned-box .count")).ToHaveTextAsync("2", new() { Timeout = 30_000 });
        await Assertions.Expect(desk.Locator("#pinned-box[open]")).ToHaveCountAsync(0);
        await desk.ReloadAsync();
        await Assertions.Expect(desk.Locator("#pinned-box[open]")).ToHaveCountAsync(0);
        await desk.ClickAsync("#pinned-box > summary");
        await desk.ReloadAsync();
        await Assertions.Expect(desk.Locator("#pinned-box[open]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task On_a_phone_the_entries_can_be_searched()
    {
        var slug = await newsroom.CreateEventAsync();
        await newsroom.PostAsync(slug, "Le vote est reporté");
        await newsroom.PostAsync(slug, "La séance est ouverte");
        var phone = await newsroom.EditorAsync($"/desk/{slug}", new() { ViewportSize = new() { Width = 360, Height = 800 }, HasTouch = true });
        await phone.TapAsync("#find-text");
        await phone.Keyboard.TypeAsync("vote");
        await Assertions.Expect(phone.Locator("#desk-entries h3")).ToHaveTextAsync(["Le vote est reporté"]);
    }

    [Fact]
    public async Task On_a_Mac_keys_have_its_signs()
    {
        var slug = await newsroom.CreateEventAsync();
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await Assertions.Expect(desk.Locator("#composer [data-main]")).ToHaveAttributeAsync("title", "Ctrl + Entrée");
        await desk.AddInitScriptAsync("Object.defineProperty(navigator, 'platform', { get: () => 'MacIntel' })");
        await desk.ReloadAsync();
        await Assertions.Expect(desk.Locator("#composer [data-main]")).ToHaveAttributeAsync("title", "⌘ Entrée");
        await Assertions.Expect(desk.Locator("#key-help kbd").First).ToHaveTextAsync("⌘ Enter");
    }
}
