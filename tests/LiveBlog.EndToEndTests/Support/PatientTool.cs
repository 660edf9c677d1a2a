using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>A tool of the API that sends a request to one address or the next until one answers, as the desk's script does.</summary>
public sealed class PatientTool : IDisposable
{
    private readonly IReadOnlyList<string> addresses;
    private readonly HttpClient http;
    private int next;
    private int repeated;

    /// <param name="addresses">Where LiveBlog may be asked.</param>
    /// <param name="token">An editor's token.</param>
    /// <param name="patience">How long one answer is waited for.</param>
    public PatientTool(IReadOnlyList<string> addresses, string token, TimeSpan patience)
    {
        this.addresses = addresses;
        http = new HttpClient { Timeout = patience };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>How many requests got no answer, or one that asks for patience, and were sent again.</summary>
    public int Repeated => repeated;

    /// <summary>Sends it until it is answered.</summary>
    /// <returns>The answer; null where what is asked for is not there, or the event that was to be created is.</returns>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public async Task<JsonElement?> SendAsync(HttpMethod method, string path, object? body)
    {
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(method, addresses[(int)((uint)Interlocked.Increment(ref next) % addresses.Count)] + path);
                if (body is not null)
                    request.Content = JsonContent.Create(body);
                using var answer = await http.SendAsync(request);
                if (answer.StatusCode == HttpStatusCode.NotFound && method == HttpMethod.Get)
                    return null;
                // A repeated creation of the event finds it there.
                if (answer.StatusCode == HttpStatusCode.Conflict && path == "/api/v1/events")
                    return null;
                if (answer.IsSuccessStatusCode)
                    return await answer.Content.ReadFromJsonAsync<JsonElement>();
                if (answer.StatusCode < HttpStatusCode.InternalServerError)
                    throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException or JsonException)
            {
                // A node was killed, or cut off: whether it had committed, the answer to the same request tells.
            }
            Interlocked.Increment(ref repeated);
            await Task.Delay(50);
        }
    }

    public void Dispose() => http.Dispose();
}
