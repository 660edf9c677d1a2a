using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace LiveBlog.Web.Rendering.Feeds;

/// <summary>JSON Feed 1.1.</summary>
public static class JsonFeed
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The feed as UTF-8.</summary>
    public static byte[] Write(Feed feed) => JsonSerializer.SerializeToUtf8Bytes(
        new Document(
            "https://jsonfeed.org/version/1.1", feed.Title, Some(feed.Description), feed.Page, $"{feed.Address}.json", feed.Language, feed.Icon,
            [new Person(feed.Publisher)],
            [.. feed.Items.Select(item => new Entry(
                $"urn:uuid:{item.Id}", item.Address, item.Title, item.Html, Some(item.Text), item.PublishedAt, item.UpdatedAt,
                item.Authors.Count > 0 ? [.. item.Authors.Select(author => new Person(author.Name))] : null,
                item.Categories.Count > 0 ? [.. item.Categories.Select(category => category.Label)] : null,
                item.Enclosures.FirstOrDefault(file => file.MediaType.StartsWith("image/", StringComparison.Ordinal))?.Address,
                item.Enclosures.Count > 0 ? [.. item.Enclosures.Select(Of)] : null))]),
        Options);

    private static Attachment Of(Enclosure file) => new(file.Address, file.MediaType, Some(file.Title), file.Length > 0 ? file.Length : null);

    private static string? Some(string text) => text.Length > 0 ? text : null;

    private sealed record Document(
        string Version, string Title, string? Description, string HomePageUrl, string FeedUrl, string Language, string Icon,
        IReadOnlyList<Person> Authors, IReadOnlyList<Entry> Items);

    private sealed record Person(string Name);

    private sealed record Entry(
        string Id, string Url, string Title, string ContentHtml, string? Summary, DateTime DatePublished, DateTime DateModified,
        IReadOnlyList<Person>? Authors, IReadOnlyList<string>? Tags, string? Image, IReadOnlyList<Attachment>? Attachments);

    private sealed record Attachment(string Url, string MimeType, string? Title, long? SizeInBytes);
}
