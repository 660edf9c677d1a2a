using LiveBlog.EndToEndTests.Support;

namespace LiveBlog.EndToEndTests.Faults;

/// <summary>nginx reads its configuration anew, and its new worker takes over from the old one.</summary>
public sealed class BalancerReloaded(Nginx nginx) : IFault
{
    public Task BeginAsync()
    {
        nginx.Reload();
        return Task.CompletedTask;
    }

    public Task EndAsync() => Task.CompletedTask;
}
