using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>LiveBlog as a process of its own, as an operator starts it.</summary>
public sealed partial class LiveBlogProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    // Debug or Release, as these tests.
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    // Where tests/run.sh has published it for this machine: it brings machine code along, and takes three quarters of the processor's time.
    private static readonly string? Published = Environment.GetEnvironmentVariable("LIVEBLOG_TEST_PROGRAM");

    private static readonly string Program = Path.Combine(Published ?? Path.Combine(Repository.Web, "bin", Configuration, "net10.0"), "LiveBlog.Web.dll");

    private readonly Process process;
    private readonly ConcurrentQueue<string> output;

    private LiveBlogProcess(Process process, ConcurrentQueue<string> output, string address)
    {
        (this.process, this.output, Address) = (process, output, address);
        Http = new HttpClient { BaseAddress = new Uri(address) };
    }

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address { get; }

    /// <summary>A client without token.</summary>
    public HttpClient Http { get; }

    /// <summary>What it has printed.</summary>
    public string Output => string.Join('\n', output);

    /// <summary>Starts it and waits until it answers.</summary>
    public static Task<LiveBlogProcess> StartAsync(params string[] settings) => StartAsync([Program, "run"], settings);

    /// <summary>The same by the README's command; building comes before.</summary>
    public static Task<LiveBlogProcess> StartFromSourceAsync(params string[] settings) =>
        StartAsync(["run", "--no-build", "--configuration", Configuration, "--project", Repository.Web, "--"], settings);

    private static async Task<LiveBlogProcess> StartAsync(string[] command, string[] settings)
    {
        var arguments = settings.Any(s => s.StartsWith("--urls")) ? settings : [.. settings, "--urls", "http://127.0.0.1:0"];
        var process = Process.Start(DescribeCommand([.. command, .. arguments]))!;
        var output = new ConcurrentQueue<string>();
        var address = new TaskCompletionSource<string>();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                return;
            output.Enqueue(line.Data);
            // The last line of what it says when it is ready.
            if (line.Data.Contains("Stop with Ctrl+C"))
                address.TrySetResult(ListenLine().Match(string.Join('\n', output)).Groups[1].Value.TrimEnd('/'));
        };
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Task.WhenAny(address.Task, process.WaitForExitAsync(), Task.Delay(StartLimit));
        if (!address.Task.IsCompletedSuccessfully)
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"LiveBlog did not start:\n{string.Join('\n', output)}");
        }
        return new LiveBlogProcess(process, output, await address.Task);
    }

    /// <summary>Runs a command of the program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(Describe(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(StartLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Ends it as a power cut would: SIGKILL, nothing is put in order.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as an operator does (SIGTERM), and waits for its end; answers how long that took.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        var started = Stopwatch.GetTimestamp();
        Terminate();
        await process.WaitForExitAsync().WaitAsync(StartLimit);
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Sends SIGTERM and waits for nothing.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>A client of the API with that token.</summary>
    public HttpClient Tool(string token)
    {
        var tool = new HttpClient { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromMinutes(1) };
        tool.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return tool;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        // dotnet run starts it in a process of its own.
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>How to start it with its output in a file.</summary>
    /// <param name="arguments">Its own.</param>
    /// <param name="log">The file, which is not emptied before.</param>
    /// <param name="before">The words of a command that is to start it in its own place.</param>
    public static ProcessStartInfo DescribeWithLog(IEnumerable<string> arguments, string log, params IEnumerable<string> before)
    {
        var start = Describe(arguments);
        string[] command = ["-c", $"exec \"$@\" >>{log} 2>&1", "sh", .. before, start.FileName, .. start.ArgumentList];
        (start.FileName, start.RedirectStandardOutput, start.RedirectStandardError) = ("sh", false, false);
        start.ArgumentList.Clear();
        foreach (var word in command)
            start.ArgumentList.Add(word);
        return start;
    }

    private static ProcessStartInfo Describe(IEnumerable<string> arguments) => DescribeCommand(arguments.Prepend(Program));

    private static ProcessStartInfo DescribeCommand(IEnumerable<string> words) => new("dotnet", words)
    {
        WorkingDirectory = Published ?? Repository.Web,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
        // A short life does not pay for being profiled.
        Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["DOTNET_NOLOGO"] = "1", ["DOTNET_TieredPGO"] = "0" },
    };

    [GeneratedRegex(@"LiveBlog\s+(http://\S+)")]
    private static partial Regex ListenLine();
}
