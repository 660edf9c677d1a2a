namespace LiveBlog.EndToEndTests.Faults;

/// <summary>A node ends as in a power cut (SIGKILL), and is started again.</summary>
public sealed class NodeKilled(Machine machine) : IFault
{
    public Task BeginAsync() => machine.KillAsync();

    public Task EndAsync() => machine.StartAsync();
}
