using System.Text.Encodings.Web;
using System.Text.Unicode;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Web.Resources;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Rendering;

/// <summary>The media of an entry in the event it is shown in: the model of <c>_Media.cshtml</c>.</summary>
/// <param name="Event">The event.</param>
/// <param name="Media">Its photos, sounds and videos.</param>
public sealed record MediaView(LiveEvent Event, IReadOnlyList<Medium> Media);

/// <summary>What entries say beside what was written.</summary>
public static class EntryWords
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>« modifié à 18:52 », with the day where it is not that of the entry: « modifié le 13.01.2022 à 09:10 ».</summary>
    /// <param name="words">The words on screen.</param>
    /// <param name="key">What the words' keys begin with; they end in <c>-at</c> for a clock and in <c>-on</c> for a day.</param>
    /// <param name="liveEvent">The event, for its zone.</param>
    /// <param name="entryAt">The entry's own time, UTC.</param>
    /// <param name="at">The time to tell, UTC.</param>
    public static HtmlString Moment(this IStringLocalizer<Ui> words, string key, LiveEvent liveEvent, DateTime entryAt, DateTime at)
    {
        var sameDay = liveEvent.MachineDay(at) == liveEvent.MachineDay(entryAt);
        var text = sameDay ? liveEvent.Clock(at) : words["on-day-at-clock", liveEvent.Day(at), liveEvent.Clock(at)].Value;
        var time = $"<time datetime=\"{liveEvent.Machine(at)}\">{text}</time>";
        return new HtmlString(string.Format(null, words[key + (sameDay ? "-at" : "-on")].Value, time));
    }

    /// <summary>What a related card leads to: « Article », « Dossier », or the name of another site.</summary>
    public static string Kind(this IStringLocalizer<Ui> words, RelatedCard card)
    {
        if (card.Url is not ['/', ..] own)
            return card.Url is null ? words["related"] : new Uri(card.Url).Host is var host && host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        return own.Split('/', '?', '#') switch
        {
            [_, "live", _] => words["related-event"],
            [_, "live", _, _, ..] => words["related-entry"],
            [_, "articles", ..] => words["related-article"],
            [_, "topics", ..] => words["related-topic"],
            _ => words["related"],
        };
    }

    /// <summary>« Claire Morel, Jean Delattre et Agence ».</summary>
    public static string List(this IStringLocalizer<Ui> words, IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : words["and", string.Join(", ", names.SkipLast(1)), names[^1]];

    /// <summary>« Suivi par Claire Morel et Jean Delattre », each a link where there is a page of theirs.</summary>
    /// <param name="words">The words on screen.</param>
    /// <param name="key">The word around the names.</param>
    /// <param name="authors">At least one.</param>
    public static HtmlString By(this IStringLocalizer<Ui> words, string key, params IReadOnlyList<Author> authors) =>
        new(string.Format(null, words[key].Value, words.List([.. authors.Select(Name)])));

    // Names may hold anything.
    private static string Name(Author author)
    {
        var name = Html.Encode(author.Name);
        return author.Address() is { } address ? $"<a href=\"{Html.Encode(address)}\" rel=\"author\">{name}</a>" : name;
    }
}
