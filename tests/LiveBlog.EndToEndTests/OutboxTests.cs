using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>Nothing that an editor typed is lost, nothing is posted twice, and what was sent can be pulled back.</summary>
public sealed class OutboxTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    private const string Headline = "[name='Entry.Headline']";
    private const string Body = "[name='Entry.Body']";
    private const string Post = "**/api/v1/events/*/entries";

    [Fact]
    public async Task Three_entries_written_offline_are_published_once_and_in_order_when_a_slow_line_is_back()
    {
        var slug = await newsroom.CreateEventAsync();
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await desk.Context.SetOfflineAsync(true);
        foreach (var headline in (string[])["Un", "Deux", "Trois"])
            await SendAsync(desk, headline);
        await Assertions.Expect(desk.Locator("#outbox [data-summary]")).ToContainTextAsync("3 en attente");
        // A second generation's line: 50 kbit/s, two seconds there and back.
        var devtools = await desk.Context.NewCDPSessionAsync(desk);
        await desk.Context.SetOfflineAsync(false);
        await devtools.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false, ["latency"] = 2000, ["downloadThroughput"] = 6250, ["uploadThroughput"] = 6250,
        });
        await EmptyAsync(desk);
        await (await newsroom.ReaderAsync($"/live/{slug}")).ShowsAsync("Trois", "Deux", "Un");
    }

    [Fact]
    public async Task A_post_that_the_server_died_of_is_published_once_when_it_is_back()
    {
        var slug = await newsroom.CreateEventAsync();
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        var sent = new TaskCompletionSource();
        await desk.RouteAsync(Post, async route =>
        {
            // It is stored, and the machine goes before it has answered.
            await route.FetchAsync();
            await newsroom.KillAsync();
            await route.AbortAsync("connectionreset");
            await desk.UnrouteAsync(Post);
            sent.SetResult();
        });
        await SendAsync(desk, "Avant la panne");
        await sent.Task;
        await SendAsync(desk, "Pendant la panne");
        await newsroom.ReturnAsync();
        await EmptyAsync(desk);
        await (await newsroom.ReaderAsync($"/live/{slug}")).ShowsAsync("Pendant la panne", "Avant la panne");
    }

    [Fact]
    public async Task What_is_held_can_be_pulled_back_by_key_and_a_killed_tab_loses_nothing_of_it()
    {
        var slug = await newsroom.CreateEventAsync();
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await desk.SelectOptionAsync("[data-undo-choice]", "30");
        await desk.FillAsync(Body, "Le *corps* du texte.");
        await SendAsync(desk, "À revoir");
        await Assertions.Expect(desk.Locator("#outbox .when")).ToContainTextAsync("Envoi dans");
        await desk.Keyboard.PressAsync("Alt+z");
        await Assertions.Expect(desk.Locator(Headline)).ToHaveValueAsync("À revoir");
        Assert.Equal("Le *corps* du texte.", await desk.InputValueAsync(Body));
        await Assertions.Expect(desk.Locator("#outbox")).ToBeHiddenAsync();

        await desk.PressAsync(Headline, "Control+Enter");
        await Assertions.Expect(desk.Locator("#outbox .when")).ToContainTextAsync("Envoi dans");
        var again = await desk.Context.NewPageAsync();
        _ = desk.GotoAsync("chrome://crash").ContinueWith(crash => crash.Exception, TaskScheduler.Default);
        await again.GotoAsync($"{newsroom.LiveBlog.Address}/desk/{slug}");
        await again.ClickAsync("#outbox >> text=Envoyer tout de suite");
        await EmptyAsync(again);
        await (await newsroom.ReaderAsync($"/live/{slug}")).ShowsAsync("À revoir");
        Assert.Equal("", await again.InputValueAsync(Headline));
    }

    [Fact]
    public async Task What_is_held_is_sent_when_the_page_is_closed_and_counts_on_when_the_desk_goes_on()
    {
        var slug = await newsroom.CreateEventAsync();
        var id = await newsroom.PostAsync(slug, "Avant");
        var desk = await newsroom.EditorAsync($"/desk/{slug}/{id}/edit");
        await desk.SelectOptionAsync("[data-undo-choice]", "30");
        await desk.FillAsync(Headline, "Après");
        await desk.ClickAsync("#editor button.primary");
        // Back at the list, the edit is still held.
        await desk.WaitForURLAsync($"**/desk/{slug}#**");
        await Assertions.Expect(desk.Locator("#outbox .when")).ToContainTextAsync("Envoi dans");
        await SendAsync(desk, "Un de plus");
        Assert.Equal(["Avant"], await (await newsroom.ReaderAsync($"/live/{slug}")).HeadlinesAsync());
        await desk.Context.NewPageAsync();
        await desk.CloseAsync(new() { RunBeforeUnload = false });
        var reader = await newsroom.ReaderAsync($"/live/{slug}");
        await reader.ShowsAsync("Un de plus", "Après");
    }

    [Fact]
    public async Task An_expired_sign_in_is_asked_again_on_top_of_the_page_and_another_account_sends_nothing_of_it()
    {
        const string other = "other@liveblog.example";
        await LiveBlogProcess.RunAsync(["user", "create", "--email", other, "--name", "Paul Roy", "--password", Newsroom.Password, .. newsroom.Settings]);
        var slug = await newsroom.CreateEventAsync();
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await desk.Context.ClearCookiesAsync();
        await SendAsync(desk, "Écrit avant l'expiration");
        await SignInAsync(desk, other);
        await Assertions.Expect(desk.Locator("#sign-in-again")).ToContainTextAsync("Paul Roy");
        Assert.Empty(await (await newsroom.ReaderAsync($"/live/{slug}")).HeadlinesAsync());
        await desk.ClickAsync("#sign-in-again >> text=Plus tard");

        await desk.Context.ClearCookiesAsync();
        await desk.ClickAsync("#outbox >> text=Se reconnecter");
        await SignInAsync(desk, Newsroom.Email);
        await EmptyAsync(desk);
        await (await newsroom.ReaderAsync($"/live/{slug}")).ShowsAsync("Écrit avant l'expiration");

        static async Task SignInAsync(IPage desk, string email)
        {
            var frame = desk.FrameLocator("#sign-in-again iframe");
            await frame.Locator("input[type=email]").FillAsync(email);
            await frame.Locator("input[type=password]").FillAsync(Newsroom.Password);
            await frame.Locator("main form button.primary").ClickAsync();
        }
    }

    [Fact]
    public async Task A_stale_edit_asks_only_what_both_changed_and_leaves_the_others_marks_alone()
    {
        var slug = await newsroom.CreateEventAsync();
        var id = await newsroom.PostAsync(slug, "Deux heures", body: "Le texte.");
        var desk = await newsroom.EditorAsync($"/desk/{slug}/{id}/edit");
        await newsroom.EditAsync(slug, id, new { version = 1, headline = "Trois heures", key = true });
        await desk.FillAsync(Headline, "Quatre heures");
        await desk.FillAsync(Body, "Le texte revu.");
        await desk.ClickAsync("#editor button.primary");
        await Assertions.Expect(desk.Locator("#merge fieldset")).ToHaveCountAsync(1);
        await Assertions.Expect(desk.Locator("#merge .theirs mark")).ToHaveTextAsync("Trois");
        await Assertions.Expect(desk.Locator("#merge .mine mark")).ToHaveTextAsync("Quatre");
        await desk.CheckAsync("#merge input[value=theirs]");
        await desk.ClickAsync("#merge button.primary");
        await desk.WaitForURLAsync($"**/desk/{slug}#**");
        await EmptyAsync(desk);
        var reader = await newsroom.ReaderAsync($"/live/{slug}");
        await reader.ShowsAsync("Trois heures");
        await Assertions.Expect(reader.Locator($"#e-{id}")).ToContainTextAsync("Le texte revu.");
        await Assertions.Expect(reader.Locator($"#e-{id}.key")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Two_tabs_show_the_same_outbox_and_send_each_text_once()
    {
        var slug = await newsroom.CreateEventAsync();
        var first = await newsroom.EditorAsync($"/desk/{slug}");
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync($"{newsroom.LiveBlog.Address}/desk/{slug}");
        await first.Context.SetOfflineAsync(true);
        await SendAsync(first, "Premier onglet");
        await SendAsync(second, "Second onglet");
        foreach (var tab in (IPage[])[first, second])
            await Assertions.Expect(tab.Locator("#outbox [data-summary]")).ToContainTextAsync("2 en attente");
        await first.Context.SetOfflineAsync(false);
        await EmptyAsync(first);
        await EmptyAsync(second);
        await (await newsroom.ReaderAsync($"/live/{slug}")).ShowsAsync("Second onglet", "Premier onglet");
    }

    [Fact]
    public async Task A_text_begun_on_a_phone_is_taken_over_at_the_desk_and_the_phone_does_not_write_over_it()
    {
        var slug = await newsroom.CreateEventAsync();
        var phone = await newsroom.EditorAsync($"/desk/{slug}");
        await phone.RunAndWaitForResponseAsync(
            () => phone.FillAsync(Headline, "Commencé au téléphone"), answer => answer.Request.Method == "PUT" && answer.Url.Contains("/working-copies/"));
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await desk.RunAndWaitForResponseAsync(
            () => desk.Locator("#composer [data-notices] li", new() { HasText = "Commencé au téléphone" }).GetByText("Reprendre").ClickAsync(),
            answer => answer.Request.Method == "PUT" && answer.Url.Contains("/working-copies/") && answer.Ok);
        await Assertions.Expect(desk.Locator(Headline)).ToHaveValueAsync("Commencé au téléphone");
        await phone.FillAsync(Headline, "Commencé au téléphone, et continué");
        await Assertions.Expect(phone.Locator("#composer [data-state]")).ToContainTextAsync("Repris dans un autre navigateur");
        await desk.FillAsync(Headline, "Fini au bureau");
        await SendAsync(desk, "Fini au bureau");
        await EmptyAsync(desk);
        Assert.Equal("Commencé au téléphone, et continué", await phone.InputValueAsync(Headline));
        await (await newsroom.ReaderAsync($"/live/{slug}")).ShowsAsync("Fini au bureau");
    }

    /// <summary>Sends an entry; the form is empty as soon as the outbox has it.</summary>
    private static async Task SendAsync(IPage desk, string headline)
    {
        await desk.FillAsync(Headline, headline);
        await desk.PressAsync(Headline, "Control+Enter");
        await Assertions.Expect(desk.Locator(Headline)).ToHaveValueAsync("");
    }

    private static Task EmptyAsync(IPage desk) =>
        Assertions.Expect(desk.Locator("#outbox")).ToBeHiddenAsync(new() { Timeout = 45_000 });
}
