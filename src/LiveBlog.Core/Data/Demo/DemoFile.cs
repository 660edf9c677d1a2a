using System.Text.Json;
using System.Text.Json.Serialization;

namespace LiveBlog.Core.Data.Demo;

/// <summary>The demo's files, which lie inside the program.</summary>
internal static class DemoFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static T Read<T>(string name)
    {
        using var json = typeof(DemoFile).Assembly.GetManifestResourceStream($"Demo/{name}.json")!;
        return JsonSerializer.Deserialize<T>(json, Options)!;
    }
}
