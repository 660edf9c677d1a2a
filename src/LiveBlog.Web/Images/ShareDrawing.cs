using System.Globalization;

namespace LiveBlog.Web.Images;

/// <summary>Draws a share image: words on dark ground, and the photo beside them if there is one.</summary>
/// <remarks>Messengers show it 300 pixels wide, so nothing on it is smaller than a fortieth of its width.</remarks>
internal static class ShareDrawing
{
    /// <summary>In pixels, as Open Graph and X ask for.</summary>
    public const int Width = 1200;

    /// <summary>In pixels.</summary>
    public const int Height = 630;

    private const int Margin = 64;
    private const int PhotoWidth = 464;
    private const int Bar = 12;
    private const string Ground = "#12151b";
    private const string Red = "#c1121f";
    private const string Blue = "#2f86b0";

    private static readonly ShareStyle SiteName = new("LiveBlog Serif", "#ffffff");
    private static readonly ShareStyle Kicker = new("LiveBlog Sans", "#8fd0ee");
    private static readonly ShareStyle Headline = new("LiveBlog Serif", "#ffffff", 0.88);
    private static readonly ShareStyle Mark = new("LiveBlog Sans", "#ffffff");
    private static readonly ShareStyle Detail = new("LiveBlog Sans", "#c9ced8");

    /// <summary>The image as a PNG file.</summary>
    /// <param name="card">What it shows.</param>
    /// <exception cref="VipsException">The photo's file can't be read as one.</exception>
    public static byte[] Draw(ShareCard card)
    {
        using var canvas = new Canvas(Plain(Width, Height, Ground));
        var room = Width - 2 * Margin;
        if (card.PhotoFile is not null)
        {
            using var photo = Photo(card.PhotoFile);
            canvas.Place(photo, card.IsRightToLeft ? 0 : Width - PhotoWidth, 0);
            room -= PhotoWidth;
        }
        // All positions below count from the edge where reading begins.
        void Place(VipsImage image, int start, int y) =>
            canvas.Place(image, card.IsRightToLeft ? Width - start - image.Width : start, y);
        void Write(VipsImage text, int start, int y) => Place(text, start + (card.IsRightToLeft ? 0 : text.Offset.X), y + text.Offset.Y);

        using (var bar = Plain(Bar, Height, card.IsRed ? Red : Blue))
            Place(bar, 0, 0);
        using (var site = ShareText.Fit(card.Site, SiteName, [40, 32], room, 56))
            Write(site, Margin, 44);
        Middle(card, room, Write);
        Foot(card, room, Place, Write);
        return canvas.Save();
    }

    // The headline and what stands over it, in the middle between the newsroom's name and the foot.
    private static void Middle(ShareCard card, int room, Action<VipsImage, int, int> write)
    {
        const int top = 124;
        var bottom = card.Mark.Length + card.Detail.Length > 0 ? 506 : 580;
        using var kicker = card.Kicker.Length > 0 ? ShareText.Fit(card.Kicker, Kicker, [32, 28], room, 48) : null;
        var over = kicker is null ? 0 : 56;
        using var headline = card.PhotoFile is null
            ? ShareText.Fit(card.Headline, Headline, [96, 88, 80, 72, 64, 58, 52, 46], room, bottom - top - over)
            : ShareText.Fit(card.Headline, Headline, [76, 70, 64, 58, 52, 47, 43, 40], room, bottom - top - over);
        var y = top + (bottom - top - over - headline.Height - headline.Offset.Y) / 2;
        if (kicker is not null)
            write(kicker, Margin, y);
        write(headline, Margin, y + over);
    }

    private static void Foot(ShareCard card, int room, Action<VipsImage, int, int> place, Action<VipsImage, int, int> write)
    {
        const int y = 538;
        const int height = 52;
        const int padding = 18;
        var start = Margin;
        if (card.Mark.Length > 0)
        {
            using var words = ShareText.Fit(card.Mark, Mark, [30, 26], room - 2 * padding, 48);
            using var box = Plain(words.Width + 2 * padding, height, card.IsRed ? Red : Blue);
            place(box, start, y);
            place(words, start + padding, y + Centre(words, height));
            start += box.Width + 24;
        }
        if (card.Detail.Length > 0 && Margin + room - start is > 120 and var left)
        {
            using var words = ShareText.Fit(card.Detail, Detail, [30, 26, 24], left, 48);
            write(words, start, y + 5);
        }
    }

    // Capitals, whose ink is the text's middle but for hanging tails.
    private static int Centre(VipsImage words, int height) => (height - words.Height) / 2;

    private static VipsImage Photo(string file)
    {
        using var cut = VipsImage.Make("thumbnail", ("filename", file), ("width", PhotoWidth), ("height", Height), ("crop", "attention"), ("fail-on", "error"));
        var colours = cut.Then("colourspace", ("space", "srgb"));
        if (colours.Bands == 4)
            return colours;
        using (colours)
            return colours.Then("addalpha");
    }

    private static VipsImage Plain(int width, int height, string colour)
    {
        using var black = VipsImage.Make("black", ("width", width), ("height", height), ("bands", 3));
        var parts = Enumerable.Range(0, 3).Select(i => int.Parse(colour.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        using var coloured = black.Then("linear", ("a", "1 1 1"), ("b", string.Join(' ', parts)), ("uchar", true));
        using var named = coloured.Then("copy", ("interpretation", "srgb"));
        return named.Then("addalpha");
    }

    /// <summary>What has been drawn so far.</summary>
    private sealed class Canvas(VipsImage ground) : IDisposable
    {
        private VipsImage drawn = ground;

        public void Place(VipsImage image, int x, int y)
        {
            var next = VipsImage.Make("composite2", ("base", drawn), ("overlay", image), ("mode", "over"), ("x", x), ("y", y));
            drawn.Dispose();
            drawn = next;
        }

        // Few colours, well chosen, keep the file under what messengers still show (about 300 kB).
        public byte[] Save()
        {
            using var flat = drawn.Then("flatten");
            return flat.Save("pngsave_buffer", ("palette", true), ("bitdepth", 8), ("Q", 90), ("dither", 0.8), ("effort", 4), ("compression", 8), ("keep", "none"));
        }

        public void Dispose() => drawn.Dispose();
    }
}
