using System.Globalization;
using LiveBlog.Core.Numbers;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>The lines of a chart of readers, in the units of its <c>viewBox</c>; the table under it says the same.</summary>
public sealed class ReaderChart(IReadOnlyList<ReadersAt> minutes)
{
    /// <summary>The width.</summary>
    public const int Width = 720;

    /// <summary>The height.</summary>
    public const int Height = 180;

    private const int Floor = Height - 22;
    private const int Ceiling = 18;

    /// <summary>The number at the top line.</summary>
    public int Top { get; } = Rounded(Math.Max(4, minutes.Max(minute => minute.Readers)));

    /// <summary>The line, as <c>points</c> of a polyline.</summary>
    public string Points => string.Join(' ', minutes.Select((minute, i) => $"{X(i)},{Y(minute.Readers)}"));

    /// <summary>The surface under the line, as <c>points</c> of a polygon.</summary>
    public string Surface => $"{X(0)},{Floor} {Points} {X(minutes.Count - 1)},{Floor}";

    /// <summary>Where the lines across are, with the number they stand for.</summary>
    public IEnumerable<(string Y, int Readers)> Across => new[] { 0, Top / 2, Top }.Select(readers => (Y(readers), readers));

    /// <summary>Where the half hours are.</summary>
    public IEnumerable<(string X, DateTime At)> Hours => minutes.Select((minute, i) => (X: X(i), minute.At))
        .Where(one => one.At.Minute % 30 == 0).Skip(1).SkipLast(1);

    /// <summary>The highest of each ten minutes, the latest first: the rows of the table.</summary>
    public IEnumerable<ReadersAt> Rows => minutes
        .GroupBy(minute => minute.At.Ticks / TimeSpan.FromMinutes(10).Ticks)
        .Select(ten => new ReadersAt(ten.First().At, ten.Max(minute => minute.Readers))).Reverse();

    private string X(int i) => Number(i * (double)Width / Math.Max(1, minutes.Count - 1));

    private string Y(int readers) => Number(Floor - readers * (double)(Floor - Ceiling) / Top);

    private static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    // Two figures, the rest noughts, and even, so that there is a whole number halfway.
    private static int Rounded(int readers)
    {
        var step = 2;
        while (readers > step * 50)
            step *= 10;
        return (readers + step - 1) / step * step;
    }
}
