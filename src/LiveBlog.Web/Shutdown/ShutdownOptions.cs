using System.ComponentModel.DataAnnotations;

namespace LiveBlog.Web.Shutdown;

/// <summary>How a node that is told to stop (SIGTERM) takes its leave; the section <c>Shutdown</c>. All of it ends <see cref="HandOver.Parting"/> after the sum of these.</summary>
public sealed class ShutdownOptions
{
    /// <summary>For how many seconds it goes on as before, while <c>/health/ready</c> says 503: until the balancer has looked.</summary>
    [Range(0, 600)]
    public double NoticeSeconds { get; init; } = 3;

    /// <summary>Over how many seconds it then sends its open pages to other nodes, so that they don't arrive there all at once.</summary>
    [Range(0, 600)]
    public double HandOverSeconds { get; init; } = 10;

    /// <summary>How many seconds requests in progress have in the end.</summary>
    [Range(1, 600)]
    public double RequestSeconds { get; init; } = 15;
}
