using System.Globalization;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Core.Text;
using LiveBlog.Core.Topics;
using LiveBlog.Web.Rendering;
using LiveBlog.Web.Resources;
using LiveBlog.Web.Setup;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Images;

/// <summary>What share images say. Each is in the language of what it shows, which becomes the request's culture.</summary>
public sealed class ShareCards(IStringLocalizer<Ui> words, IOptions<SiteOptions> site, PhotoFiles photos)
{
    /// <summary>Of pages that have none of their own.</summary>
    public ShareCard OfSite()
    {
        Speak(site.Value.Language);
        return Card(words["events"], null);
    }

    /// <summary>Of an event.</summary>
    public ShareCard Of(LiveEvent liveEvent)
    {
        Speak(liveEvent.Language);
        var (mark, at) = liveEvent.Status switch
        {
            EventStatus.Scheduled => ("scheduled", liveEvent.StartedAt),
            EventStatus.Live => ("live", liveEvent.StartedAt),
            EventStatus.Paused => ("paused", liveEvent.StartedAt),
            _ => ("ended", liveEvent.EndedAt ?? liveEvent.StartedAt),
        };
        return Card(liveEvent.Title, liveEvent.Photo) with
        {
            Kicker = liveEvent.Topic?.Name ?? "",
            Mark = Capitals(mark),
            IsRed = liveEvent.Status == EventStatus.Live,
            Detail = liveEvent.Status == EventStatus.Scheduled ? Join(liveEvent.Day(at), liveEvent.Clock(at)) : liveEvent.Day(at),
        };
    }

    /// <summary>Of an entry; one without headline shows how its text begins.</summary>
    public ShareCard Of(LiveEvent liveEvent, Entry entry)
    {
        Speak(liveEvent.Language);
        var said = entry.Headline.Length > 0 ? entry.Headline : PlainText.FromMarkdown(entry.Body);
        var photo = entry.Media.FirstOrDefault(medium => medium.Kind == MediumKind.Photo)?.AsPhoto() ?? liveEvent.Photo;
        var isLive = liveEvent.Status == EventStatus.Live;
        return Card(said.Length > 0 ? said : liveEvent.Title, photo) with
        {
            Kicker = liveEvent.Title,
            Mark = entry.IsBreaking ? Capitals("breaking") : isLive ? Capitals("live") : "",
            IsRed = entry.IsBreaking || isLive,
            Detail = Join(liveEvent.Clock(entry.PublishedAt), liveEvent.Day(entry.PublishedAt)),
        };
    }

    /// <summary>Of an article.</summary>
    public ShareCard Of(Article article)
    {
        Speak(article.Language);
        return Card(article.Title, article.Photo) with
        {
            Kicker = article.Topic?.Name ?? "",
            Detail = article.Author is { } author ? Join(author.Name, article.Day(article.PublishedAt)) : article.Day(article.PublishedAt),
        };
    }

    /// <summary>Of a dossier.</summary>
    public ShareCard Of(Topic topic)
    {
        Speak(site.Value.Language);
        return Card(topic.Name, topic.Photo) with { Kicker = words["topic"] };
    }

    private ShareCard Card(string headline, Photo? photo) => new(site.Value.Name, headline)
    {
        PhotoFile = photos.Find(photo),
        IsRightToLeft = CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft,
    };

    private string Capitals(string word) => words[word].Value.ToUpper(CultureInfo.CurrentUICulture);

    private static string Join(string one, string other) => $"{one} · {other}";

    private static void Speak(string language) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of(language);
}
