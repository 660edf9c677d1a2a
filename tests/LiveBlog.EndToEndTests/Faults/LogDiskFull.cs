namespace LiveBlog.EndToEndTests.Faults;

/// <summary>The disk that a node's log is on is full.</summary>
public sealed class LogDiskFull(Machine machine) : IFault
{
    public Task BeginAsync()
    {
        machine.Log.Fill();
        return Task.CompletedTask;
    }

    public Task EndAsync()
    {
        machine.Log.Free();
        return Task.CompletedTask;
    }
}
