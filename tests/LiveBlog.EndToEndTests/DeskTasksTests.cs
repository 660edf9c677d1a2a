using System.Globalization;
using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>Does the tasks of docs/desk-tasks.md, counting, and compares with what stands there.</summary>
public sealed class DeskTasksTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    private const string Body = "#composer [name='Entry.Body']";

    [Fact]
    public Task First_entry_from_a_cold_desk() => TaskAsync("first entry from a cold desk", async (hands, reader, _) =>
    {
        await hands.TypeAsync("La séance est ouverte.");
        await hands.PressAsync("Control+Enter");
        await Assertions.Expect(reader.Locator("#entries .text").First).ToContainTextAsync("La séance est ouverte.");
    });

    [Fact]
    public Task Entry_with_photo() => TaskAsync("entry with photo", async (hands, reader, desk) =>
    {
        await hands.TypeAsync("La salle.");
        await desk.EvaluateAsync(PastePhoto);
        await hands.PressAsync("Control+V");
        await Assertions.Expect(desk.Locator("#composer .media-card")).ToHaveCountAsync(1);
        await hands.PressAsync("Control+Enter");
        await Assertions.Expect(reader.Locator("#entries article img")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
    });

    [Fact]
    public Task Correct_a_typo_in_the_newest() => TaskAsync("correct a typo in the newest", async (hands, reader, desk) =>
    {
        await PostAsync(desk, "Le vote est reporté à lundi.");
        await hands.PressAsync("ArrowUp");
        await Assertions.Expect(desk.Locator("#editor [name='Entry.Body']")).ToHaveValueAsync("Le vote est reporté à lundi.");
        await hands.TypeAsync(" matin");
        await hands.PressAsync("Control+Enter");
        await Assertions.Expect(reader.Locator("#entries .text").First).ToContainTextAsync("lundi. matin");
    });

    [Fact]
    public Task Withdraw() => TaskAsync("withdraw", async (hands, reader, desk) =>
    {
        await PostAsync(desk, "Une fausse nouvelle.");
        await hands.PressAsync("Escape");
        await hands.PressAsync("w");
        await Assertions.Expect(reader.Locator("#entries > article.entry")).ToHaveCountAsync(0);
    });

    [Fact]
    public Task Pin() => TaskAsync("pin", async (hands, reader, desk) =>
    {
        await PostAsync(desk, "Ce qu’il faut savoir.");
        await hands.PressAsync("Escape");
        await hands.PressAsync("p");
        await Assertions.Expect(reader.Locator("#entries article[data-pinned]")).ToHaveCountAsync(1);
    });

    [Fact]
    public Task Schedule() => TaskAsync("schedule", async (hands, _, desk) =>
    {
        await hands.TypeAsync("Le discours commence.");
        await hands.ClickAsync("#composer .more > summary");
        await hands.ClickAsync("#entry-dueat");
        await hands.TypeAsync("");
        // What one types into the field depends on the browser's language.
        await desk.FillAsync("#entry-dueat", DateTime.UtcNow.AddDays(1).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        await hands.PressAsync("Control+Enter");
        await Assertions.Expect(desk.Locator("[data-tab='3'] .count")).ToHaveTextAsync("1");
    });

    [Fact]
    public Task Approve() => TaskAsync("approve", async (hands, reader, desk) =>
    {
        await newsroom.FileAsync(desk.Url[(desk.Url.LastIndexOf('/') + 1)..], new { headline = "Envoyé du terrain", status = "submitted" });
        await Assertions.Expect(desk.Locator("[data-tab='4'] .count")).ToHaveTextAsync("1", new() { Timeout = 30_000 });
        await hands.PressAsync("Escape");
        await hands.PressAsync("4");
        await Assertions.Expect(desk.Locator("li.submitted article:focus")).ToBeVisibleAsync();
        await hands.PressAsync("a");
        await reader.ShowsAsync("Envoyé du terrain");
    });

    private async Task TaskAsync(string task, Func<Hands, IPage, IPage, Task> act)
    {
        var slug = await newsroom.CreateEventAsync();
        var reader = await (await newsroom.ReaderAsync($"/live/{slug}")).FollowsAsync();
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await Assertions.Expect(desk.Locator("#composer :focus")).ToHaveCountAsync(1);
        var hands = new Hands(desk);
        await act(hands, reader, desk);
        var row = (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "docs", "desk-tasks.md")))
            .First(line => line.StartsWith($"| {task} |", StringComparison.Ordinal)).Split('|', StringSplitOptions.TrimEntries);
        Assert.Equal(int.Parse(row[2], CultureInfo.InvariantCulture), hands.Count);
        Assert.All(row[3..5], other => Assert.True(other == "–" || hands.Count < int.Parse(other, CultureInfo.InvariantCulture), $"{task}: {other}"));
    }

    private static async Task PostAsync(IPage desk, string text)
    {
        await desk.Keyboard.TypeAsync(text);
        await desk.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(desk.Locator(Body)).ToHaveValueAsync("", new() { Timeout = 30_000 });
        await Assertions.Expect(desk.Locator("#desk-entries .text").First).ToContainTextAsync(text, new() { Timeout = 30_000 });
    }

    // A browser without a screen has no picture on its clipboard: the next paste gets one.
    private const string PastePhoto = """
        async () => {
          const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
          canvas.getContext("2d").fillRect(0, 0, 320, 480);
          const blob = await new Promise(done => canvas.toBlob(done, "image/png"));
          const data = new DataTransfer();
          data.items.add(new File([blob], "salle.png", { type: "image/png" }));
          document.addEventListener("keydown", key => {
            if (key.key.toLowerCase() !== "v" || !key.ctrlKey) return;
            key.preventDefault();
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
          });
        }
        """;
}
