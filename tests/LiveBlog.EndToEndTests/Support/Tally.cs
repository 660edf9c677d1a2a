using System.Text.RegularExpressions;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>A text that somebody's browser, or the server for them, keeps beside the entries.</summary>
/// <param name="Place">`draft` in the browser, `copy` of it on the server, `waiting` in the outbox or `refused`.</param>
/// <param name="Id">The id of the text: the same text may be a draft in the browser and a copy on the server.</param>
/// <param name="Text">What was typed.</param>
/// <param name="Base">What stood there before anything was typed.</param>
public sealed record Kept(string Place, string Id, string Text, string Base);

/// <summary>Where the marks of all that was typed are in the end.</summary>
public sealed partial class Tally
{
    private readonly HashSet<string> typed;
    private readonly List<(string Id, string Text)> shown;
    private readonly ILookup<string, string> entriesOf;
    private readonly ILookup<string, Kept> keptOf;

    /// <param name="typed">The marks.</param>
    /// <param name="shown">What readers see.</param>
    /// <param name="entries">What the desk lists, whatever its status.</param>
    /// <param name="kept">What is kept beside.</param>
    public Tally(IEnumerable<string> typed, List<(string Id, string Text)> shown, IEnumerable<(string Id, string Text)> entries, IReadOnlyList<Kept> kept)
    {
        this.typed = [.. typed];
        this.shown = shown;
        Published = [.. shown.SelectMany(entry => Marks(entry.Text))];
        entriesOf = entries.SelectMany(entry => Marks(entry.Text).Select(mark => (mark, entry.Id))).Distinct().ToLookup(of => of.mark, of => of.Id);
        // What an edit began with is not typed once more.
        keptOf = kept.SelectMany(text => Marks(text.Text).Except(Marks(text.Base)).Select(mark => (mark, text))).ToLookup(of => of.mark, of => of.text);
    }

    /// <summary>The marks that readers see.</summary>
    public HashSet<string> Published { get; }

    /// <summary>What is nowhere.</summary>
    public IEnumerable<string> Lost => typed.Where(mark => !entriesOf[mark].Any() && !keptOf[mark].Any()).Order();

    /// <summary>What is in two places: two entries, or an entry and what is yet to become one.</summary>
    public IEnumerable<string> Doubled =>
        from mark in typed.Order()
        let places = entriesOf[mark].Select(id => $"entry {id}").Concat(keptOf[mark].GroupBy(text => text.Id, (id, texts) => $"{string.Join('+', texts.Select(text => text.Place))} {id}")).ToList()
        where places.Count > 1 || shown.Count(entry => entry.Text.Contains(mark, StringComparison.Ordinal)) > 1
        select $"{mark}: {string.Join(", ", places)}";

    /// <summary>What readers see and nobody typed. A dash joins two headlines that were both wanted.</summary>
    public IEnumerable<string> Foreign =>
        from entry in shown
        where !Marks(entry.Text).All(typed.Contains) || Mark().Replace(entry.Text, "").Any(letter => !char.IsWhiteSpace(letter) && letter != '–')
        select $"{entry.Id}: {entry.Text}";

    public override string ToString()
    {
        var queue = typed.Where(mark => keptOf[mark].Any(text => text.Place is "waiting" or "refused")).ToHashSet();
        var drafts = typed.Count(mark => !Published.Contains(mark) && !queue.Contains(mark)) - Lost.Count();
        return $"typed {typed.Count}, published {typed.Count(Published.Contains)}, in drafts {drafts}, in the queue {queue.Count}, "
            + $"lost {Lost.Count()}, doubled {Doubled.Count()}, typed by nobody {Foreign.Count()}";
    }

    private static IEnumerable<string> Marks(string text) => Mark().Matches(text).Select(match => match.Value).Distinct();

    [GeneratedRegex("T[0-9]{4}")]
    private static partial Regex Mark();
}
