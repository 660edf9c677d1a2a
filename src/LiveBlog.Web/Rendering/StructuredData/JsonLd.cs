using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;

namespace LiveBlog.Web.Rendering.StructuredData;

/// <summary>Structured data as it stands in a page.</summary>
public static class JsonLd
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Letters of every script stay as they are. What could end the element or begin a comment in it (<, >, &) never
        // does: this encoder always writes it as \u003C and so on.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new Seconds() },
    };

    /// <summary>The content of a <c>script</c> element.</summary>
    public static HtmlString Write<T>(T thing) where T : Thing =>
        new(JsonSerializer.Serialize(thing with { Context = "https://schema.org" }, Options));

    // As in the pages' own time elements: with the offset of the zone, to the second.
    private sealed class Seconds : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
    }
}
