using LiveBlog.Benchmarks.Load;

namespace LiveBlog.Benchmarks;

/// <summary>Changes that readers are told of, numbered, so that each is known when it arrives.</summary>
internal static class Changes
{
    /// <summary>One a second.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Sends them and waits, half a minute at most, until each of <paramref name="each"/> readers has had all.</summary>
    public static async Task SendAsync(Readers readers, int from, int count, int each, Func<string, Task> sendAsync, TimeSpan? pace = null)
    {
        var before = readers.Deliveries;
        using var beat = new PeriodicTimer(pace ?? Pace);
        for (var number = from; number < from + count; number++)
        {
            readers.Sending(number);
            await sendAsync(Mark(number));
            await beat.WaitForNextTickAsync();
        }
        await readers.UntilAsync(before + count * each, TimeSpan.FromSeconds(30));
    }

    private static string Mark(int number) => $"{Reader.Mark}{number:d6}";
}
