using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>Makes the README's pictures: tests/screenshots.sh. Not a test, so it runs only when asked for by name.</summary>
public sealed class Screenshots(DemoNewsroom demo) : IClassFixture<DemoNewsroom>
{
    private static string Folder => Directory.CreateDirectory(Path.Combine(Repository.Root, "docs", "images")).FullName;

    [Theory(Explicit = true)]
    [InlineData("event-wide", "/live/conseil-otan-russie", 1440, 1000, ColorScheme.Light)]
    [InlineData("event-phone-dark", "/live/conseil-otan-russie", 360, 740, ColorScheme.Dark)]
    [InlineData("desk-wide", "/desk/otan-russie-rejoue", 1440, 1000, ColorScheme.Light)]
    public async Task Take(string name, string path, int width, int height, ColorScheme scheme)
    {
        var page = await demo.OpenAsync(path, new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png") });
        await page.Context.CloseAsync();
    }
}
