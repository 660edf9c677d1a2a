using System.Collections.Concurrent;
using LiveBlog.Core.Live;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Delivery;

/// <summary>
/// Answers readers from memory with what the pages made once: nothing is sent that was begun before the latest change this node
/// has heard of, however many ask at that moment only one answer is made, and where it can't be, because the database is away,
/// what is held is sent and says so.
/// </summary>
internal sealed class ReadyAnswers
{
    // Milliseconds. Should ever something change without a word, it is seen after a minute.
    private const long GoodFor = 60_000;

    // How long nobody is made to wait for a database that has just failed.
    private const long Respite = 1_000;
    private const long KeptIdle = 10 * 60_000;

    private readonly ConcurrentDictionary<PageAddress, Slot> slots = new();
    private readonly AnswerBuilder builder;
    private readonly ChangeMarks marks;
    private readonly DatabaseWatch watch;
    private readonly DeliveryMetrics metrics;
    private readonly long most;
    private readonly long longestStale;
    private long bytes;
    private int trimming;

    public ReadyAnswers(AnswerBuilder builder, ChangeSignal signal, DatabaseWatch watch, DeliveryMetrics metrics, IOptions<DeliveryOptions> options)
    {
        (this.builder, marks, this.watch, this.metrics) = (builder, signal.Marks, watch, metrics);
        most = options.Value.ReadyMegabytes * 1_048_576L;
        longestStale = options.Value.StaleMinutes * 60_000L;
        metrics.Watch(() => Bytes, () => slots.Count);
    }

    /// <summary>The memory that answers take, in bytes.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>What is shown by what is held.</summary>
    public IEnumerable<Guid> Sources => slots.Values.SelectMany(slot => slot.Held?.Sources ?? []);

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="pages">The rest of the pipeline, which makes the pages.</param>
    public Task AnswerAsync(HttpContext context, RequestDelegate pages)
    {
        if (most == 0 || PageAddress.Of(context.Request) is not { } address)
            return pages(context);
        if (!slots.TryGetValue(address, out var slot))
        {
            if (!address.IsPage)
                return pages(context);
            slot = slots.GetOrAdd(address, _ => new Slot());
        }
        var now = Environment.TickCount64;
        // Seldom enough that readers on many cores do not fight over it.
        if (now - slot.LastAsked > 1_000)
            slot.LastAsked = now;
        return slot.Held is { } held && IsGood(held, now) ? SendHeldAsync(context, held) : MakeAsync(context, pages, address, slot);
    }

    /// <summary>Drops what nobody asked for in a while.</summary>
    public void DropIdle()
    {
        var now = Environment.TickCount64;
        foreach (var (address, slot) in slots)
        {
            if (now - slot.LastAsked > KeptIdle)
                Drop(address, slot);
        }
    }

    private bool IsGood(ReadyAnswer held, long now) => now - held.MadeAt < GoodFor && held.IsCurrent(marks);

    private Task SendHeldAsync(HttpContext context, ReadyAnswer held)
    {
        metrics.Hit();
        // Good as far as is known; but nothing is known while the database is away.
        return held.SendAsync(context, watch.Silent);
    }

    private async Task MakeAsync(HttpContext context, RequestDelegate pages, PageAddress address, Slot slot)
    {
        var asked = marks.Now;
        while (true)
        {
            var now = Environment.TickCount64;
            if (slot.Held is { } held)
            {
                if (IsGood(held, now))
                {
                    await SendHeldAsync(context, held);
                    return;
                }
                if (now - slot.FailedAt < Respite && MayStillBeShown(held, now))
                {
                    await SendStaleAsync(context, held, now);
                    return;
                }
            }
            Built built;
            try
            {
                built = await Join(slot, pages, address).WaitAsync(context.RequestAborted);
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                return;
            }
            if (built.Answer is null)
            {
                await FailAsync(context, pages, slot, built);
                return;
            }
            // Begun before this was asked, and out of date since: the next one.
            if (built.Mark < asked && built.Answer.IsChangedSince(marks, built.Mark))
                continue;
            await (built.Answer.IsForAll ? built.Answer.SendAsync(context) : pages(context));
            return;
        }
    }

