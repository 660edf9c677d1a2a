using System.Text;
using LiveBlog.EndToEndTests.Support;

namespace LiveBlog.EndToEndTests;

/// <summary>What a screen reader is given while a reader follows an event; each step's tree is written to the results.</summary>
public sealed class AccessibilityTreeTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    [Fact]
    public async Task A_screen_reader_is_told_what_came_and_finds_it_without_losing_its_place()
    {
        var slug = await newsroom.CreateEventAsync();
        var first = await newsroom.PostAsync(slug, "Première publication", body: "Un texte.");
        await newsroom.EditAsync(slug, first, new { version = 1, key = true });
        var page = await (await newsroom.ReaderAsync($"/live/{slug}")).FollowsAsync();
        var trees = new StringBuilder();

        var start = await TreeAsync("page");
        Assert.Contains("- feed \"Publications\"", start);
        Assert.Contains("- article \"Première publication\"", start);
        Assert.Contains("- navigation \"Ordre des publications\"", start);

        await page.Locator($"#e-{first} a").First.FocusAsync();
        var second = await newsroom.PostAsync(slug, "Deuxième publication");
        await page.ShowsAsync("Deuxième publication", "Première publication");
        var arrived = await TreeAsync("a new entry has arrived");
        Assert.Contains("- status: 1 nouvelle publication", arrived);
        Assert.True(await page.EvaluateAsync<bool>("id => document.activeElement.closest('article').id === 'e-' + id", first), "The focus has moved.");
        Assert.Equal("1", await page.Locator($"#e-{second}").GetAttributeAsync("aria-posinset"));
        Assert.Equal("2", await page.Locator($"#e-{first}").GetAttributeAsync("aria-setsize"));

        await page.Keyboard.PressAsync("PageUp");
        Assert.Equal($"e-{second}", await page.EvaluateAsync<string>("() => document.activeElement.id"));

        await page.Keyboard.PressAsync("o");
        await page.WaitForURLAsync("**order=oldest*");
        await page.ShowsAsync("Première publication", "Deuxième publication");
        var oldest = await TreeAsync("oldest first");
        Assert.True(oldest.IndexOf("Première", StringComparison.Ordinal) < oldest.IndexOf("- article \"Deuxième", StringComparison.Ordinal));

        await page.GotoAsync($"{newsroom.LiveBlog.Address}/live/{slug}/{first}");
        var permalink = await TreeAsync("permalink");
        Assert.Contains("- article \"Première publication\"", permalink);
        Assert.Equal($"e-{first}", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        await File.WriteAllTextAsync(Path.Combine(Repository.Results, "accessibility-tree.txt"), trees.ToString());

        async Task<string> TreeAsync(string step)
        {
            var tree = await page.Locator("body").AriaSnapshotAsync();
            trees.AppendLine($"== {step}").AppendLine(tree).AppendLine();
            return tree;
        }
    }
}
