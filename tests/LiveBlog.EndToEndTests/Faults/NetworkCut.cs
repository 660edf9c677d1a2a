namespace LiveBlog.EndToEndTests.Faults;

/// <summary>The cable between a node and PostgreSQL is out: whatever is sent is lost, and nobody is told.</summary>
public sealed class NetworkCut(Network network, Machine machine) : IFault
{
    public Task BeginAsync() => network.CutAsync(machine.Number);

    public Task EndAsync() => network.MendAsync(machine.Number);
}
