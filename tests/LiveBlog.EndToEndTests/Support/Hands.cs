using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>An editor's hands, which begin on the keyboard; counts what they do as docs/desk-tasks.md says.</summary>
public sealed class Hands(IPage page)
{
    private bool onMouse;

    /// <summary>Key presses, clicks, drags and moves from one to the other; text is not counted.</summary>
    public int Count { get; private set; }

    /// <summary>Types text.</summary>
    public async Task TypeAsync(string text)
    {
        Reach(mouse: false);
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Presses a key or a chord.</summary>
    public async Task PressAsync(string key)
    {
        Reach(mouse: false);
        Count++;
        await page.Keyboard.PressAsync(key);
    }

    /// <summary>Clicks.</summary>
    public async Task ClickAsync(string selector)
    {
        Reach(mouse: true);
        Count++;
        await page.ClickAsync(selector);
    }

    private void Reach(bool mouse)
    {
        if (mouse != onMouse)
            Count++;
        onMouse = mouse;
    }
}
