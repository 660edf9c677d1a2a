using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace LiveBlog.Benchmarks.Servers;

/// <summary>A server as a process of its own, pinned to one core, with what it costs: processor time and memory.</summary>
internal class ServerProcess : IAsyncDisposable
{
    /// <summary>The core of what is measured; the load has the other.</summary>
    public const string Core = "0";

    /// <summary>Where it is seen what several cores change.</summary>
    public const string BothCores = "0,1";

    /// <summary>How many milliseconds the runtime waits before it compiles anew what is called often.</summary>
    protected const string CompileAtOnce = "DOTNET_TC_CallCountingDelayMs";

    private const double TicksPerSecond = 100;

    private readonly Process process;

    protected ServerProcess(string name, Process process, IPEndPoint address) => (Name, this.process, Address) = (name, process, address);

    /// <summary>As the tables call it.</summary>
    public string Name { get; }

    public IPEndPoint Address { get; }

    public Uri Root => new($"http://{Address}/");

    /// <summary>Starts a program on the server's core and waits until it accepts connections.</summary>
    public static async Task<(Process Process, List<string> Output)> LaunchAsync(
        string program, IEnumerable<string> arguments, IPEndPoint address, IDictionary<string, string>? environment = null, string cores = Core)
    {
        var start = new ProcessStartInfo("taskset", ["-c", cores, program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // .NET compiles anew what is called often, but only once nothing new was called for a while: which, of something that happens
            // each second, is minutes later, and then counts for what is measured. So it does that at once.
            Environment = { [CompileAtOnce] = "0" },
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        var output = new List<string>();
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var wait = 0; ; wait++)
        {
            if (await AcceptsAsync(address))
                return (process, output);
            if (process.HasExited || wait > 1_200)
                throw new InvalidOperationException($"{program} did not start:\n{string.Join('\n', output)}");
            await Task.Delay(50);
        }

        void Keep(string? line)
        {
            lock (output)
                output.Add(line ?? "");
        }
    }

    /// <summary>Processor time so far, user and system, of this process and of the workers that it started; seconds.</summary>
    public double CpuSeconds => Family().Sum(id => CpuTicks(id)) / TicksPerSecond;

    /// <summary>What is resident in memory; KiB.</summary>
    public double MemoryKiB => Family().Sum(Resident);

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
    }

    private static async Task<bool> AcceptsAsync(IPEndPoint address)
    {
        using var client = new System.Net.Sockets.TcpClient();
        try
        {
            await client.ConnectAsync(address);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    // taskset becomes the program it starts; nginx works in children.
    private IEnumerable<int> Family() => Children(process.Id).Prepend(process.Id);

    private static IEnumerable<int> Children(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToList();
        }
        catch (IOException)
        {
            return [];
        }
    }

    // proc(5): fields 14 and 15; the second, the program's name, may hold spaces.
    private static double CpuTicks(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    private static double Resident(int id) => double.Parse(
        File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
