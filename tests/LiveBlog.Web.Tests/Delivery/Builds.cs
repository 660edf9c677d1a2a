using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Delivery;

/// <summary>What an app's own meter says of its ready answers.</summary>
public sealed class Builds : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, long> counts = new();

    public Builds(LiveBlogApp app)
    {
        var meters = app.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, its) =>
        {
            if (instrument.Meter.Name == "LiveBlog.Delivery" && ReferenceEquals(instrument.Meter.Scope, meters))
                its.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var name = tags.Length > 0 ? (string)tags[0].Value! : instrument.Name.Split('.')[^1];
            counts.AddOrUpdate(name, value, (_, sum) => instrument is ObservableInstrument<long> ? value : sum + value);
        });
        listener.Start();
    }

    /// <summary>Pages that were rendered.</summary>
    public long Made => counts.GetValueOrDefault("made");

    /// <summary>Pages that were asked for and found as they were.</summary>
    public long Unchanged => counts.GetValueOrDefault("unchanged");

    /// <summary>Answers from memory.</summary>
    public long Hits => counts.GetValueOrDefault("hits");

    /// <summary>The memory that answers take, in bytes.</summary>
    public long Bytes
    {
        get
        {
            listener.RecordObservableInstruments();
            return counts.GetValueOrDefault("size");
        }
    }

    public void Dispose() => listener.Dispose();
}
