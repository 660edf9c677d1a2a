namespace LiveBlog.EndToEndTests.Faults;

/// <summary>What goes wrong where, when and for how long: the same for the same seed.</summary>
/// <param name="Steps">All of it.</param>
/// <param name="End">After this time nothing more goes wrong. On a machine with much to do, what is undone slowly delays what comes after it.</param>
public sealed record FaultPlan(IReadOnlyList<FaultPlan.Step> Steps, TimeSpan End)
{
    /// <param name="At">Since the beginning; later if something else is wrong with the same node, or PostgreSQL, by then.</param>
    /// <param name="Kind">What.</param>
    /// <param name="Node">Where, if it is a node's.</param>
    /// <param name="Hold">For how long.</param>
    /// <param name="Crash">Of PostgreSQL: whether nobody stops it gently.</param>
    public sealed record Step(TimeSpan At, FaultKind Kind, int Node, TimeSpan Hold, bool Crash);

    /// <summary>Each once, a few seconds apart and in any order.</summary>
    public static FaultPlan OfEach(Random random, IReadOnlyList<FaultKind> kinds, int nodes)
    {
        var order = kinds.ToArray();
        random.Shuffle(order);
        return new([.. order.Select((kind, number) => Make(random, kind, nodes, TimeSpan.FromSeconds(4 * number + 3 * random.NextDouble()), longest: 5))], TimeSpan.MaxValue);
    }

    /// <summary>Any of them, for so long.</summary>
    public static FaultPlan For(Random random, IReadOnlyList<FaultKind> kinds, int nodes, TimeSpan length)
    {
        var steps = new List<Step>();
        for (var at = 3.0; at < length.TotalSeconds; at += 2 + 13 * random.NextDouble())
            steps.Add(Make(random, kinds[random.Next(kinds.Count)], nodes, TimeSpan.FromSeconds(at), longest: 20));
        return new(steps, length);
    }

    private static Step Make(Random random, FaultKind kind, int nodes, TimeSpan at, double longest)
    {
        var hold = kind switch
        {
            FaultKind.ListeningCut or FaultKind.BalancerReloaded => 0,
            FaultKind.NodeStopped => Math.Min(longest, 15),
            FaultKind.NodeKilled or FaultKind.DatabaseRestarted => random.NextDouble() * Math.Min(longest, 8),
            _ => longest / 2 + random.NextDouble() * longest / 2,
        };
        return new Step(at, kind, random.Next(nodes), TimeSpan.FromSeconds(hold), random.Next(2) == 0);
    }
}
