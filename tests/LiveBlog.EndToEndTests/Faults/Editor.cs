using System.Text.Json;
using LiveBlog.EndToEndTests.Support;

namespace LiveBlog.EndToEndTests.Faults;

/// <summary>Posts, edits and withdraws entries of its own, and takes down what the server said that it has.</summary>
public sealed class Editor(PatientTool tool, string slug, Random random, TimeSpan pause)
{
    private readonly Dictionary<Guid, Acknowledged> entries = [];

    /// <summary>The last that the server said of each entry.</summary>
    public IReadOnlyDictionary<Guid, Acknowledged> Entries => entries;

    /// <summary>How often the server said that it has something.</summary>
    public int Writes { get; private set; }

    /// <param name="Version">Its version.</param>
    /// <param name="Headline">Unlike any other's, and this version's own.</param>
    /// <param name="Withdrawn">Whether it was taken back.</param>
    public sealed record Acknowledged(int Version, string Headline, bool Withdrawn);

    /// <summary>Works until told to stop, and ends what it began.</summary>
    public async Task WorkAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var standing = entries.Where(entry => !entry.Value.Withdrawn).ToList();
            var what = random.Next(100);
            if (what < 60 || standing.Count == 0)
                await PostAsync(Guid.CreateVersion7());
            else if (what < 85)
                await EditAsync(standing[random.Next(standing.Count)]);
            else
                await WithdrawAsync(standing[random.Next(standing.Count)]);
            await Task.Delay(pause * (0.5 + random.NextDouble()), CancellationToken.None);
        }
    }

    /// <summary>The word by which an entry is found wherever it is shown.</summary>
    public static string Mark(Guid id) => $"x{id:n}";

    private Task PostAsync(Guid id) =>
        SendAsync(HttpMethod.Post, "", id, new { id, headline = $"Entrée {Mark(id)}, 1", body = "Le conseil se réunit." }, $"Entrée {Mark(id)}, 1");

    private Task EditAsync(KeyValuePair<Guid, Acknowledged> entry)
    {
        var headline = $"Entrée {Mark(entry.Key)}, {entry.Value.Version + 1}";
        return SendAsync(HttpMethod.Put, $"/{entry.Key}", entry.Key, new { version = entry.Value.Version, headline, pinned = random.Next(40) == 0 }, headline);
    }

    private Task WithdrawAsync(KeyValuePair<Guid, Acknowledged> entry) =>
        SendAsync(HttpMethod.Delete, $"/{entry.Key}", entry.Key, null, entry.Value.Headline);

    private async Task SendAsync(HttpMethod method, string path, Guid id, object? body, string headline)
    {
        var answer = await tool.SendAsync(method, $"/api/v1/events/{slug}/entries{path}", body);
        entries[id] = Of(answer!.Value);
        // What was answered is what was sent, however often it took.
        Assert.Equal((headline, method == HttpMethod.Delete), (entries[id].Headline, entries[id].Withdrawn));
        Writes++;
    }

    /// <summary>What the API says of an entry.</summary>
    public static Acknowledged Of(JsonElement entry) =>
        new(entry.GetProperty("version").GetInt32(), entry.GetProperty("headline").GetString()!, entry.GetProperty("status").GetString() == "withdrawn");
}
