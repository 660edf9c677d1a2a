using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace LiveBlog.Benchmarks.Servers;

/// <summary>The process of <see cref="BareSite"/>.</summary>
internal sealed class BareServer : ServerProcess
{
    private readonly HttpClient http;

    private BareServer(Process process, IPEndPoint address) : base("bare", process, address) => http = new HttpClient { BaseAddress = Root };

    public static async Task<BareServer> StartAsync()
    {
        var address = Ports.Free();
        var (process, _) = await LaunchAsync("dotnet", [typeof(BareServer).Assembly.Location, "serve", $"{address}"], address);
        return new BareServer(process, address);
    }

    /// <summary>Sends a message to everybody on <c>/hub</c> or <c>/stream</c>.</summary>
    public async Task SendAsync(string path, byte[] message)
    {
        using var answer = await http.PostAsync($"{path}/send", new ByteArrayContent(message));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Answers <c>/page</c> with these bytes and headers from now on.</summary>
    public async Task KeepAsync(byte[] page, IEnumerable<KeyValuePair<string, string>> headers)
    {
        using var content = new ByteArrayContent(page);
        using var request = new HttpRequestMessage(HttpMethod.Put, "page") { Content = content };
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation($"x-page-{name}", value);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        http.Dispose();
    }
}
