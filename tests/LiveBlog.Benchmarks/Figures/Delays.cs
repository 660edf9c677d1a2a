namespace LiveBlog.Benchmarks.Figures;

/// <summary>How long deliveries took, in milliseconds, with the change that each was of.</summary>
internal sealed class Delays
{
    private readonly double[] all;
    private readonly List<double[]> changes;

    public Delays(IReadOnlyCollection<(int Change, double Milliseconds)> delays)
    {
        all = [.. delays.Select(delay => delay.Milliseconds).Order()];
        changes = [.. delays.GroupBy(delay => delay.Change, delay => delay.Milliseconds).Select(change => change.Order().ToArray())];
    }

    public int Count => all.Length;

    /// <summary>Of all deliveries.</summary>
    public double Percentile(double percent) => all.Percentile(percent);

    /// <summary>
    /// Of each change's deliveries, and of these the median. Of all deliveries together the last hundredth are those of the one change
    /// during which the machine was slowest.
    /// </summary>
    public double OfAChange(double percent) => changes.Select(change => change.Percentile(percent)).Median();
}
