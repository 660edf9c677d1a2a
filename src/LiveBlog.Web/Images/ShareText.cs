using System.Globalization;
using System.Net;
using System.Text;

namespace LiveBlog.Web.Images;

/// <summary>Words, drawn in LiveBlog's own fonts: no font of the machine is needed. Pango shapes and orders every script.</summary>
internal static class ShareText
{
    // Longer than any headline that still can be read; the rest would only cost time.
    private const int MostLetters = 280;

    private static readonly Lazy<bool> Fonts = new(AddFonts);

    /// <summary>Draws words on one line or several.</summary>
    /// <param name="words">The words, not markup.</param>
    /// <param name="style">How they look.</param>
    /// <param name="size">The size of their letters in pixels.</param>
    /// <param name="width">Lines are broken here, in pixels; a word that is longer is broken too.</param>
    public static VipsImage Draw(string words, ShareStyle style, int size, int width)
    {
        _ = Fonts.Value;
        return VipsImage.Make("text",
            ("text", $"<span foreground=\"{style.Colour}\" line_height=\"{style.LineHeight.ToString(CultureInfo.InvariantCulture)}\">{WebUtility.HtmlEncode(Clean(words))}</span>"),
            ("font", $"{style.Family}, LiveBlog Naskh, LiveBlog Sans Bold {size.ToString(CultureInfo.InvariantCulture)}"),
            ("width", width), ("dpi", 72), ("wrap", "word-char"), ("rgba", true));
    }

    /// <summary>Draws words as large as they fit, on lines of about the same length; what does not fit even when small is cut off.</summary>
    /// <param name="words">The words, not markup.</param>
    /// <param name="style">How they look.</param>
    /// <param name="sizes">The sizes to try, the largest first.</param>
    /// <param name="width">The most they may take, in pixels.</param>
    /// <param name="height">The most they may take, in pixels.</param>
    public static VipsImage Fit(string words, ShareStyle style, ReadOnlySpan<int> sizes, int width, int height)
    {
        foreach (var size in sizes)
        {
            var drawn = Draw(words, style, size, width);
            if (Fits(drawn, width, height))
                return Balance(drawn, words, style, size, width);
            drawn.Dispose();
        }
        return Cut(words, style, sizes[^1], width, height);
    }

    /// <summary>What libvips can draw: no control characters, half surrogates or line breaks, and one kind of narrow space.</summary>
    public static string Clean(string words)
    {
        var clean = new StringBuilder();
        foreach (var rune in words.EnumerateRunes())
        {
            if (clean.Length >= MostLetters)
                return clean.Append('…').ToString();
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar)
                clean.Append(' ');
            else if (rune.Value == 0x202F)
                clean.Append('\u00A0');
            else
                clean.Append(rune);
        }
        return clean.ToString().Trim() is { Length: > 0 } text ? text : "…";
    }

    private static bool Fits(VipsImage drawn, int width, int height) =>
        drawn.Offset.X + drawn.Width <= width && drawn.Offset.Y + drawn.Height <= height;

    // The narrowest lines that do not make more of them: no single word is left on the last one.
    private static VipsImage Balance(VipsImage drawn, string words, ShareStyle style, int size, int width)
    {
        var lines = Bottom(drawn);
        for (var (narrow, wide) = (width / 2, width); wide - narrow > 8;)
        {
            var middle = (narrow + wide) / 2;
            var tried = Draw(words, style, size, middle);
            // Another word's tail may hang lower on the same number of lines.
            if (Bottom(tried) <= lines + size / 2 && tried.Width <= middle)
            {
                drawn.Dispose();
                (drawn, wide) = (tried, middle);
            }
            else
            {
                tried.Dispose();
                narrow = middle;
            }
        }
        return drawn;
    }

    private static int Bottom(VipsImage drawn) => drawn.Offset.Y + drawn.Height;

    private static VipsImage Cut(string words, ShareStyle style, int size, int width, int height)
    {
        var clean = StringInfo.ParseCombiningCharacters(Clean(words));
        VipsImage? best = null;
        for (var (fits, tooLong) = (0, clean.Length); tooLong - fits > 1;)
        {
            var middle = (fits + tooLong) / 2;
            var drawn = Draw(string.Concat(Clean(words).AsSpan(0, clean[middle]).TrimEnd(), "…"), style, size, width);
            if (Fits(drawn, width, height))
            {
                best?.Dispose();
                (best, fits) = (drawn, middle);
            }
            else
            {
                drawn.Dispose();
                tooLong = middle;
            }
        }
        return best ?? Draw("…", style, size, width);
    }

    // A font counts from the first text that names its file.
    private static bool AddFonts()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "fonts"), "*.ttf"))
            VipsImage.Make("text", ("text", "."), ("font", "LiveBlog Sans Bold 12"), ("fontfile", file)).Dispose();
        return true;
    }
}

/// <summary>How words on a share image look.</summary>
/// <param name="Family">The font's family.</param>
/// <param name="Colour">As <c>#rrggbb</c>.</param>
/// <param name="LineHeight">From line to line, as a part of what the font asks for.</param>
internal sealed record ShareStyle(string Family, string Colour, double LineHeight = 1);
