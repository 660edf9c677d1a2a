using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Core.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Machines;

/// <summary>An event in a dossier with an entry of every kind, and an article.</summary>
public static class Coverage
{
    public const string Topic = "garanties-de-securite";
    public const string Article = "trois-tables";

    private static readonly DateTimeOffset Start = DateTimeOffset.Parse("2022-01-12T13:00:00Z");

    private static Actor Editor => TestDatabase.Editor;

    /// <summary>Makes it; answers the event's slug.</summary>
    public static async Task<string> CoverAsync(this LiveBlogApp app, string title = "Conseil : « en continu » ?")
    {
        var made = await app.Events.CreateAsync(new EventInput
        {
            Slug = "conseil", Title = title, Standfirst = "Ce qui se dit : minute par minute.", TimeZone = "Europe/Brussels", Topic = "Garanties de sécurité",
            Status = EventStatus.Live, StartedAt = Start, Authors = ["Claire Morel"], Summary = "- Un point",
            Photo = new Photo { Path = "/demo/otan-russie", Widths = "480 960 1600", AspectRatio = 1.5, Alt = "Une table", Caption = "La salle", Credit = "Illustration" },
        }, Editor, CancellationToken.None);
        await PostAsync(1, new() { Headline = "Ouverture : « oui » !", Body = "Un **mot** & <b>rien</b> d’autre.\n\n[Le dossier](/topics/garanties-de-securite)\n\n| a | b |\n|---|---|\n| 1 | 2 |" });
        await PostAsync(2, new() { Body = "Sans titre, et <script>alert(1)</script> n’est que du texte." });
        var corrected = await PostAsync(3, new() { Headline = "Une date", Body = "Le 12.", Key = true, Pinned = true });
        await app.Entries.EditAsync(made.Slug, corrected.Id, corrected.Version, new() { Body = "Le 13.", Correction = "La date était fausse : c’est le 13." }, Editor, CancellationToken.None);
        await PostAsync(4, new()
        {
            Headline = "En images", Breaking = true, Author = "Une agence",
            Media =
            [
                new Medium { Path = "/demo/carte", Widths = "480 960 1600", Formats = "avif webp jpg", AspectRatio = 1.5, Alt = "Une carte", Caption = "La région" },
                new Medium { Kind = MediumKind.Audio, Path = "/demo/carillon.mp3", Alt = "Un carillon" },
                new Medium { Kind = MediumKind.Video, Path = "/demo/drapeaux.mp4", Alt = "Des drapeaux", Poster = "/demo/drapeaux-960.jpg" },
            ],
        });
        await PostAsync(5, new() { Headline = "Une vidéo", Body = "Avant.\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n\nAprès.", Related = new("À lire", "/articles/trois-tables", null) });
        await app.Services.GetRequiredService<ArticleWriter>().CreateAsync(Guid.CreateVersion7(), new ArticleInput
        {
            Slug = Article, Title = "Trois tables : une question", Standfirst = "En quatre jours.", Body = "## Genève\n\nUn texte.", Topic = "Garanties de sécurité",
            Author = "Claire Morel", PublishedAt = Start,
        }, Editor, CancellationToken.None);
        return made.Slug;

        async Task<Entry> PostAsync(int minute, EntryInput input) => (await app.Entries.PostAsync(
            made.Slug, Guid.CreateVersion7(), input with { PublishedAt = Start.AddMinutes(minute) }, Editor, CancellationToken.None)).Entry;
    }

    public static async Task<IHtmlDocument> LoadAsync(this LiveBlogApp app, string address) =>
        await new HtmlParser().ParseDocumentAsync(await app.Client.GetStringAsync(address));
}
