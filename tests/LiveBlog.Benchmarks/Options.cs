namespace LiveBlog.Benchmarks;

/// <summary>How much of it.</summary>
/// <param name="Readers">Connections.</param>
/// <param name="Changes">Changes sent in each run.</param>
/// <param name="Runs">Runs of each; the tables hold medians.</param>
internal sealed record Options(int Readers, int Changes, int Runs)
{
    public static Options Read(IReadOnlyList<string> words) => new(
        Number(words, "--readers", 10_000), Number(words, "--changes", 20), Number(words, "--runs", 3));

    private static int Number(IReadOnlyList<string> words, string name, int usual)
    {
        var at = words.ToList().IndexOf(name);
        return at < 0 ? usual : int.Parse(words[at + 1]);
    }
}
