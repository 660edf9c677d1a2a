using System.ComponentModel.DataAnnotations;

namespace LiveBlog.Web.Setup;

/// <summary>How many readers follow by which way; the section <c>Live</c>.</summary>
public sealed class LiveOptions
{
    private const string Wrong = "Live:{0} must be a whole number from 0.";

    /// <summary>
    /// How many connections this node holds at the hub. By default a quarter of the memory it may use, at 64 KiB each: twice
    /// what one takes that keeps up.
    /// </summary>
    [Range(0, int.MaxValue, ErrorMessage = Wrong)]
    public int HubConnections { get; init; } = InMemory(64 * 1024);

    /// <summary>How many streams this node holds. By default a quarter of the memory it may use, at 24 KiB each.</summary>
    [Range(0, int.MaxValue, ErrorMessage = Wrong)]
    public int StreamConnections { get; init; } = InMemory(24 * 1024);

    /// <summary>
    /// How many connections of either way this node holds from one address (of IPv6: one network of 64 bits). A provider has
    /// up to a few thousand lines behind one address (RFC 6269), and a school or an office has its hundreds: so this only
    /// stops one machine from taking all there are.
    /// </summary>
    [Range(1, int.MaxValue, ErrorMessage = "Live:{0} must be a whole number from 1.")]
    public int ConnectionsPerAddress { get; init; } = 4_000;

    /// <summary>How many questions a second this node wants from readers that poll: with more readers each is told to ask less often, down to once a minute.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Live:{0} must be a whole number from 1.")]
    public int PollsPerSecond { get; init; } = 2_000;

    private static int InMemory(int bytesEach) =>
        (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 / bytesEach, 1_000, 1_000_000);
}
