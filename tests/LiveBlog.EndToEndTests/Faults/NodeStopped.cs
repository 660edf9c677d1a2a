namespace LiveBlog.EndToEndTests.Faults;

/// <summary>A node stands still (SIGSTOP), as a machine that is moved or swaps: its connections stay open, and nothing answers.</summary>
public sealed class NodeStopped(Machine machine) : IFault
{
    public async Task BeginAsync()
    {
        await machine.SignalAsync("STOP");
        for (var tries = 0; !machine.StandsStill; tries++)
        {
            Assert.True(tries < 50, "The node does not stand still.");
            await Task.Delay(20);
        }
    }

    public Task EndAsync() => machine.SignalAsync("CONT");
}
