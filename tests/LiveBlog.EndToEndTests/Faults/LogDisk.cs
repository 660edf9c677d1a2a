namespace LiveBlog.EndToEndTests.Faults;

/// <summary>The small disk that a node's log is on.</summary>
public sealed class LogDisk : IAsyncDisposable
{
    private const int Megabytes = 32;

    private readonly bool isDisk;
    private readonly string folder;

    private LogDisk(string folder, bool isDisk) => (this.folder, this.isDisk) = (folder, isDisk);

    /// <summary>The log.</summary>
    public string File => Path.Combine(folder, "log");

    private string Ballast => Path.Combine(folder, "ballast");

    /// <param name="folder">Where.</param>
    /// <param name="isDisk">Else it is a folder, and never full.</param>
    public static async Task<LogDisk> MakeAsync(string folder, bool isDisk)
    {
        Directory.CreateDirectory(folder);
        if (isDisk)
            await Command.RunAsync("mount", $"-t tmpfs -o size={Megabytes}m liveblog-log {folder}");
        return new LogDisk(folder, isDisk);
    }

    /// <summary>Writes until nothing more can be written.</summary>
    public void Fill()
    {
        using var ballast = System.IO.File.Create(Ballast, bufferSize: 0);
        var piece = new byte[64 * 1024];
        try
        {
            for (var written = 0; written <= Megabytes * 16; written++)
                ballast.Write(piece);
        }
        catch (IOException)
        {
            // "No space left on device".
            return;
        }
        throw new InvalidOperationException("The disk of the log did not get full.");
    }

    public void Free() => System.IO.File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        if (isDisk)
            await Command.RunAsync("umount", $"-l {folder}");
    }
}
