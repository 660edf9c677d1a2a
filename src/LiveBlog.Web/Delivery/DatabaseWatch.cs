namespace LiveBlog.Web.Delivery;

/// <summary>When the database was last heard, so that what is sent from memory can say that it may be out of date.</summary>
public sealed class DatabaseWatch
{
    // Milliseconds: two looks of the safety net, one of which may take as long as a command may.
    private const long Patience = 15_000;

    private long heardAt = Environment.TickCount64;

    /// <summary>For how long nothing was heard of it; null while all is well.</summary>
    public TimeSpan? Silent =>
        Environment.TickCount64 - Volatile.Read(ref heardAt) is > Patience and var silent ? TimeSpan.FromMilliseconds(silent) : null;

    /// <summary>It answered.</summary>
    public void Heard() => Volatile.Write(ref heardAt, Environment.TickCount64);
}
