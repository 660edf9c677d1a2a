using System.ComponentModel;

namespace LiveBlog.EndToEndTests.Faults;

/// <summary>
/// Machines that are namespaces of the kernel, each with a line to a switch in front, where nginx is, and to one at the back, where
/// PostgreSQL is: the latter can be pulled out. Only root may make them, and not in every container.
/// </summary>
public sealed class Network : IAsyncDisposable
{
    // Of the addresses that are set aside for testing networks (RFC 2544), two networks for each process that tests.
    private static readonly int First = 2 * (Environment.ProcessId % 128);

    private static readonly (char Name, int Number)[] Sides = [('f', First), ('b', First + 1)];

    private static readonly string Name = $"lb{Environment.ProcessId}";

    private readonly int machines;

    private Network(int machines) => this.machines = machines;

    /// <summary>Where machines find PostgreSQL's.</summary>
    public static string Back => $"198.18.{First + 1}.1";

    /// <summary>Null where this process may not make them.</summary>
    public static async Task<Network?> TryMakeAsync(int machines)
    {
        var network = new Network(machines);
        try
        {
            await network.MakeAsync();
            return network;
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
            await network.DisposeAsync();
            return null;
        }
    }

    /// <summary>Where nginx finds a machine.</summary>
    public static string Front(int machine) => $"198.18.{First}.{machine + 2}";

    /// <summary>What comes before a command that is to run on that machine.</summary>
    public static IEnumerable<string> On(int machine) => ["ip", "netns", "exec", Space(machine)];

    /// <summary>Pulls its line to PostgreSQL out of the switch.</summary>
    public Task CutAsync(int machine) => IpAsync($"link set {Name}b{machine} nomaster");

    /// <summary>Puts it back.</summary>
    public Task MendAsync(int machine) => IpAsync($"link set {Name}b{machine} master {Name}b");

    public async ValueTask DisposeAsync()
    {
        // Their ends of the lines go with them.
        for (var machine = 0; machine < machines; machine++)
            await TryAsync($"netns delete {Space(machine)}");
        foreach (var (side, _) in Sides)
            await TryAsync($"link delete {Name}{side}");
    }

    private async Task MakeAsync()
    {
        foreach (var (side, number) in Sides)
        {
            await IpAsync($"link add {Name}{side} type bridge");
            await IpAsync($"address add 198.18.{number}.1/24 dev {Name}{side}");
            await IpAsync($"link set {Name}{side} up");
        }
        for (var machine = 0; machine < machines; machine++)
        {
            await IpAsync($"netns add {Space(machine)}");
            await IpAsync($"-n {Space(machine)} link set lo up");
            foreach (var (side, number) in Sides)
            {
                await IpAsync($"link add {Name}{side}{machine} type veth peer name eth{side} netns {Space(machine)}");
                await IpAsync($"-n {Space(machine)} address add 198.18.{number}.{machine + 2}/24 dev eth{side}");
                await IpAsync($"-n {Space(machine)} link set eth{side} up");
                await IpAsync($"link set {Name}{side}{machine} master {Name}{side} up");
            }
        }
    }

    // Something of it may not have been made.
    private static async Task TryAsync(string command)
    {
        try
        {
            await IpAsync(command);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
        }
    }

    private static string Space(int machine) => $"{Name}-{machine}";

    private static Task IpAsync(string command) => Command.RunAsync("ip", command);
}
