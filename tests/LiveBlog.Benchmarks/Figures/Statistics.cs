namespace LiveBlog.Benchmarks.Figures;

internal static class Statistics
{
    /// <summary>The nearest rank; NaN of nothing.</summary>
    public static double Percentile(this double[] sorted, double percent) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * percent / 100) - 1)];

    public static double Median(this IEnumerable<double> figures) => figures.Order().ToArray().Percentile(50);

    /// <summary>Of several runs with the same columns: the median of each column.</summary>
    public static double[] Medians(this IReadOnlyList<double[]> runs) =>
        [.. Enumerable.Range(0, runs[0].Length).Select(column => runs.Select(run => run[column]).Median())];

    /// <summary>Of several runs with the same columns: the most of each column.</summary>
    public static double[] Most(this IReadOnlyList<double[]> runs) =>
        [.. Enumerable.Range(0, runs[0].Length).Select(column => runs.Max(run => run[column]))];
}
