using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Events;
using LiveBlog.Web.Pages.Desk;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Tests.Desk;

/// <summary>The audit log as administrators read it.</summary>
public sealed partial class AuditTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_page_says_actions_roles_scopes_and_fields_in_words()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var admin = await DeskBrowser.SignInAsync(app, Role.Admin, "Chef");
        var made = await app.Events.CreateAsync(new EventInput { Title = "Crue", TimeZone = "Europe/Brussels" }, TokenWriter.CommandLine, None);
        var slug = made.Slug;
        await app.Events.EditAsync(slug, made.HeaderRevision, new EventInput { Title = "Crue de la Meuse", Standfirst = "On évacue." }, TokenWriter.CommandLine, None);
        var accounts = app.Services.GetRequiredService<AccountWriter>();
        await accounts.SetMemberAsync(slug, admin.Account.Id, Role.Moderator, TokenWriter.CommandLine, None);
        await accounts.SetAsync(SettingKeys.SecondFactor, SettingKeys.Off, TokenWriter.CommandLine, None);
        await app.Services.GetRequiredService<TokenWriter>()
            .CreateAsync(new TokenInput("agence", Role.Contributor, [Scopes.Read, Scopes.Entries], null), TokenWriter.CommandLine, None);

        var shown = Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(await admin.Http.GetStringAsync("/desk/audit"), " ")), " ");
        Assert.Contains("Direct créé : Crue", shown);
        Assert.Contains("Direct modifié : Crue de la Meuse Titre, Chapô", shown);
        Assert.Contains("Rôle dans un direct : Chef Crue de la Meuse – modérateur", shown);
        Assert.Contains("Réglage changé : deux facteurs pour tout le monde non", shown);
        Assert.Contains("Jeton créé : agence contributeur, lire, brouillons compris, écrire des publications", shown);
    }

    [Fact]
    public async Task No_role_scope_or_field_is_without_a_word()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ru");
        var words = new AuditWords(app.Services.GetRequiredService<IStringLocalizer<Web.Resources.Desk>>());
        string Said(string action, string details) => words.Details(Audit.Of(TokenWriter.CommandLine, DateTimeOffset.UtcNow, action, "event", "", "", details));

        foreach (var role in Enum.GetNames<Role>())
            Assert.All(["account-made", "role-changed", "member-set", "invited", "token-made"], action => Assert.Matches("^[а-яё]", Said(action, role)));
        foreach (var scope in Scopes.All)
            Assert.Matches(", [а-яё]", Said("token-made", $"Editor {scope}"));
        var fields = Field().Matches(await File.ReadAllTextAsync(Path.Combine(Source(), "LiveBlog.Core", "Events", "EventWriter.cs"))).Select(field => field.Groups[1].Value).ToList();
        Assert.True(fields.Count > 10, "The fields were not found.");
        Assert.All(fields, field => Assert.Matches("^[А-ЯЁа-яё]", Said("event-edited", field)));
    }

    private static string Source()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LiveBlog.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run inside the repository.");
        return Path.Combine(folder.FullName, "src");
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\(nameof\(e\.(\w+)\), ")]
    private static partial Regex Field();
}
