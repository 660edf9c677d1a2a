using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LiveBlog.Core.Media;

/// <summary>How a list of media lies in one column: as JSON, because it is only ever read and written whole.</summary>
internal sealed class MediaJson() : ValueConverter<IReadOnlyList<Medium>, string>(media => Write(media), json => Read(json))
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(IReadOnlyList<Medium> media) => JsonSerializer.Serialize(media, Options);

    private static IReadOnlyList<Medium> Read(string json) => JsonSerializer.Deserialize<List<Medium>>(json, Options) ?? [];
}

/// <summary>Two lists are the same if they say the same.</summary>
internal sealed class MediaComparer() : ValueComparer<IReadOnlyList<Medium>>(
    (one, other) => MediaJson.Write(one ?? Array.Empty<Medium>()) == MediaJson.Write(other ?? Array.Empty<Medium>()),
    media => MediaJson.Write(media).GetHashCode(StringComparison.Ordinal),
    media => media);
