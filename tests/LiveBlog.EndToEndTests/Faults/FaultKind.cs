namespace LiveBlog.EndToEndTests.Faults;

/// <summary>What can go wrong.</summary>
public enum FaultKind
{
    NodeKilled,
    NodeStopped,
    DatabaseRestarted,
    ListeningCut,
    NetworkCut,
    BalancerReloaded,
    LogDiskFull,
}
