using System.Text.RegularExpressions;
using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>Photos on their way from an editor's screen to a reader's.</summary>
public sealed class MediaTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    private const string Alts = ".media-card .text-alt input";

    // Pictures that a page draws and drops, or pastes as a screenshot is.
    private const string Give = """
        async ([kind, ...names]) => {
          const data = new DataTransfer();
          for (const name of names) {
            const canvas = new OffscreenCanvas(1200, 800);
            const context = canvas.getContext("2d");
            context.fillStyle = name.startsWith("a") ? "teal" : name.startsWith("b") ? "orange" : "navy";
            context.fillRect(0, 0, 900, 700);
            data.items.add(new File([await canvas.convertToBlob({ type: "image/png" })], name, { type: "image/png" }));
          }
          const event = kind === "drop" ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
            : new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.querySelector("#composer textarea[name='Entry.Body']").dispatchEvent(event);
        }
        """;

    [Fact]
    public async Task Photos_that_are_dropped_and_pasted_reach_readers_as_a_gallery_although_one_fails_at_first_and_the_page_is_loaded_anew()
    {
        var slug = await newsroom.CreateEventAsync();
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        var isAway = true;
        await desk.RouteAsync("**/api/v1/media", async route =>
        {
            if (isAway)
                await route.AbortAsync("connectionfailed");
            else
                await route.ContinueAsync();
        });
        await desk.FillAsync("[name='Entry.Headline']", "Trois photos");
        await desk.EvaluateAsync(Give, new[] { "drop", "a.png", "b.png" });
        await desk.Locator(Alts).First.FillAsync("Du vert");
        await Assertions.Expect(desk.Locator(".media-card .error:visible").First).ToContainTextAsync("Pas de réseau");
        await desk.WaitForTimeoutAsync(600);

        await desk.ReloadAsync();
        await Assertions.Expect(desk.Locator(".media-card")).ToHaveCountAsync(2);
        await Assertions.Expect(desk.Locator(Alts).First).ToHaveValueAsync("Du vert");
        await desk.EvaluateAsync(Give, new[] { "paste", "c.png" });
        await Assertions.Expect(desk.Locator(".media-card .error:visible")).ToHaveCountAsync(3);
        // Sent now, the entry waits for them.
        await desk.ClickAsync("#composer button.primary");
        await Assertions.Expect(desk.Locator("[data-media-state]")).ToContainTextAsync("Le texte est gardé et partira avec eux");
        isAway = false;
        for (var i = 0; i < 3; i++)
        {
            if (await desk.Locator(".media-card").Nth(i).GetByText("Réessayer").IsVisibleAsync())
                await desk.Locator(".media-card").Nth(i).GetByText("Réessayer").ClickAsync();
        }
        await Assertions.Expect(desk.Locator("[name='Entry.Headline']")).ToHaveValueAsync("", new() { Timeout = 60_000 });
        await Assertions.Expect(desk.Locator(".media-note")).ToContainTextAsync("sans texte alternatif");

        var reader = await newsroom.ReaderAsync($"/live/{slug}");
        var photos = reader.Locator(".gallery img");
        await Assertions.Expect(photos).ToHaveCountAsync(3);
        await Assertions.Expect(photos.First).ToHaveAttributeAsync("alt", "Du vert");
        await Assertions.Expect(photos.First).ToHaveAttributeAsync("srcset", new Regex("-480\\.jpg 480w, .*-960\\.jpg 960w, .*-1200\\.jpg 1200w$"));
        Assert.Equal(1200, await photos.First.EvaluateAsync<int>("async image => { const whole = new Image(); whole.src = image.srcset.split(', ').at(-1).split(' ')[0]; await whole.decode(); return whole.naturalWidth; }"));
    }
}
