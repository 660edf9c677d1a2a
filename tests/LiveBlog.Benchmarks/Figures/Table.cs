using System.Globalization;

namespace LiveBlog.Benchmarks.Figures;

/// <summary>A table as Markdown, with columns as wide as their widest cell.</summary>
internal sealed class Table(params string[] columns)
{
    private readonly List<string[]> rows = [];

    public void Add(string name, params IEnumerable<double> figures) => rows.Add([name, .. figures.Select(Short)]);

    public void Write(TextWriter to)
    {
        var widths = columns.Select((column, i) => rows.Select(row => row[i].Length).Append(column.Length).Max()).ToList();
        Line(columns);
        Line([.. widths.Select((width, i) => i == 0 ? new string('-', width) : new string('-', width - 1) + ":")]);
        foreach (var row in rows)
            Line(row);
        to.WriteLine();

        void Line(string[] cells) => to.WriteLine(
            $"| {string.Join(" | ", cells.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])))} |");
    }

    // Three digits say all that a noisy machine knows.
    private static string Short(double figure) => double.IsNaN(figure) ? "–" : figure.ToString(Math.Abs(figure) switch
    {
        >= 100 => "#,0",
        >= 10 => "0.0",
        _ => "0.00",
    }, CultureInfo.InvariantCulture);
}
