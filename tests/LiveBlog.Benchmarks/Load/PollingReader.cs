using System.Diagnostics;
using System.Net;

namespace LiveBlog.Benchmarks.Load;

/// <summary>A reader that polls as LiveBlog's page does (Client/reader/poller.ts, docs/protocol.md), and what it holds of the event.</summary>
/// <param name="edge">Where it asks; many readers share the connections.</param>
/// <param name="slug">The event.</param>
/// <param name="step">It asks from the multiple of this at or below its revision.</param>
/// <param name="answers">Reads bodies.</param>
/// <param name="ledger">Told of what comes.</param>
internal sealed class PollingReader(HttpClient edge, string slug, int step, Answers answers, Ledger ledger)
{
    private readonly Dictionary<Guid, EntryAnswer> told = [];
    private PageAnswer page = new("", 0, new Dictionary<Guid, long>());
    private (string Address, string? Tag, ChangeAnswer? Answer) last = ("", null, null);
    private int pollAfterMs = 5_000;

    /// <summary>Where it is.</summary>
    public long Revision { get; private set; }

    /// <summary>Loads the page.</summary>
    public async Task LoadAsync()
    {
        var (body, _) = await GetAsync($"live/{slug}", null);
        page = answers.Page(body!);
        told.Clear();
        Revision = page.Revision;
    }

    /// <summary>Polls until it is stopped; never throws.</summary>
    public async Task FollowAsync(CancellationToken stop)
    {
        var wait = pollAfterMs * Random.Shared.NextDouble();
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(wait), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
                return;
            try
            {
                await AskAsync();
            }
            catch (HttpRequestException)
            {
                ledger.Failed();
            }
            wait = pollAfterMs * (0.8 + 0.4 * Random.Shared.NextDouble());
        }
    }

    /// <summary>Whether it holds what the server says: each entry in the same revision with the same text, and none that is not there.</summary>
    /// <param name="all">What changed since revision 0, as the server itself says.</param>
    public bool IsEqualTo(ChangeAnswer all)
    {
        var theirs = all.Entries.ToDictionary(entry => entry.Id);
        var (knows, holds) = (theirs.Values.Where(entry => entry.Revision > page.Revision), page.Entries.Where(entry => !told.ContainsKey(entry.Key)));
        return Revision == all.To && page.Epoch == all.Epoch
            && knows.All(entry => told.TryGetValue(entry.Id, out var mine) && mine == entry)
            && told.Values.All(mine => theirs.GetValueOrDefault(mine.Id) == mine)
            && holds.All(mine => theirs.TryGetValue(mine.Key, out var entry) && entry.Gone != true && entry.Revision == mine.Value);
    }

    private async Task AskAsync()
    {
        var from = Revision;
        var answer = await SinceAsync(from - from % step);
        // It asked from too long ago, or got a copy from before its page.
        if (from % step != 0 && (answer.Reload || answer.To < from))
            answer = await SinceAsync(from);
        pollAfterMs = answer.PollAfterMs;
        if (answer.Reload || answer.Epoch != page.Epoch)
        {
            ledger.Reloaded();
            await LoadAsync();
            return;
        }
        foreach (var entry in answer.Entries)
        {
            if (entry.Revision > from && entry.Revision > (told.TryGetValue(entry.Id, out var known) ? known.Revision : 0))
                told[entry.Id] = entry;
        }
        if (from >= answer.From)
            Revision = Math.Max(from, answer.To);
        ledger.Moved(from, Revision);
    }

    // With the tag of what it was last told there, as a browser does whose cache holds it.
    private async Task<ChangeAnswer> SinceAsync(long since)
    {
        var address = $"live/{slug}/changes?since={since}&epoch={page.Epoch}";
        var askedAt = Stopwatch.GetTimestamp();
        var (body, tag) = await GetAsync(address, last.Address == address ? last.Tag : null);
        var answer = body is null ? last.Answer! : answers.Changes(body);
        last = (address, tag, answer);
        ledger.Answered(body?.Bytes.Length ?? 0);
        ledger.Shown(answer.Entries.Where(entry => entry.Gone != true).Select(entry => entry.Id), askedAt);
        return answer;
    }

    private async Task<(Body? Body, string? Tag)> GetAsync(string address, string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        using var answer = await edge.SendAsync(request);
        if (answer.StatusCode == HttpStatusCode.NotModified)
            return (null, tag);
        return (await Body.OfAsync(answer.EnsureSuccessStatusCode().Content), answer.Headers.ETag?.ToString());
    }
}
