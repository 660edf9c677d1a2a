namespace LiveBlog.EndToEndTests.Faults;

/// <summary>
/// The connections by which a node hears of changes are cut in silence: they stay open, and nothing comes by them any more. There is
/// nothing to undo: the node has to notice, and may connect again.
/// </summary>
public sealed class ListeningCut(Machine machine) : IFault
{
    public async Task BeginAsync()
    {
        // There are none while PostgreSQL is away.
        for (var tries = 0; machine.Line.SilenceListening() == 0; tries++)
        {
            Assert.True(tries < 300, "The node does not listen for changes.");
            await Task.Delay(100);
        }
    }

    public Task EndAsync() => Task.CompletedTask;
}
