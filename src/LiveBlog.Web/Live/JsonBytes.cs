using System.Text.Json;
using System.Text.Json.Serialization;

namespace LiveBlog.Web.Live;

/// <summary>JSON that was written before, so that a thousand answers that say the same are made once.</summary>
/// <param name="Utf8">One JSON value without line breaks.</param>
[JsonConverter(typeof(Converter))]
public sealed record JsonBytes(ReadOnlyMemory<byte> Utf8)
{
    private sealed class Converter : JsonConverter<JsonBytes>
    {
        public override JsonBytes Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException("Readers are told, and say nothing like it.");

        public override void Write(Utf8JsonWriter writer, JsonBytes value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }
}
