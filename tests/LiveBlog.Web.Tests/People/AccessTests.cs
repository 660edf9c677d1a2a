using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.People;

/// <summary>Who gets in, and where to.</summary>
public sealed class AccessTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Fact]
    public async Task An_administrator_signs_somebody_out_at_once_and_only_administrators_may()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var admin = await DeskBrowser.SignInAsync(app, Role.Admin);
        var editor = await DeskBrowser.SignInAsync(app, Role.Editor);
        var user = editor.Account;
        Assert.Equal(HttpStatusCode.OK, await editor.StatusAsync("/desk"));
        foreach (var page in new[] { "/desk/people", $"/desk/people/{user.Id}", "/desk/audit" })
            Assert.Equal(HttpStatusCode.Forbidden, await editor.StatusAsync(page));
        await admin.SendAsync($"/desk/people/{user.Id}", $"/desk/people/{user.Id}?handler=SignOut");
        Assert.Equal(HttpStatusCode.Found, await editor.StatusAsync("/desk"));
        await editor.SignInAsync(user.Email!);
        Assert.Equal(HttpStatusCode.OK, await editor.StatusAsync("/desk"));
        await admin.SendAsync($"/desk/people/{user.Id}", $"/desk/people/{user.Id}?handler=Deactivate");
        Assert.Equal(HttpStatusCode.Found, await editor.StatusAsync("/desk"));
        Assert.Equal(HttpStatusCode.BadRequest, (await editor.SignInAsync(user.Email!)).StatusCode);
        Assert.Contains("Compte désactivé", await admin.Http.GetStringAsync("/desk/audit?kind=account"));
    }

    [Fact]
    public async Task A_role_in_one_event_opens_that_event_only()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var (open, shut) = (await app.CreateEventAsync("Ouvert"), await app.CreateEventAsync("Fermé"));
        var guest = await DeskBrowser.SignInAsync(app, Role.Guest);
        var user = guest.Account;
        Assert.Equal(HttpStatusCode.Forbidden, await guest.StatusAsync("/desk"));
        await app.Services.GetRequiredService<AccountWriter>().SetMemberAsync(open, user.Id, Role.Editor, TokenWriter.CommandLine, None);
        app.Services.GetRequiredService<SignedInCache>().Forget();
        Assert.Equal(HttpStatusCode.OK, await guest.StatusAsync($"/desk/{open}/people"));
        Assert.Equal(HttpStatusCode.Forbidden, await guest.StatusAsync($"/desk/{shut}/people"));
        Assert.Equal(HttpStatusCode.Created, (await guest.Http.PostAsJsonAsync($"/api/v1/events/{open}/entries", new { headline = "Oui" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await guest.Http.PostAsJsonAsync($"/api/v1/events/{shut}/entries", new { headline = "Non" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await guest.Http.PostAsJsonAsync("/api/v1/events", new { title = "Non" })).StatusCode);
    }

    [Fact]
    public async Task An_article_that_is_not_published_is_for_editors()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var draft = (await app.Services.GetRequiredService<Core.Articles.ArticleWriter>().CreateAsync(Guid.CreateVersion7(),
            new Core.Articles.ArticleInput { Title = "Enquête", Body = "Secret", Language = "fr", TimeZone = "Europe/Brussels", Status = EntryStatus.Draft }, TokenWriter.CommandLine, None)).Article;
        var guest = await DeskBrowser.SignInAsync(app, Role.Guest);
        var user = guest.Account;
        await app.Services.GetRequiredService<AccountWriter>().SetMemberAsync(slug, user.Id, Role.Contributor, TokenWriter.CommandLine, None);
        app.Services.GetRequiredService<SignedInCache>().Forget();
        var tool = await app.ToolAsync(Role.Contributor);
        Assert.Equal(HttpStatusCode.NotFound, await guest.StatusAsync($"/api/v1/articles/{draft.Slug}"));
        Assert.Equal(HttpStatusCode.NotFound, (await tool.GetAsync($"/api/v1/articles/{draft.Slug}")).StatusCode);
        Assert.DoesNotContain("Enquête", await guest.Http.GetStringAsync("/desk/articles"));
        Assert.Equal(HttpStatusCode.OK, (await (await app.ToolAsync(Role.Editor, "Autre")).GetAsync($"/api/v1/articles/{draft.Slug}")).StatusCode);
    }

    [Fact]
    public async Task Who_runs_one_event_reaches_no_other_from_its_desk()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var (own, other) = (await app.CreateEventAsync("Le sien"), await app.CreateEventAsync("Un autre"));
        var guest = await DeskBrowser.SignInAsync(app, Role.Guest);
        var user = guest.Account;
        await app.Services.GetRequiredService<AccountWriter>().SetMemberAsync(own, user.Id, Role.Editor, TokenWriter.CommandLine, None);
        app.Services.GetRequiredService<SignedInCache>().Forget();
        var posted = await guest.Http.PostAsJsonAsync($"/api/v1/events/{own}/entries", new { headline = "Oui" });
        var id = (await posted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();

        Assert.Equal(HttpStatusCode.Forbidden, (await guest.Http.PostAsJsonAsync($"/api/v1/events/{own}/entries/{id}/move", new { to = other, version = 1 })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await guest.Http.PostAsJsonAsync($"/api/v1/events/{own}/merge", new { into = other })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await guest.Http.PostAsJsonAsync($"/api/v1/events/{own}/duplicate", new { title = "Copie" })).StatusCode);
        Assert.DoesNotContain(other, await guest.Http.GetStringAsync($"/desk/{own}/settings"));
        Assert.DoesNotContain(other, await guest.Http.GetStringAsync("/desk"));
        Assert.DoesNotContain(other, await guest.Http.GetStringAsync("/api/v1/events"));

        // What it is called makes no difference, before or after.
        Assert.True((await guest.Http.PatchAsJsonAsync($"/api/v1/events/{own}", new { slug = "rebaptise" })).IsSuccessStatusCode);
        foreach (var address in new[] { own, "rebaptise" })
            Assert.Equal(HttpStatusCode.Created, (await guest.Http.PostAsJsonAsync($"/api/v1/events/{address}/entries", new { headline = "Encore" })).StatusCode);
    }

    [Fact]
    public async Task What_a_renamed_events_desk_still_sends_to_its_old_address_arrives()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync("Ancien");
        var editor = await DeskBrowser.SignInAsync(app, Role.Editor);
        Assert.True((await editor.Http.PatchAsJsonAsync($"/api/v1/events/{slug}", new { slug = "nouveau" })).IsSuccessStatusCode);
        var sent = await editor.SendAsync("/desk/nouveau", $"/desk/{slug}", ("Entry.Headline", "Oui"));
        Assert.Equal((HttpStatusCode.PermanentRedirect, "/desk/nouveau"), (sent.StatusCode, sent.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task What_was_typed_for_an_event_is_kept_under_a_name_that_outlives_its_address()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync("Ancien");
        var editor = await DeskBrowser.SignInAsync(app, Role.Editor);
        var before = await KeptAsAsync($"/desk/{slug}");
        Assert.True((await editor.Http.PatchAsJsonAsync($"/api/v1/events/{slug}", new { slug = "nouveau" })).IsSuccessStatusCode);
        Assert.Equal(before, await KeptAsAsync("/desk/nouveau"));

        async Task<string> KeptAsAsync(string page)
        {
            var composer = (await editor.Http.GetStringAsync(page)).Split("id=\"composer\"")[1];
            return composer.Split("data-keep=\"")[1].Split('"')[0];
        }
    }

    [Fact]
    public async Task No_event_takes_the_address_of_a_page_of_the_desk()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        _ = app.Server;
        var pages = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.PathSegments)
            .Where(path => path.Count > 1 && IsLiteral(path[0], "desk") && path[1].Parts is [RoutePatternLiteralPart])
            .Select(path => ((RoutePatternLiteralPart)path[1].Parts[0]).Content).Distinct();
        Assert.Empty(pages.Except(Slug.Reserved));

        static bool IsLiteral(RoutePatternPathSegment segment, string text) => segment.Parts is [RoutePatternLiteralPart literal] && literal.Content == text;
    }

    [Fact]
    public async Task A_correspondent_is_told_why_a_text_came_back_and_nothing_else_that_colleagues_say()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var (link, secret) = await app.Services.GetRequiredService<FilingLinkWriter>().CreateAsync(slug, "Anna", TimeSpan.FromDays(1), TokenWriter.CommandLine, None);
        var (filed, _) = await app.Entries.PostAsync(slug, Guid.CreateVersion7(), new EntryInput { Headline = "Vu", Status = EntryStatus.Submitted }, new Actor("Anna", Role.Contributor, link.Id.ToString()), None);
        var editor = await DeskBrowser.SignInAsync(app, Role.Editor);
        await editor.SendAsync($"/desk/{slug}", $"/desk/{slug}?handler=SendBack", ("id", $"{filed.Id}"), ("version", "1"), ("why", "Qui le dit ?"));
        (await editor.Http.PostAsJsonAsync($"/api/v1/events/{slug}/notes", new { entryId = filed.Id, text = "Elle se trompe souvent" })).EnsureSuccessStatusCode();
        var page = await app.Client.GetStringAsync($"/file/{secret}");
        Assert.Contains("Qui le dit ?", page);
        Assert.DoesNotContain("Elle se trompe", page);
    }

    [Fact]
    public async Task Guesses_at_a_password_lock_the_account_but_not_the_browser_its_owner_uses()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var own = await DeskBrowser.SignInAsync(app, Role.Editor);
        var user = own.Account;
        await own.SendAsync("/desk", "/account/sign-out");
        var stranger = new DeskBrowser(app);
        for (var guess = 0; guess < 5; guess++)
            await stranger.SignInAsync(user.Email!, $"wrong guess {guess}");
        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.SignInAsync(user.Email!)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await own.SignInAsync(user.Email!)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await own.StatusAsync("/desk"));
        // Whoever sits at that browser cannot guess for ever either.
        await own.SendAsync("/desk", "/account/sign-out");
        for (var guess = 0; guess < 10; guess++)
            await own.SignInAsync(user.Email!, $"wrong guess {guess}");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await own.SignInAsync(user.Email!)).StatusCode);
    }

    [Fact]
    public async Task Where_everybody_needs_a_second_factor_the_desk_opens_only_after_it()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var editor = await DeskBrowser.SignInAsync(app, Role.Editor);
        await app.Services.GetRequiredService<AccountWriter>().SetAsync(SettingKeys.SecondFactor, SettingKeys.On, TokenWriter.CommandLine, None);
        app.Services.GetRequiredService<SignedInCache>().Forget();
        var sent = await editor.Http.GetAsync("/desk/new");
        Assert.Equal("/account/second-factor?returnUrl=%2Fdesk%2Fnew", sent.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Forbidden, await editor.StatusAsync("/api/v1/events"));
        Assert.Equal(HttpStatusCode.OK, await editor.StatusAsync("/account/second-factor"));
    }

    [Fact]
    public async Task Who_has_a_second_factor_cannot_make_another_with_the_password_alone()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var user = await DeskBrowser.AccountAsync(app, Role.Admin, "chef");
        await AddPasskeyAsync(app, user.Id);
        await app.Services.GetRequiredService<AccountWriter>().SetAsync(SettingKeys.SecondFactor, SettingKeys.On, TokenWriter.CommandLine, None);
        var thief = new DeskBrowser(app);
        await thief.SignInAsync(user.Email!);
        var page = await thief.Http.GetStringAsync("/account/second-factor");
        Assert.DoesNotContain("otpauth", page);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            // Even if a key is there already.
            var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
            var own = (await users.FindByIdAsync(user.Id.ToString()))!;
            await users.ResetAuthenticatorKeyAsync(own);
            await thief.SendAsync("/account/second-factor", "/account/second-factor?handler=On", ("code", Code((await users.GetAuthenticatorKeyAsync(own))!)));
        }
        Assert.Equal("/account/second-factor", (await thief.Http.GetAsync("/account")).Headers.Location?.OriginalString);
        await thief.SendAsync("/account/second-factor", "/account?handler=Remove", ("id", "AQID"));
        await using var after = app.Services.CreateAsyncScope();
        var kept = (await after.ServiceProvider.GetRequiredService<UserManager<User>>().FindByIdAsync(user.Id.ToString()))!;
        Assert.False(kept.TwoFactorEnabled);
        Assert.Single(await after.ServiceProvider.GetRequiredService<UserManager<User>>().GetPasskeysAsync(kept));
        Assert.NotEqual(HttpStatusCode.OK, await thief.StatusAsync("/desk"));
    }

    [Fact]
    public async Task An_administrator_takes_a_lost_passkey_off_and_its_owner_makes_a_new_factor()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var admin = await DeskBrowser.SignInAsync(app, Role.Admin);
        var editor = await DeskBrowser.SignInAsync(app, Role.Editor);
        var user = editor.Account;
        await AddPasskeyAsync(app, user.Id);
        await admin.SendAsync($"/desk/people/{user.Id}", $"/desk/people/{user.Id}?handler=FactorOff");
        await app.Services.GetRequiredService<AccountWriter>().SetAsync(SettingKeys.SecondFactor, SettingKeys.On, TokenWriter.CommandLine, None);
        app.Services.GetRequiredService<SignedInCache>().Forget();
        Assert.Contains("otpauth", await editor.Http.GetStringAsync("/account/second-factor"));
    }

    private static async Task AddPasskeyAsync(LiveBlogApp app, Guid userId)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = (await users.FindByIdAsync(userId.ToString()))!;
        var passkey = new UserPasskeyInfo([1, 2, 3], [4], DateTimeOffset.UtcNow, 0, null, true, false, false, [5], [6]) { Name = "Clé" };
        Assert.True((await users.AddOrUpdatePasskeyAsync(user, passkey)).Succeeded);
    }

    // RFC 6238.
    private static string Code(string key)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(key.Select(letter => Convert.ToString(letters.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        byte[] secret = [.. Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2))];
        var step = new byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(step, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // What authenticator apps use.
        var hash = System.Security.Cryptography.HMACSHA1.HashData(secret, step);
#pragma warning restore CA5350
        var number = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & 0x7fffffff;
        return (number % 1_000_000).ToString("d6", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_narrowed_token_does_what_it_is_for_and_an_expired_one_nothing()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var tokens = app.Services.GetRequiredService<TokenWriter>();
        var poster = Tool(await tokens.CreateAsync(new TokenInput("agence", Role.Editor, [Scopes.Entries], null), TokenWriter.CommandLine, None));
        Assert.Equal(HttpStatusCode.Created, (await poster.PostAsJsonAsync($"/api/v1/events/{slug}/entries", new { headline = "Oui" })).StatusCode);
        var refused = await poster.PostAsJsonAsync("/api/v1/events", new { title = "Non" });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("events:write", refused.Headers.WwwAuthenticate.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, (await poster.GetAsync("/api/v1/events")).StatusCode);
        var brief = Tool(await tokens.CreateAsync(new TokenInput("bref", Role.Editor, [], TimeSpan.FromMilliseconds(1)), TokenWriter.CommandLine, None));
        await Task.Delay(20);
        Assert.Equal(HttpStatusCode.Unauthorized, (await brief.GetAsync("/api/v1/events")).StatusCode);

        HttpClient Tool(string secret)
        {
            var tool = app.CreateClient();
            tool.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
            return tool;
        }
    }

    [Fact]
    public async Task The_first_accounts_link_works_once_and_not_where_there_is_an_account()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var first = app.Services.GetRequiredService<FirstAdmin>();
        var old = (await first.PrepareAsync(None))!;
        var link = (await first.PrepareAsync(None))!;
        var browser = new DeskBrowser(app);
        Assert.Equal(HttpStatusCode.Gone, await browser.StatusAsync(old));
        var made = await browser.SendAsync(link, link, ("Name", "Chef"), ("Email", "chef@example.org"), ("Password", DeskBrowser.Password));
        Assert.Equal("/desk", made.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/desk/people"));
        Assert.Equal(HttpStatusCode.Gone, await browser.StatusAsync(link));
        Assert.Null(await first.PrepareAsync(None));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nodes_of_one_name_that_start_together_each_make_a_link_and_the_last_one_is_good(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var first = app.Services.GetRequiredService<FirstAdmin>();
        var links = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => first.PrepareAsync(None))));
        var good = await Task.WhenAll(links.Select(link => first.IsGoodAsync(link!.Split("code=")[1], None)));
        Assert.Single(good, isGood => isGood);
    }

    [Fact]
    public async Task A_password_link_works_once_and_ends_the_sessions()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var admin = await DeskBrowser.SignInAsync(app, Role.Admin);
        var editor = await DeskBrowser.SignInAsync(app, Role.Editor);
        var user = editor.Account;
        var link = System.Net.WebUtility.HtmlDecode(await DeskBrowser.HandedAsync(await admin.SendAsync($"/desk/people/{user.Id}", $"/desk/people/{user.Id}?handler=Reset")));
        var browser = new DeskBrowser(app);
        Assert.Equal(HttpStatusCode.Found, (await browser.SendAsync(link, link, ("Password", "another fine password"))).StatusCode);
        Assert.Equal(HttpStatusCode.Found, await editor.StatusAsync("/desk"));
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(link, link, ("Password", "yet another password"))).StatusCode);
        await browser.SignInAsync(user.Email!, "another fine password");
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/desk"));
    }

    [Fact]
    public async Task A_correspondent_files_without_an_account_and_keeps_the_text_when_the_link_is_taken_back()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var links = app.Services.GetRequiredService<FilingLinkWriter>();
        var (link, secret) = await links.CreateAsync(slug, "Anna", TimeSpan.FromDays(1), TokenWriter.CommandLine, None);
        var browser = app.Client;
        var id = Guid.CreateVersion7();
        for (var again = 0; again < 2; again++)
            Assert.Equal(HttpStatusCode.Found, (await FileAsync(0, "Vu sur place")).StatusCode);
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync(None))
        {
            var entry = await db.Entries.Include(e => e.Author).SingleAsync(e => e.FiledBy == link.Id.ToString(), None);
            Assert.Equal((EntryStatus.Submitted, "Anna", link.Id.ToString()), (entry.Status, entry.Author!.Name, entry.FiledBy));
        }
        Assert.Equal(HttpStatusCode.Found, (await FileAsync(1, "Vu de près")).StatusCode);
        Assert.Contains("Vu de près", await browser.GetStringAsync($"/file/{secret}"));
        await links.RevokeAsync(slug, link.Id, TokenWriter.CommandLine, None);
        var gone = await FileAsync(0, "Un texte précieux");
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Contains("Un texte précieux", await gone.Content.ReadAsStringAsync());
        Assert.Contains("no-store", gone.Headers.CacheControl!.ToString());

        Task<HttpResponseMessage> FileAsync(int version, string headline) => browser.PostAsync($"/file/{secret}", new FormUrlEncodedContent(
            [new("Id", id.ToString()), new("Version", version.ToString()), new("Headline", headline), new("Body", "")]));
    }
}
