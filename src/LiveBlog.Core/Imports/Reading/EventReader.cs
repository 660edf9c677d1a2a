using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LiveBlog.Core.Text;

namespace LiveBlog.Core.Imports;

/// <summary>Reads one <c>LiveBlogPosting</c>.</summary>
internal sealed partial class EventReader(JsonLd json, JsonElement posting, TimeZoneInfo zone, List<ImportNote> notes)
{
    private readonly OffsetCheck _offsets = new(zone);

    /// <summary>The event, or null with a note if the posting says nothing.</summary>
    public ImportedEvent? Read(string sourceName)
    {
        var updates = json.Values(posting, "liveBlogUpdate").ToList();
        var language = Language();
        if (Title(language, updates.Count > 0 ? sourceName : null) is not { } title)
        {
            Note(ImportSeverity.Skipped, "A LiveBlogPosting has neither a headline nor updates: there is nothing to import in it.");
            return null;
        }
        var published = Time("datePublished");
        var key = Key(title, published);
        var body = ImportedText.Body(string.Join("\n\n", json.Texts(posting, "articleBody", language)), out var leftOut);
        if (leftOut > 0)
            Note(ImportSeverity.Warning,
                $"The live blog's articleBody holds {UpdateReader.Embeds(leftOut)}, left out: LiveBlog shows only text and photos it holds itself.");
        var (caption, credit, url) = json.Photo(posting, language);
        if (url is not null)
            Note(ImportSeverity.Info,
                $"The live blog's photo {url} was not loaded: LiveBlog shows only photos it holds itself. "
                + "Its caption and credit were left out with it.");
        var (topic, topicDescription) = json.Topic(posting, language);
        var start = Time("coverageStartTime");
        var entries = new UpdateReader(json, zone, notes, _offsets, language)
            .Read(updates, key, PageAddresses(), start?.Utc ?? published?.Utc,
                start is null ? "the live blog's datePublished" : "coverageStartTime");
        if (updates.Count == 0)
            Note(ImportSeverity.Warning, $"{ImportedText.Quoted(title)} has no liveBlogUpdate: only the event itself is imported.");
        var read = new ImportedEvent
        {
            Key = key,
            Title = title,
            Standfirst = json.Line(posting, "description", language) ?? "",
            Background = body,
            Language = language,
            Start = start?.Utc,
            End = Time("coverageEndTime")?.Utc,
            Published = published?.Utc,
            Modified = Time("dateModified")?.Utc,
            Publisher = json.Names(posting, "publisher"),
            AuthorName = json.Names(posting, "author") ?? json.Names(posting, "creator"),
            TopicName = topic,
            TopicDescription = topicDescription,
            Place = json.Place(posting),
            PhotoCaption = caption,
            PhotoCredit = credit,
            PhotoUrl = url,
            Entries = entries,
        };
        if (_offsets.Disagreement is { } disagreement)
            Note(ImportSeverity.Warning, disagreement);
        return read with { Offsets = _offsets.Seen, OffsetsMatchZone = _offsets.Disagreement is null };
    }

    private string? Title(string language, string? sourceName)
    {
        var text = json.Line(posting, "headline", language) ?? json.Line(posting, "name", language)
            ?? json.Line(posting, "alternativeHeadline", language);
        if (text is null && sourceName is not null)
        {
            Note(ImportSeverity.Warning,
                $"The live blog has no headline; its title is the name of the file, \"{sourceName}\". Change it at the desk.");
            return sourceName;
        }
        var cut = false;
        var title = text is null ? null : ImportedText.Title(text, out cut);
        if (cut)
            Note(ImportSeverity.Warning,
                $"{ImportedText.Quoted(title!)}: the title had {text!.Length} characters and was cut to {ImportedText.LongestTitle}.");
        return title;
    }

    private string Language()
    {
        var written = json.Values(posting, "inLanguage")
            .Select(value => JsonLd.String(value) ?? json.Text(value, "alternateName") ?? json.Text(value, "identifier")
                ?? json.Text(value, "name"))
            .FirstOrDefault(text => text is not null)?.Trim().Replace('_', '-');
        if (written is null || LanguageTag().IsMatch(written))
            return written ?? "fr";
        Note(ImportSeverity.Warning,
            $"inLanguage {ImportedText.Quoted(ImportedText.Line(written))} is no language tag such as \"fr\"; the language is taken to be French.");
        return "fr";
    }

    // A relative @id would be the same in every file of that publisher, a blank one changes with each export.
    private string Key(string title, WrittenTime? published)
    {
        var id = JsonLd.Id(posting);
        if (id is not null && Uri.TryCreate(id, UriKind.Absolute, out _) && !id.StartsWith('/')
            && !id.StartsWith("_:", StringComparison.Ordinal))
            return CleanText.OneLine(id);
        return json.WebAddress(posting, "url") ?? $"{Written(json.Text(posting, "datePublished"), published)} {title}";
    }

    /// <summary>A date as part of a key: the moment, or what is written if it depends on the zone asked for.</summary>
    public static string Written(string? text, WrittenTime? time) =>
        time is { HasZone: true }
            ? time.Utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            : CleanText.OneLine(text ?? "");

    private HashSet<string> PageAddresses() =>
        new[] { JsonLd.Id(posting), json.WebAddress(posting, "url"), json.WebAddress(posting, "mainEntityOfPage") }
            .OfType<string>().Select(address => address.Split('#')[0])
            .Where(address => address.Length > 0).ToHashSet(StringComparer.Ordinal);

    private WrittenTime? Time(string property)
    {
        if (json.Text(posting, property) is not { } text)
            return null;
        var time = WrittenTime.Parse(text, zone);
        if (time is null)
            Note(ImportSeverity.Warning,
                $"The live blog's {property} {ImportedText.Quoted(ImportedText.Line(text))} is no date such as 2022-01-31T18:30:00+01:00 and was left out.");
        else if (_offsets.Add(time))
            Note(ImportSeverity.Warning, _offsets.WithoutOffset);
        return time;
    }

    private void Note(ImportSeverity severity, string message) => notes.Add(new ImportNote(severity, null, message));

    [GeneratedRegex("^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8})*$")]
    private static partial Regex LanguageTag();
}
