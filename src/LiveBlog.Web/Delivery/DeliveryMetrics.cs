using System.Diagnostics.Metrics;

namespace LiveBlog.Web.Delivery;

/// <summary>What the request log does not say of ready answers: the meter <c>LiveBlog.Delivery</c> (docs/operating.md).</summary>
internal sealed class DeliveryMetrics
{
    /// <summary>The meter.</summary>
    public const string Name = "LiveBlog.Delivery";

    private readonly Meter meter;
    private readonly Counter<long> hits;
    private readonly Counter<long> stale;
    private readonly Counter<long> builds;

    public DeliveryMetrics(IMeterFactory meters)
    {
        meter = meters.Create(Name);
        hits = meter.CreateCounter<long>("liveblog.ready.hits", "{answer}", "Answers sent from memory.");
        stale = meter.CreateCounter<long>("liveblog.ready.stale", "{answer}", "Answers sent from memory that could not be brought up to date.");
        builds = meter.CreateCounter<long>("liveblog.ready.builds", "{build}", "Answers made, found unchanged, or failed.");
    }

    /// <summary>Tells what is held.</summary>
    public void Watch(Func<long> bytes, Func<int> count)
    {
        meter.CreateObservableGauge("liveblog.ready.size", bytes, "By", "Memory that ready answers take.");
        meter.CreateObservableGauge("liveblog.ready.count", count, "{answer}", "Ready answers held.");
    }

    /// <summary>One was sent from memory.</summary>
    public void Hit() => hits.Add(1);

    /// <summary>One was sent although it may be out of date.</summary>
    public void Stale() => stale.Add(1);

    /// <summary>One was made, or not.</summary>
    public void Made(Built built) => builds.Add(1, new KeyValuePair<string, object?>(
        "outcome", built.Answer is null ? "failed" : built.IsUnchanged ? "unchanged" : "made"));
}
