using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>What an editor does at the desk, in a real browser, and what readers then see.</summary>
public sealed class DeskTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    private const string Headline = "[name='Entry.Headline']";
    private const string Body = "[name='Entry.Body']";

    [Fact]
    public async Task An_entry_posted_at_the_desk_is_seen_by_readers_with_and_without_script()
    {
        var slug = await newsroom.CreateEventAsync();
        var newest = await (await newsroom.ReaderAsync($"/live/{slug}")).FollowsAsync();
        var oldest = await (await newsroom.ReaderAsync($"/live/{slug}?order=oldest")).FollowsAsync();
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await PostAsync(desk, "Ouverture de la séance");
        await newest.ShowsAsync("Ouverture de la séance");
        await oldest.ShowsAsync("Ouverture de la séance");
        await PostAsync(desk, "Deuxième point");
        await newest.ShowsAsync("Deuxième point", "Ouverture de la séance");
        await oldest.ShowsAsync("Ouverture de la séance", "Deuxième point");
        var plain = await newsroom.ReaderAsync($"/live/{slug}", options: new() { JavaScriptEnabled = false });
        Assert.Equal(["Deuxième point", "Ouverture de la séance"], await plain.Locator("#entries h3").AllTextContentsAsync());
    }

    [Fact]
    public async Task Editing_and_withdrawing_at_the_desk_reach_readers()
    {
        var slug = await newsroom.CreateEventAsync();
        var id = await newsroom.PostAsync(slug, "Avant");
        var reader = await (await newsroom.ReaderAsync($"/live/{slug}")).FollowsAsync();
        var desk = await newsroom.EditorAsync($"/desk/{slug}/{id}/edit");
        await desk.FillAsync(Headline, "Après");
        await desk.FillAsync("[name='Entry.Correction']", "Le titre était faux.");
        await desk.ClickAsync("#editor button.primary");
        await reader.ShowsAsync("Après");
        await Assertions.Expect(reader.Locator(".correction")).ToContainTextAsync("Le titre était faux.");
    }

    [Fact]
    public async Task A_text_typed_before_the_browser_closed_is_still_there()
    {
        var slug = await newsroom.CreateEventAsync();
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await desk.FillAsync(Headline, "Un brouillon");
        await desk.FillAsync(Body, "Un texte qui ne doit pas se perdre.");
        await desk.WaitForTimeoutAsync(600);
        await desk.CloseAsync();
        var again = await desk.Context.NewPageAsync();
        await again.GotoAsync($"{newsroom.LiveBlog.Address}/desk/{slug}");
        await Assertions.Expect(again.Locator(Headline)).ToHaveValueAsync("Un brouillon");
        await Assertions.Expect(again.Locator(Body)).ToHaveValueAsync("Un texte qui ne doit pas se perdre.");
    }

    [Fact]
    public async Task A_post_whose_answer_was_lost_is_sent_again_and_is_one_entry()
    {
        var slug = await newsroom.CreateEventAsync();
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        var attempts = 0;
        await desk.RouteAsync("**/api/v1/events/*/entries", async route =>
        {
            // The server gets the first attempt; its answer does not come back.
            if (Interlocked.Increment(ref attempts) == 1)
            {
                await route.FetchAsync();
                await route.AbortAsync("connectionreset");
            }
            else
            {
                await route.ContinueAsync();
            }
        });
        await PostAsync(desk, "Une seule fois");
        Assert.True(attempts >= 2);
        var reader = await newsroom.ReaderAsync($"/live/{slug}");
        Assert.Equal(["Une seule fois"], await reader.HeadlinesAsync());
    }

    [Fact]
    public async Task An_expired_sign_in_costs_no_text()
    {
        var slug = await newsroom.CreateEventAsync();
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await desk.FillAsync(Headline, "Écrit avant l'expiration");
        await desk.Context.ClearCookiesAsync();
        await desk.Keyboard.PressAsync("Control+Enter");
        var again = await desk.RunAndWaitForPopupAsync(() => desk.GetByRole(AriaRole.Button, new() { Name = "Se reconnecter" }).ClickAsync());
        Assert.Equal("Écrit avant l'expiration", await desk.InputValueAsync(Headline));
        await again.FillAsync("input[type=email]", Newsroom.Email);
        await again.FillAsync("input[type=password]", Newsroom.Password);
        await again.ClickAsync("main form button.primary");
        // The window closes itself, and the desk sends what had waited.
        await Assertions.Expect(desk.Locator(Headline)).ToHaveValueAsync("", new() { Timeout = 30_000 });
        var reader = await newsroom.ReaderAsync($"/live/{slug}");
        await reader.ShowsAsync("Écrit avant l'expiration");
    }

    [Fact]
    public async Task A_stale_edit_is_refused_and_shows_both_texts()
    {
        var slug = await newsroom.CreateEventAsync();
        var id = await newsroom.PostAsync(slug, "Deux heures");
        var desk = await newsroom.EditorAsync($"/desk/{slug}/{id}/edit", new() { JavaScriptEnabled = false });
        await newsroom.EditAsync(slug, id, new { version = 1, headline = "Trois heures" });
        await desk.FillAsync(Headline, "Quatre heures");
        await desk.ClickAsync("#editor button.primary");
        await Assertions.Expect(desk.Locator(".theirs")).ToContainTextAsync("Trois heures");
        Assert.Equal("Quatre heures", await desk.InputValueAsync(Headline));
        await desk.ClickAsync("#editor button.primary");
        await desk.WaitForURLAsync($"**/desk/{slug}**");
        Assert.Equal(["Quatre heures"], await (await newsroom.ReaderAsync($"/live/{slug}")).HeadlinesAsync());
    }

    [Fact]
    public async Task Without_script_posting_works_and_a_double_submit_is_one_entry()
    {
        var slug = await newsroom.CreateEventAsync();
        var desk = await newsroom.EditorAsync($"/desk/{slug}", new() { JavaScriptEnabled = false });
        await desk.FillAsync(Headline, "Sans script");
        await desk.DblClickAsync("#composer button.primary");
        await Assertions.Expect(desk.Locator("#composer ~ *, main").Last).ToContainTextAsync("Sans script");
        var reader = await newsroom.ReaderAsync($"/live/{slug}");
        Assert.Equal(["Sans script"], await reader.HeadlinesAsync());
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_while()
    {
        await LiveBlogProcess.RunAsync(["user", "create", "--email", "locked@liveblog.example", "--password", Newsroom.Password, .. newsroom.Settings]);
        var page = await newsroom.ReaderAsync("/account/sign-in");
        for (var i = 0; i < 6; i++)
        {
            await page.FillAsync("input[type=email]", "locked@liveblog.example");
            await page.FillAsync("input[type=password]", i < 5 ? "not the password" : Newsroom.Password);
            await page.ClickAsync("main form button.primary");
        }
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("15 minutes");
    }

    private static async Task PostAsync(IPage desk, string headline)
    {
        await desk.FillAsync(Headline, headline);
        await desk.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(desk.Locator(Headline)).ToHaveValueAsync("", new() { Timeout = 30_000 });
    }
}
