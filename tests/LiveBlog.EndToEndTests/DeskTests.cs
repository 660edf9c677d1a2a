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

        await desk.WaitForURLAsync($"**/desk/{slug}#**");
        await desk.ClickAsync($"#d-{id} [data-menu=withdraw] > summary");
        await reader.ShowsAsync();
        // What the server writes into an empty feed.
        await Assertions.Expect(reader.Locator("#entries > .empty")).ToBeVisibleAsync();
        var fresh = await newsroom.ReaderAsync($"/live/{slug}");
        Assert.Equal(await fresh.Locator("#entries > .empty").TextContentAsync(), await reader.Locator("#entries > .empty").TextContentAsync());
        await newsroom.PostAsync(slug, "La suite");
        await reader.ShowsAsync("La suite");
        await Assertions.Expect(reader.Locator("#entries > .empty")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_link_to_the_newest_first_says_so_whatever_order_is_remembered()
    {
        var slug = await newsroom.CreateEventAsync();
        for (var i = 0; i < 52; i++)
            await newsroom.PostAsync(slug, $"n{i}", DateTimeOffset.UtcNow.AddMinutes(i - 60));
        var reader = await newsroom.ReaderAsync($"/live/{slug}");
        await reader.ClickAsync("a[data-order=oldest]");
        await reader.WaitForURLAsync("**?order=oldest");
        // As with the middle button: the link is followed, the choice is not remembered.
        foreach (var (page, first) in new[] { ($"/live/{slug}?order=oldest", "n51"), ($"/live/{slug}?order=oldest&{await CursorAsync()}", "n1") })
        {
            await reader.GotoAsync(newsroom.LiveBlog.Address + page);
            await reader.GotoAsync(await reader.EvaluateAsync<string>("() => document.querySelector('a[data-order=newest]').href"));
            await reader.FollowsAsync();
            Assert.Equal(first, (await reader.HeadlinesAsync())[0]);
        }

        async Task<string> CursorAsync()
        {
            var plain = await newsroom.ReaderAsync($"/live/{slug}", options: new() { JavaScriptEnabled = false });
            return new Uri(new Uri(newsroom.LiveBlog.Address), await plain.GetAttributeAsync("a[rel=next]", "href")).Query.TrimStart('?');
        }
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
    public async Task A_sending_that_was_stopped_and_sent_again_with_another_text_is_one_entry()
    {
        var slug = await newsroom.CreateEventAsync();
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        var attempts = 0;
        var away = true;
        await desk.RouteAsync("**/api/v1/events/*/entries", async route =>
        {
            // The server gets the first attempt, and nobody its answer.
            if (Interlocked.Increment(ref attempts) == 1)
                await route.FetchAsync();
            if (away)
                await route.AbortAsync("connectionreset");
            else
                await route.ContinueAsync();
        });
        await desk.FillAsync(Headline, "Un premier jet");
        await desk.Keyboard.PressAsync("Control+Enter");
        var reader = await newsroom.ReaderAsync($"/live/{slug}");
        await reader.ShowsAsync("Un premier jet");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Arrêter l’envoi" }).ClickAsync();
        await Assertions.Expect(desk.Locator(Headline)).ToHaveValueAsync("Un premier jet");

        away = false;
        await desk.FillAsync(Headline, "Le texte revu");
        await desk.Keyboard.PressAsync("Control+Enter");
        await desk.ClickAsync("#outbox .failed >> text=Enregistrer mon texte à sa place");
        await Assertions.Expect(desk.Locator("#outbox")).ToBeHiddenAsync();
        await reader.ShowsAsync("Le texte revu");
        Assert.Equal(["Le texte revu"], await (await newsroom.ReaderAsync($"/live/{slug}")).HeadlinesAsync());
    }

    [Fact]
    public async Task A_draft_taken_up_while_another_text_is_being_sent_is_not_lost()
    {
        var slug = await newsroom.CreateEventAsync();
        var first = await newsroom.EditorAsync($"/desk/{slug}");
        var address = $"{newsroom.LiveBlog.Address}/desk/{slug}";
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(address);
        foreach (var (page, text) in new[] { (first, "Premier brouillon"), (second, "Deuxième brouillon") })
        {
            await page.FillAsync(Headline, text);
            await Assertions.Expect(page.Locator("#composer [data-state]")).ToContainTextAsync("Brouillon gardé");
        }
        await first.CloseAsync();
        await second.CloseAsync();

        // Two texts and no tab that has them: the page lists both.
        var desk = await second.Context.NewPageAsync();
        var away = true;
        await desk.RouteAsync("**/api/v1/events/*/entries", route => away ? route.AbortAsync("connectionreset") : route.ContinueAsync());
        await desk.GotoAsync(address);
        var take = desk.Locator("#composer [data-notices] li", new() { HasText = "Deuxième brouillon" }).GetByText("Reprendre");
        await Assertions.Expect(take).ToBeVisibleAsync();
        await desk.FillAsync(Headline, "Le texte envoyé");
        await desk.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(desk.Locator("#outbox .what")).ToContainTextAsync("Le texte envoyé");
        await take.ClickAsync();
        await Assertions.Expect(desk.Locator(Headline)).ToHaveValueAsync("Deuxième brouillon");
        await desk.PressAsync(Headline, "Control+Enter");
        await Assertions.Expect(desk.Locator("#outbox .what")).ToHaveCountAsync(2);

        away = false;
        await Assertions.Expect(desk.Locator("#outbox")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await (await newsroom.ReaderAsync($"/live/{slug}")).ShowsAsync("Deuxième brouillon", "Le texte envoyé");
    }

    [Fact]
    public async Task Without_script_a_stale_edit_is_refused_and_shows_both_texts()
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
        await (await newsroom.ReaderAsync($"/live/{slug}")).ShowsAsync("Quatre heures");
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
        await Assertions.Expect(desk.Locator(Headline)).ToHaveValueAsync("");
        // The server has answered.
        await Assertions.Expect(desk.Locator("#outbox")).ToBeHiddenAsync(new() { Timeout = 30_000 });
    }
}
