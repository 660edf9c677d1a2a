using LiveBlog.EndToEndTests.Support;

namespace LiveBlog.EndToEndTests.Faults;

/// <summary>PostgreSQL is stopped by its operator, or crashes, and starts again.</summary>
public sealed class DatabaseRestarted(PostgreSqlCluster cluster, bool crashes) : IFault
{
    public Task BeginAsync() => crashes ? cluster.KillAsync() : cluster.StopAsync();

    public Task EndAsync() => cluster.StartAsync();
}
