using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>What a reporter does at the desk.</summary>
public sealed partial class Reporter
{
    private const string Composer = "#composer";
    private const string Editor = "#editor";

    private async Task WorkAsync(IPage page)
    {
        if (!await IsReadyAsync(page))
            return;
        await (random.Next(16) switch
        {
            < 4 => TryAsync("sends", () => SendAsync(page)),
            4 => TryAsync("sends two without a look", () => SendTwoAsync(page)),
            5 => TryAsync("sends and pulls back", () => PullBackAsync(page)),
            6 => TryAsync("files a draft", () => WriteAsync(page, Composer, "Control+s")),
            7 => TryAsync("leaves half-typed", () => WriteAsync(page, Composer, null)),
            8 => TryAsync("takes up what lies about", () => TakeUpAsync(page)),
            < 12 => TryAsync("corrects", () => CorrectAsync(page)),
            12 => TryAsync("leaves a correction half-typed", () => BeginCorrectionAsync(page)),
            13 when isEditor => TryAsync("withdraws", () => WithdrawAsync(page)),
            14 when isEditor => TryAsync("approves", () => ApproveAsync(page)),
            _ => TryAsync("answers what was refused", () => AnswerAsync(page)),
        });
    }

    /// <summary>Whether they are at the desk, or could go there; where the line is away that has to wait for it.</summary>
    private async Task<bool> IsReadyAsync(IPage page)
    {
        await SignInOnTopAsync(page);
        if (page.Url.Split('#')[0] == Desk)
            return true;
        if (isAway)
            await ReturnAsync();
        return await OpenAsync(page);
    }

    private Task SendAsync(IPage page) => WriteAsync(page, Composer, "Control+Enter");

    /// <summary>Types on, before the first text can have been stored.</summary>
    private async Task SendTwoAsync(IPage page)
    {
        await FocusAsync(page, "#composer .rich-text");
        var (first, second) = (Mark(), Mark());
        await page.Keyboard.TypeAsync(first);
        Typed.Add(first);
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Keyboard.TypeAsync(second);
        Typed.Add(second);
        await page.Keyboard.PressAsync("Control+Enter");
    }

    private async Task PullBackAsync(IPage page)
    {
        await SendAsync(page);
        await page.Keyboard.PressAsync("Alt+z");
        await Task.Delay(random.Next(2 * KeptAfterMs));
    }

    private async Task TakeUpAsync(IPage page)
    {
        var text = page.Locator("#composer [data-notices] li button").First;
        if (await text.CountAsync() > 0)
            await text.ClickAsync();
        await SendAsync(page);
    }

    /// <summary>Corrects an entry, in its place or on its page; whoever is shown another version keeps both.</summary>
    private async Task CorrectAsync(IPage page)
    {
        if (!await OpenEditorAsync(page))
            return;
        await WriteAsync(page, Editor, "Control+Enter");
        // It is looked whether somebody was faster, for two seconds at most.
        await Task.WhenAny(page.Locator(Editor).WaitForAsync(new() { State = WaitForSelectorState.Detached }), page.Locator("#merge").WaitForAsync());
        await KeepBothAsync(page);
    }

    private async Task BeginCorrectionAsync(IPage page)
    {
        if (!await OpenEditorAsync(page))
            return;
        await WriteAsync(page, Editor, null);
        if (random.Next(2) == 0)
            await page.Keyboard.PressAsync("Escape");
    }

    private async Task<bool> OpenEditorAsync(IPage page)
    {
        var entries = page.Locator("#desk-entries > li:has([data-edit])");
        if (!isEditor)
            await page.ClickAsync("[data-tab='4']");
        var all = await entries.CountAsync();
        if (all == 0)
            return false;
        // Mostly among the latest, where colleagues are too.
        var entry = entries.Nth(random.Next(Math.Min(all, 4)));
        if (random.Next(2) == 0)
            await entry.Locator("[data-edit]").ClickAsync();
        else
            await page.GotoAsync($"{Desk}/{await entry.GetAttributeAsync("data-id")}/edit");
        await page.Locator(Editor).WaitForAsync();
        return true;
    }

    private static async Task KeepBothAsync(IPage page)
    {
        if (await page.Locator("#merge").CountAsync() == 0)
            return;
        foreach (var both in await page.Locator("#merge input[value=both]").AllAsync())
            await both.CheckAsync();
        await page.ClickAsync("#merge button.primary");
    }

    private async Task AnswerAsync(IPage page)
    {
        var compare = page.Locator("#outbox [data-refused] button", new() { HasText = "Comparer" }).First;
        if (await compare.CountAsync() == 0)
        {
            await SendAsync(page);
            return;
        }
        await compare.ClickAsync();
        await KeepBothAsync(page);
    }

    private async Task WithdrawAsync(IPage page)
    {
        var entries = page.Locator("#desk-entries > li.published");
        var all = await entries.CountAsync();
        if (all == 0)
            return;
        await entries.Nth(random.Next(all)).Locator("[data-menu=withdraw] > summary").ClickAsync();
    }

    private async Task ApproveAsync(IPage page)
    {
        await page.ClickAsync("[data-tab='4']");
        var approve = page.Locator("button[value=approve]").First;
        if (await approve.CountAsync() > 0)
            await approve.ClickAsync();
        await page.ClickAsync("[data-tab='1']");
    }

    /// <summary>Adds a mark to headline or text, and presses a key; now and then before the form has kept it.</summary>
    private async Task WriteAsync(IPage page, string form, string? key)
    {
        var mark = Mark();
        if (random.Next(2) == 0)
        {
            await FocusAsync(page, $"{form} [name='Entry.Headline']");
            await page.Keyboard.PressAsync("End");
        }
        else
        {
            await FocusAsync(page, $"{form} .rich-text");
            await page.Keyboard.PressAsync("Control+End");
        }
        await page.Keyboard.TypeAsync($" {mark}");
        Typed.Add(mark);
        Note($"typed {mark}");
        if (key is null || random.Next(3) == 0)
            await Task.Delay(KeptAfterMs);
        if (key is not null)
            await page.Keyboard.PressAsync(key);
    }

    private static async Task FocusAsync(IPage page, string field)
    {
        await page.FocusAsync(field);
        if (await page.Locator($"{field}:focus").CountAsync() == 0)
            throw new PlaywrightException("Something is on top of the page.");
    }

    /// <summary>A word that nobody else types.</summary>
    private string Mark() => $"T{name[0] - 'a'}{count++:000}";
}