    private async Task FailAsync(HttpContext context, RequestDelegate pages, Slot slot, Built built)
    {
        var now = Environment.TickCount64;
        if (slot.Held is { } held && MayStillBeShown(held, now))
        {
            await SendStaleAsync(context, held, now);
            return;
        }
        // The pages say what is wrong, in the reader's language, without trying again.
        if (built.Failure is not null)
            context.Features.Set(new FailedAnswer(built.Failure));
        await pages(context);
    }

    private bool MayStillBeShown(ReadyAnswer held, long now) =>
        now - held.MadeAt < longestStale && !held.IsTakenBack(marks);

    private Task SendStaleAsync(HttpContext context, ReadyAnswer held, long now)
    {
        metrics.Stale();
        return held.SendAsync(context, TimeSpan.FromMilliseconds(now - held.MadeAt));
    }

    // What is being made, or else a new one. One at a time: who needs a later one waits and comes again.
    private Task<Built> Join(Slot slot, RequestDelegate pages, PageAddress address)
    {
        lock (slot)
        {
            if (slot.Making is { } making)
                return making;
            var (held, mark) = (slot.Held, marks.Now);
            // A request's own context must not come along: it may end first.
            using (ExecutionContext.SuppressFlow())
                return slot.Making = Task.Run(() => MakeAsync(slot, pages, address, held, mark));
        }
    }

    private async Task<Built> MakeAsync(Slot slot, RequestDelegate pages, PageAddress address, ReadyAnswer? held, long mark)
    {
        var built = await builder.BuildAsync(pages, address, held, mark);
        metrics.Made(built);
        lock (slot)
        {
            slot.Making = null;
            if (built.Answer is null)
                slot.FailedAt = Environment.TickCount64;
            else if (built.Answer.IsKept && built.Answer.Bytes <= most / 8)
                Hold(slot, built.Answer);
            else
                Hold(slot, null);
            if (slot.Held is null)
                Drop(address, slot);
        }
        if (Bytes > most)
            Trim();
        return built;
    }

    // Under the slot's lock.
    private void Hold(Slot slot, ReadyAnswer? answer)
    {
        if (slot.IsDropped)
            return;
        var size = answer?.Bytes ?? 0;
        Interlocked.Add(ref bytes, size - slot.Size);
        (slot.Held, slot.Size) = (answer, size);
    }

    private void Drop(PageAddress address, Slot slot)
    {
        lock (slot)
        {
            Hold(slot, null);
            slot.IsDropped = true;
            slots.TryRemove(new KeyValuePair<PageAddress, Slot>(address, slot));
        }
    }

    // Down to nine tenths, so that it is not done for each answer that comes.
    private void Trim()
    {
        if (Interlocked.Exchange(ref trimming, 1) == 1)
            return;
        try
        {
            foreach (var (address, slot) in slots.Select(one => (one.Key, Slot: one.Value, one.Value.LastAsked)).OrderBy(one => one.LastAsked)
                .Select(one => (one.Key, one.Slot)))
            {
                if (Bytes <= most / 10 * 9)
                    return;
                Drop(address, slot);
            }
        }
        finally
        {
            Volatile.Write(ref trimming, 0);
        }
    }

    /// <summary>Counts codings that were made since an answer was held.</summary>
    public void Recount()
    {
        foreach (var slot in slots.Values)
        {
            lock (slot)
                Hold(slot, slot.Held);
        }
        if (Bytes > most)
            Trim();
    }

    private sealed class Slot
    {
        private ReadyAnswer? held;

        public ReadyAnswer? Held
        {
            get => Volatile.Read(ref held);
            set => Volatile.Write(ref held, value);
        }

        public Task<Built>? Making { get; set; }

        public long LastAsked { get; set; }

        public long FailedAt { get; set; } = -Respite;

        public long Size { get; set; }

        public bool IsDropped { get; set; }
    }
}

/// <summary>Why an answer could not be made: to be thrown again where the pages say what is wrong.</summary>
/// <param name="Reason">The failure.</param>
internal sealed record FailedAnswer(System.Runtime.ExceptionServices.ExceptionDispatchInfo Reason);
