using System.Text.Json;

namespace LiveBlog.Core.Imports;

/// <summary>The properties that events and updates have in common.</summary>
internal static class Described
{
    private static readonly string[] NoTopics = ["WebSite", "WebPage", "Product"];
    private static readonly string[] RelatedProperties = ["citation", "mentions", "isBasedOn", "sharedContent"];

    /// <summary>The http or https address in a property: a text, or an object's <c>url</c> or <c>@id</c>.</summary>
    public static string? WebAddress(this JsonLd json, JsonElement node, string property) =>
        json.Values(node, property)
            .Select(value => JsonLd.String(value) ?? json.Text(value, "url") ?? JsonLd.Id(value))
            .FirstOrDefault(IsWebAddress)?.Trim();

    public static bool IsWebAddress(string? text) =>
        Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && !text!.Trim().Any(c => char.IsControl(c) || c == ' ');

    /// <summary>The names of persons and organizations, joined by commas, or null.</summary>
    public static string? Names(this JsonLd json, JsonElement node, string property)
    {
        var names = json.Values(node, property)
            .Select(value => JsonLd.String(value) ?? json.Text(value, "name") ?? json.Text(value, "@value"))
            .Where(name => !string.IsNullOrWhiteSpace(name) && !IsWebAddress(name))
            .Select(name => ImportedText.Line(name!))
            .Where(name => name.Length > 0)
            .Distinct(StringComparer.Ordinal);
        return string.Join(", ", names) is { Length: > 0 } joined ? joined : null;
    }

    /// <summary>The series or dossier that the event belongs to.</summary>
    public static (string? Name, string? Description) Topic(this JsonLd json, JsonElement node, string? language) =>
        json.Values(node, "isPartOf")
            .Where(part => part.ValueKind == JsonValueKind.Object && !JsonLd.Types(part).Intersect(NoTopics).Any())
            .Select(part => (json.Line(part, "name", language), json.Line(part, "description", language)))
            .FirstOrDefault(part => part.Item1 is not null);

    /// <summary>Where it happens.</summary>
    public static string? Place(this JsonLd json, JsonElement node) =>
        json.Names(node, "contentLocation")
        ?? json.Names(node, "locationCreated")
        ?? json.Values(node, "about").Select(about => json.Names(about, "location")).FirstOrDefault(name => name is not null);

    /// <summary>A photo: its texts and its address. Of several the first with a caption.</summary>
    public static (string? Caption, string? Credit, string? Url) Photo(this JsonLd json, JsonElement node, string? language) =>
        json.Values(node, "image")
            .Select(image => image.ValueKind == JsonValueKind.String
                ? (null, null, JsonLd.String(image) is var url && IsWebAddress(url) ? url!.Trim() : null)
                : (Caption: json.Line(image, "caption", language),
                    Credit: json.Line(image, "creditText", language) ?? json.Names(image, "creator") ?? json.Names(image, "author")
                        ?? json.Names(image, "copyrightHolder"),
                    Url: json.WebAddress(image, "contentUrl") ?? json.WebAddress(image, "url")
                        ?? (IsWebAddress(JsonLd.Id(image)) ? JsonLd.Id(image) : null)))
            .OrderBy(photo => photo.Caption is null)
            .FirstOrDefault();

    /// <summary>The articles referred to; only those with a headline of their own.</summary>
    public static IEnumerable<ImportedRelated> Related(this JsonLd json, JsonElement node, string? language, TimeZoneInfo zone) =>
        RelatedProperties.SelectMany(property => json.Values(node, property))
            .Select(article => (Article: article, Headline: json.Line(article, "headline", language)))
            .Where(found => found.Headline is not null)
            .Select(found => new ImportedRelated(
                ImportedText.Title(found.Headline!, out _),
                json.WebAddress(found.Article, "url") ?? (IsWebAddress(JsonLd.Id(found.Article)) ? JsonLd.Id(found.Article) : null),
                WrittenTime.Parse(json.Text(found.Article, "datePublished") ?? "", zone)?.Day,
                json.Photo(found.Article, language).Caption));

    /// <summary>The property as plain text on one line, or null.</summary>
    public static string? Line(this JsonLd json, JsonElement node, string property, string? language) =>
        json.Text(node, property, language) is { } text && ImportedText.Line(text) is { Length: > 0 } line ? line : null;
}
