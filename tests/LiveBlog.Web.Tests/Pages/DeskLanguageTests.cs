using LiveBlog.Core.Data;

namespace LiveBlog.Web.Tests.Pages;

/// <summary>Which language the desk speaks, and to whom.</summary>
public sealed class DeskLanguageTests
{
    [Fact]
    public async Task Whoever_is_not_signed_in_is_asked_in_the_language_chosen_or_the_browsers_or_the_sites()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        Assert.Equal("fr", await LanguageAsync(app, "", ""));
        Assert.Equal("en", await LanguageAsync(app, "", "en-GB, fr;q=0.5"));
        Assert.Equal("es", await LanguageAsync(app, "", "de, ru;q=0.2, es-MX;q=0.7"));
        Assert.Equal("fr", await LanguageAsync(app, "", "de, ru;q=0"));
        Assert.Equal("ru", await LanguageAsync(app, "?lang=ru", "en"));
        Assert.Equal("en", await LanguageAsync(app, "?lang=xx", "en"));
    }

    [Fact]
    public async Task A_text_sent_after_the_sign_in_ran_out_is_kept_in_the_browsers_language()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        using var form = new HttpRequestMessage(HttpMethod.Post, "/desk/new") { Content = new FormUrlEncodedContent([new("Event.Title", "Título")]) };
        form.Headers.Add("Accept-Language", "es");
        var page = await (await app.Client.SendAsync(form)).Content.ReadAsStringAsync();
        Assert.Contains("<html lang=\"es\">", page);
        Assert.Contains("Su sesión ha terminado", page);
    }

    [Fact]
    public async Task Readers_pages_do_not_mind_the_browsers_language()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/");
        asked.Headers.Add("Accept-Language", "ru");
        Assert.Contains("<html lang=\"fr\"", await (await app.Client.SendAsync(asked)).Content.ReadAsStringAsync());
    }

    private static async Task<string> LanguageAsync(LiveBlogApp app, string query, string accepted)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/account/sign-in" + query);
        asked.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        var page = await (await app.Client.SendAsync(asked)).Content.ReadAsStringAsync();
        var language = page[(page.IndexOf("lang=\"", StringComparison.Ordinal) + 6)..][..2];
        string title = language switch { "en" => "Sign in to the newsroom", "es" => "Acceso a la redacción", "ru" => "Вход в редакцию", _ => "Connexion à la rédaction" };
        Assert.Contains($"<h1>{title}</h1>", page);
        return language;
    }
}
