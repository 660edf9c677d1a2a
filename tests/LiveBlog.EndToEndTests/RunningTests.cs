using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>An event's life, from its plan to the archive, as an editor makes it and a reader sees it.</summary>
public sealed class RunningTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    [Fact]
    public async Task Every_step_of_an_event_s_life_reaches_an_open_page_without_loading_it_again()
    {
        var slug = $"vie-{Guid.NewGuid():n}";
        var desk = await newsroom.EditorAsync("/desk/new");
        await desk.FillAsync("[name='Event.Title']", "Le conseil");
        await desk.FillAsync("[name='Event.Slug']", slug);
        await desk.FillAsync("[name='Event.StartedAt']", "2099-01-12T18:00");
        await desk.CheckAsync("[name='Event.Scheduled']");
        await desk.ClickAsync("form[data-keep=new-event] button.primary");
        await desk.WaitForURLAsync($"**/desk/{slug}");

        var reader = await (await newsroom.ReaderAsync($"/live/{slug}")).FollowsAsync();
        await reader.EvaluateAsync("() => { window.stayed = true; }");
        var state = reader.Locator("#event-state b");
        await Assertions.Expect(state).ToHaveTextAsync("À venir");
        foreach (var (to, shown) in new[] { ("Live", "En direct"), ("Paused", "En pause"), ("Live", "En direct"), ("Ended", "Terminé"), ("Live", "En direct"), ("Ended", "Terminé") })
            await StepAsync(to, shown);
        await StepAsync("Archived", "Terminé");
        Assert.True(await reader.EvaluateAsync<bool>("() => window.stayed === true"));

        async Task StepAsync(string to, string shown)
        {
            await desk.GotoAsync($"{newsroom.LiveBlog.Address}/desk/{slug}/settings");
            await desk.ClickAsync($"button[name=to][value={to}]");
            await Assertions.Expect(desk.Locator(".head .status")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex(to.ToLowerInvariant()));
            await Assertions.Expect(state).ToHaveTextAsync(shown);
        }
    }
}
