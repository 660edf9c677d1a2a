using System.Text.Json;
using LiveBlog.Core.Live;

namespace LiveBlog.Web.Tests;

/// <summary>A reader of <c>/live/{slug}/stream</c>, read as WHATWG HTML says and no further than it is asked to.</summary>
public sealed class EventStream : IDisposable
{
    private readonly HttpClient client;
    private readonly StreamReader lines;

    private EventStream(HttpClient client, HttpResponseMessage response, Stream body)
    {
        this.client = client;
        Response = response;
        lines = new StreamReader(body);
    }

    public HttpResponseMessage Response { get; }

    /// <summary>The change messages so far.</summary>
    public List<ChangeMessage> Changes { get; } = [];

    /// <summary>The last head that was told, or -1.</summary>
    public long Head { get; private set; } = -1;

    /// <summary>Whether the server said that it is about to stop.</summary>
    public bool IsMoving { get; private set; }

    /// <summary>With what a browser would come back.</summary>
    public string? LastEventId { get; private set; }

    /// <summary>How many characters came in all.</summary>
    public long Received { get; private set; }

    public static Task<EventStream> OpenAsync(Uri site, string address, params (string Name, string Value)[] headers) =>
        OpenAsync(new HttpClient(NarrowLine.Handler()) { BaseAddress = site, Timeout = Timeout.InfiniteTimeSpan }, address, headers);

    public static async Task<EventStream> OpenAsync(HttpClient client, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Version = client.DefaultRequestVersion };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new EventStream(client, response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>Takes events until the condition holds.</summary>
    public async Task UntilAsync(Func<bool> done)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!done())
        {
            if (!await TakeAsync(limit.Token))
                throw new InvalidOperationException("The server ended the stream.");
        }
    }

    /// <summary>Takes one event; false at the stream's end.</summary>
    public async Task<bool> TakeAsync(CancellationToken cancellation)
    {
        var (type, id, data) = ("", LastEventId, "");
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            Received += line.Length + 1;
            if (line.Length == 0)
            {
                LastEventId = id;
                Note(type, data);
                return true;
            }
            var (name, value) = line.Split(": ", 2) is [var field, var rest] ? (field, rest) : (line, "");
            if (name == "event")
                type = value;
            else if (name == "id")
                id = value;
            else if (name == "data")
                data += value;
        }
        return false;
    }

    public void Dispose()
    {
        Response.Dispose();
        client.Dispose();
    }

    private void Note(string type, string data)
    {
        IsMoving |= type == "moving";
        if (type == "changes")
            Changes.Add(JsonSerializer.Deserialize<ChangeMessage>(data, LiveBlogApp.Json)!);
        else if (type == "head")
            Head = JsonDocument.Parse(data).RootElement.GetProperty("revision").GetInt64();
    }
}
