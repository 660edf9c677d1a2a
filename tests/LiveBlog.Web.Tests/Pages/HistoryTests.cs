using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Tests;

namespace LiveBlog.Web.Tests.Pages;

public sealed class HistoryTests : IAsyncDisposable
{
    private readonly LiveBlogApp app = new(DatabaseProvider.Sqlite);
    private string slug = "";

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Each_version_is_marked_against_the_one_before_the_latest_first()
    {
        var entry = await PostAsync(new EntryInput { Headline = "Le sommet est fini", Body = "Un **premier** texte.\n\nLa fin." });
        entry = await EditAsync(entry, new EntryInput { Headline = "Le sommet est terminé" });
        entry = await EditAsync(entry, new EntryInput { Body = "Un texte.\n\nLa fin. Enfin", Correction = "Un mot de trop." });

        var versions = (await LoadAsync(entry)).QuerySelectorAll(".versions > li");
        Assert.Equal(
            ["Un [-premier -]texte.\n\nLa fin.[+ Enfin+]", "Un premier texte.\n\nLa fin.", "Un premier texte.\n\nLa fin."],
            versions.Select(version => Marked(version.QuerySelector(".words")!)));
        Assert.Equal(
            ["Le sommet est terminé", "Le sommet est [-fini-][+terminé+]", "Le sommet est fini"],
            versions.Select(version => Marked(version.QuerySelector("h3")!)));
        Assert.Equal("Correction\u00A0: Un mot de trop.", versions[0].QuerySelector(".correction")!.TextContent);
        Assert.Single(versions, version => version.QuerySelector(".correction") is not null);
        Assert.Equal(["supprimé\u00A0: ", "ajouté\u00A0: "], versions[1].QuerySelectorAll("del > .unseen, ins > .unseen").Select(word => word.TextContent));
    }

    [Fact]
    public async Task What_readers_never_saw_is_not_in_it()
    {
        var entry = await PostAsync(new EntryInput { Headline = "Ébauche secrète", Status = EntryStatus.Draft });
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(entry));
        entry = await EditAsync(entry, new EntryInput { Headline = "Publié", Author = "Anna Lind", Status = EntryStatus.Published });
        entry = await EditAsync(entry, new EntryInput { Pinned = true }, new Actor("Personne de permanence", Role.Editor, "u:1"));
        entry = await EditAsync(entry, new EntryInput { Key = true, Breaking = true });

