namespace LiveBlog.EndToEndTests.Faults;

/// <summary>Something that goes wrong, and is put right again.</summary>
public interface IFault
{
    /// <summary>Makes it happen; fails where it does not.</summary>
    Task BeginAsync();

    /// <summary>Undoes it. What it did to readers and editors has to come right by itself.</summary>
    Task EndAsync();
}
