using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Media;
using LiveBlog.Web.Rendering;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Media;

/// <summary>A newsroom that files are sent to.</summary>
public sealed class UploadApp : IAsyncLifetime
{
    public LiveBlogApp App { get; } = new(DatabaseProvider.Sqlite);

    public HttpClient Editor { get; private set; } = null!;

    public string MediaFolder => Path.Combine(App.Services.GetRequiredService<IConfiguration>()["Data:Directory"]!, "media");

    public async ValueTask InitializeAsync() => Editor = await App.ToolAsync(Role.Editor);

    public ValueTask DisposeAsync() => App.DisposeAsync();

    /// <summary>A photo that comes with the program.</summary>
    public byte[] Photo(string name = "carte-960.jpg") =>
        File.ReadAllBytes(App.Services.GetRequiredService<MediaFiles>().Find($"/demo/{name}")!.PhysicalPath!);

    public static byte[] Fixture(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Media", "Fixtures", name));

    public async Task<HttpResponseMessage> SendAsync(byte[] file, string name = "photo.jpg", string type = "image/jpeg", HttpClient? sender = null) =>
        await SendAsync([file], name, type, sender);

    public async Task<HttpResponseMessage> SendAsync(byte[][] files, string name = "photo.jpg", string type = "image/jpeg", HttpClient? sender = null)
    {
        using var form = new MultipartFormDataContent();
        foreach (var file in files)
        {
            var part = new ByteArrayContent(file);
            part.Headers.ContentType = new MediaTypeHeaderValue(type);
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"files\"; filename=\"{name}\"");
            form.Add(part);
        }
        return await (sender ?? Editor).PostAsync("/api/v1/media", form, TestContext.Current.CancellationToken);
    }

    /// <summary>The medium that comes of a file.</summary>
    public async Task<Medium> KeptAsync(byte[] file, string name = "photo.jpg", string type = "image/jpeg")
    {
        var answer = await SendAsync(file, name, type);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (await answer.Content.ReadFromJsonAsync<Medium>(LiveBlogApp.Json, TestContext.Current.CancellationToken))!;
    }

    /// <summary>Asserts that a file is refused with that code and a sentence, and that nothing of it stays.</summary>
    public async Task<string> RefusesAsync(string code, byte[] file, string name = "photo.jpg", string type = "image/jpeg")
    {
        var before = Kept();
        var answer = await SendAsync(file, name, type);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal(before, Kept());
        return problem.GetProperty("detail").GetString()!;
    }

    /// <summary>Every file that readers can get of a medium, by its address.</summary>
    public async Task<Dictionary<string, byte[]>> ServedAsync(Medium medium)
    {
        var addresses = medium.Kind != MediumKind.Photo ? [medium.Path]
            : medium.Widths.Split(' ').SelectMany(width => medium.Formats.Split(' ').Select(format => $"{medium.Path}-{width}.{format}")).ToArray();
        var files = new Dictionary<string, byte[]>();
        foreach (var address in addresses)
            files[address] = await App.Client.GetByteArrayAsync(address, TestContext.Current.CancellationToken);
        return files;
    }

    /// <summary>Asserts that none of those files holds that text in ASCII.</summary>
    public async Task ServesNoneWithAsync(Medium medium, params string[] texts)
    {
        foreach (var (address, file) in await ServedAsync(medium))
        {
            foreach (var text in texts)
                Assert.True(file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) < 0, $"{address} holds {text}");
        }
    }

    /// <summary>All files kept, unfinished ones included.</summary>
    public string[] Kept() => Directory.Exists(MediaFolder) ? [.. Directory.GetFiles(MediaFolder, "*", SearchOption.AllDirectories).Order()] : [];
}
