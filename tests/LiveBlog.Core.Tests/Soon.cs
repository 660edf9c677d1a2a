namespace LiveBlog.Core.Tests;

/// <summary>A time that a test waits for: far enough ahead that what must be done before it is done on a machine with much else to do.</summary>
public static class Soon
{
    /// <summary>Such a time.</summary>
    public static DateTimeOffset Next() => DateTimeOffset.UtcNow.AddSeconds(5);

    /// <summary>Waits until it is past.</summary>
    public static async Task UntilPastAsync(DateTimeOffset soon)
    {
        while (DateTimeOffset.UtcNow <= soon)
            await Task.Delay(50, TestContext.Current.CancellationToken);
    }
}