        var page = await LoadAsync(entry);
        Assert.Single(page.QuerySelectorAll(".versions > li"));
        Assert.Equal("Anna Lind", page.QuerySelector(".byline")!.TextContent);
        Assert.DoesNotContain("secrète", page.Source.Text);
        Assert.DoesNotContain("permanence", page.Source.Text);
        Assert.Contains("n’a pas été modifiée", page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task What_changed_beside_the_words_is_said()
    {
        var entry = await PostAsync(new EntryInput { Headline = "Titre", Body = "[lien](https://exemple.fr/a)" });
        entry = await EditAsync(entry, new EntryInput { Body = "[lien](https://exemple.fr/b)" });
        entry = await EditAsync(entry, new EntryInput { Related = new RelatedCard("Autre", "/live/autre", null) });
        entry = await EditAsync(entry, new EntryInput { PublishedAt = DateTimeOffset.Parse("2022-01-12T17:38:00Z") });
        Assert.Equal(
            ["L’heure indiquée a changé.", "Le renvoi vers un autre contenu a changé.", "La mise en forme ou les liens du texte ont changé."],
            (await LoadAsync(entry)).QuerySelectorAll(".change").Select(change => change.TextContent));
    }

    [Fact]
    public async Task Times_are_those_of_the_events_zone_and_the_first_is_when_it_was_published()
    {
        var entry = await PostAsync(new EntryInput { Headline = "Titre", PublishedAt = DateTimeOffset.Parse("2022-01-12T17:38:00Z") });
        var time = (await LoadAsync(entry)).QuerySelector(".versions time")!;
        Assert.Equal("2022-01-12T18:38:00+01:00", time.GetAttribute("datetime"));
        Assert.Equal("12.01.2022 à 18:38", time.TextContent);
    }

    [Fact]
    public async Task A_withdrawn_entry_is_gone_and_an_unknown_one_never_was()
    {
        var entry = await PostAsync(new EntryInput { Headline = "Retirée plus tard" });
        await app.Entries.WithdrawAsync(slug, entry.Id, TestDatabase.Editor, CancellationToken.None);
        var gone = await app.Client.GetAsync(Address(entry.Id));
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        var text = await gone.Content.ReadAsStringAsync();
        Assert.Contains("Cette page a été retirée", text);
        Assert.DoesNotContain("Retirée plus tard", text);

        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync(Address(Guid.CreateVersion7()))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync($"/live/nothing-here/{entry.Id}/history")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync($"/live/{slug}/nonsense/history")).StatusCode);
        var draft = await PostAsync(new EntryInput { Headline = "Ébauche", Status = EntryStatus.Draft });
        await app.Entries.WithdrawAsync(slug, draft.Id, TestDatabase.Editor, CancellationToken.None);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(draft));
    }

    [Fact]
    public async Task It_is_kept_until_the_entry_changes_and_search_engines_leave_it_out()
    {
        var entry = await PostAsync(new EntryInput { Headline = "Titre" });
        var answer = await app.Client.GetAsync(Address(entry.Id));
        Assert.Contains("noindex", (await LoadAsync(entry)).QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.Equal(HttpStatusCode.NotModified, await AgainAsync(entry, answer));
        await EditAsync(entry, new EntryInput { Headline = "Autre titre" });
        Assert.Equal(HttpStatusCode.OK, await AgainAsync(entry, answer));
    }

    [Fact]
    public async Task Markup_that_an_editor_types_is_text()
    {
        var entry = await PostAsync(new EntryInput { Headline = "<script>alert(1)</script>", Body = "<img src=x onerror=alert(1)>" });
        entry = await EditAsync(entry, new EntryInput { Headline = "<b>titre</b>", Correction = "<i>note</i>" });
        var page = await LoadAsync(entry);
        Assert.Empty(page.QuerySelectorAll(".versions :is(script, img, b:not(.correction > b), i)"));
        Assert.Contains("<img src=x onerror=alert(1)>", page.QuerySelector(".words")!.TextContent);
    }

    private async Task<Entry> PostAsync(EntryInput input)
    {
        if (slug.Length == 0)
            slug = await app.CreateEventAsync();
        return (await app.Entries.PostAsync(slug, Guid.CreateVersion7(), input, TestDatabase.Editor, CancellationToken.None)).Entry;
    }

    private Task<Entry> EditAsync(Entry entry, EntryInput input, Actor? actor = null) =>
        app.Entries.EditAsync(slug, entry.Id, entry.Version, input, actor ?? TestDatabase.Editor, CancellationToken.None);

    private string Address(Guid id) => $"/live/{slug}/{id}/history";

    private async Task<HttpStatusCode> StatusAsync(Entry entry) => (await app.Client.GetAsync(Address(entry.Id))).StatusCode;

    private async Task<HttpStatusCode> AgainAsync(Entry entry, HttpResponseMessage known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(entry.Id));
        request.Headers.IfNoneMatch.Add(known.Headers.ETag!);
        return (await app.Client.SendAsync(request)).StatusCode;
    }

    private async Task<IHtmlDocument> LoadAsync(Entry entry) =>
        new HtmlParser().ParseDocument(await app.Client.GetStringAsync(Address(entry.Id)));

    private static string Marked(IElement shown)
    {
        var element = (IElement)shown.Clone();
        foreach (var word in element.QuerySelectorAll(".unseen"))
            word.Remove();
        foreach (var (name, sign) in new[] { ("del", '-'), ("ins", '+') })
        {
            foreach (var piece in element.QuerySelectorAll(name))
                piece.TextContent = $"[{sign}{piece.TextContent}{sign}]";
        }
        return element.TextContent;
    }
}
