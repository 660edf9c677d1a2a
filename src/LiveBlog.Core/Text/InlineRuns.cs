using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LiveBlog.Core.Text;

/// <summary>How a run of text looks.</summary>
internal readonly record struct InlineStyle(bool Bold, bool Italic, bool Code, string? Link)
{
    /// <summary>What two neighbours have in common: the look of the space between them.</summary>
    public InlineStyle Shared(InlineStyle other) =>
        new(Bold && other.Bold, Italic && other.Italic, Code: false, Link == other.Link ? Link : null);
}

/// <summary>The text of one paragraph, collected piece by piece and then written as Markdown.</summary>
internal sealed partial class InlineRuns
{
    private readonly List<Run> _runs = [];

    private sealed record Run(string Text, InlineStyle Style)
    {
        public bool IsSpace => !Style.Code && string.IsNullOrWhiteSpace(Text);
    }

    public void Add(string text, InlineStyle style)
    {
        if (style.Code)
            text = CleanText.OneLine(text);
        if (text.Length > 0)
            _runs.Add(new Run(text, style));
    }

    // U+2028 stands for a line break until white space is collapsed: no HTML text keeps one.
    public void AddLineBreak() => _runs.Add(new Run("\u2028", default));

    /// <summary>The paragraph as Markdown, perhaps of several lines; empties the collection.</summary>
    public string TakeMarkdown()
    {
        var runs = Split(Collapse());
        _runs.Clear();
        if (runs.Count == 0)
            return "";
        var text = Words(string.Concat(runs.Select(run => run.Text)));
        // Emphasis inside words next to punctuation cannot always be written in Markdown. What the reader reads counts
        // more than how it looks, so a text that would come out changed loses its emphasis, at last its links.
        foreach (var kept in new Func<InlineStyle, InlineStyle>[] { s => s, s => s with { Bold = false, Italic = false }, _ => default })
        {
            var markdown = Write([.. runs.Select(run => run with { Style = kept(run.Style) })]);
            if (Words(PlainText.FromMarkdown(markdown)) == text)
                return markdown;
        }
        return PlainToMarkdown.Convert(text);
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // As a browser does: white space collapses across elements and goes at the ends of lines.
    private List<Run> Collapse()
    {
        var collapsed = new List<Run>();
        var last = '\n';
        foreach (var run in _runs)
        {
            var text = new StringBuilder(run.Text.Length);
            foreach (var c in run.Text)
            {
                var next = run.Style.Code || !CleanText.IsCollapsible(c) ? c : c == '\u2028' ? '\n' : ' ';
                if (next == ' ' && !run.Style.Code && last is ' ' or '\n')
                    continue;
                text.Append(next);
                last = next;
            }
            if (text.Length > 0)
                collapsed.Add(run with { Text = text.ToString() });
        }
        return collapsed;
    }

    // Spaces at the edges become runs of their own, in the look that both neighbours share, because emphasis may not
    // begin or end with one, nor go on over an empty line; neighbours of one look become one run.
    private static List<Run> Split(List<Run> collapsed)
    {
        var parts = new List<Run>();
        foreach (var run in collapsed)
        {
            var core = run.Style.Code ? run.Text : run.Text.Trim();
            var start = core.Length == 0 ? run.Text.Length : run.Text.IndexOf(core, StringComparison.Ordinal);
            Append(parts, run.Text[..start], run.Style);
            Append(parts, core, run.Style);
            Append(parts, run.Text[(start + core.Length)..], run.Style);
        }
        while (parts.Count > 0 && parts[0].IsSpace)
            parts.RemoveAt(0);
        while (parts.Count > 0 && parts[^1].IsSpace)
            parts.RemoveAt(parts.Count - 1);

        for (var i = 1; i < parts.Count - 1; i++)
        {
            if (parts[i].IsSpace)
                parts[i] = parts[i] with { Style = parts[i].Text.Contains('\n') ? default : parts[i - 1].Style.Shared(parts[i + 1].Style) };
        }
        var merged = new List<Run>();
        foreach (var part in parts)
        {
            if (merged.Count > 0 && merged[^1].Style == part.Style && !part.Style.Code)
                merged[^1] = part with { Text = merged[^1].Text + part.Text };
            else
                merged.Add(part);
        }
        return merged;
    }

    private static void Append(List<Run> parts, string text, InlineStyle style)
    {
        if (text.Length == 0)
            return;
        var run = new Run(text, style);
        if (run.IsSpace && parts.Count > 0 && parts[^1].IsSpace)
            parts[^1] = run with { Text = parts[^1].Text + text };
        else
            parts.Add(run);
    }

    private static string Write(List<Run> runs)
    {
        var output = new StringBuilder();
        WriteGroups(output, runs, 0, runs.Count, level: 0);
        return string.Join('\n', output.ToString().Split('\n').Select(line => PlainToMarkdown.EscapeStart(line.Trim(' '))));
    }

    // Level 0 groups the runs by link, 1 by bold, 2 by italic, 3 writes them.
    private static void WriteGroups(StringBuilder output, List<Run> runs, int start, int end, int level)
    {
        if (level == 3)
        {
            for (var i = start; i < end; i++)
                WriteRun(output, runs, i);
            return;
        }
        for (var i = start; i < end;)
        {
            var from = i;
            while (i < end && Look(runs[i].Style, level).Equals(Look(runs[from].Style, level)))
                i++;
            var style = runs[from].Style;
            var mark = level == 1 && style.Bold ? "**" : level == 2 && style.Italic ? "*" : "";
            if (level == 0 && style.Link is { } link)
            {
                WriteLink(output, runs, from, i, link);
            }
            else if (mark.Length > 0 && CanEmphasize(output, runs, from, i))
            {
                output.Append(mark);
                WriteGroups(output, runs, from, i, level + 1);
                output.Append(mark);
            }
            else
            {
                WriteGroups(output, runs, from, i, level + 1);
            }
        }
    }

    private static object Look(InlineStyle style, int level) => level switch { 0 => style.Link ?? "", 1 => style.Bold, _ => style.Italic };

    private static void WriteLink(StringBuilder output, List<Run> runs, int from, int to, string link)
    {
        // "!" and a link would be an image.
        if (output.Length > 0 && output[^1] == '!')
            output.Insert(output.Length - 1, '\\');
        output.Append('[');
        WriteGroups(output, runs, from, to, level: 1);
        var destination = link.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);
        output.Append("](").Append(Ampersand().Replace(destination, @"\&")).Append(')');
    }

    private static void WriteRun(StringBuilder output, List<Run> runs, int i)
    {
        var (text, style) = runs[i];
        if (style.Code)
        {
            var longest = Backticks().Matches(text).Select(match => match.Length).DefaultIfEmpty(0).Max();
            var fence = new string('`', longest + 1);
            var pad = text[0] == '`' || text[^1] == '`' ? " " : "";
            output.Append(fence).Append(pad).Append(text).Append(pad).Append(fence);
        }
        else if (style.Link is not null)
        {
            output.Append(PlainToMarkdown.WithoutLinks(text));
        }
        else
        {
            var lines = text.Split('\n');
            for (var n = 0; n < lines.Length; n++)
            {
                var before = n > 0 || output.Length == 0 ? ' ' : output[^1];
                var after = n < lines.Length - 1 || i == runs.Count - 1 ? ' ' : '*';
                output.Append(n > 0 ? "\n" : "").Append(PlainToMarkdown.Inline(lines[n], before, after));
            }
        }
    }

    // Left- and right-flanking delimiter runs (CommonMark 0.31, 6.2): beside punctuation on the inside there must be
    // a space or punctuation on the outside.
    private static bool CanEmphasize(StringBuilder output, List<Run> runs, int from, int to)
    {
        var before = output.Length == 0 ? ' ' : output[^1];
        var first = runs[from].Style.Code ? '`' : runs[from].Text[0];
        var last = runs[to - 1].Style.Code ? '`' : runs[to - 1].Text[^1];
        var after = to == runs.Count ? ' ' : runs[to].Style == default ? runs[to].Text[0] : '*';
        return !runs[from].IsSpace
            && (!IsPunctuation(first) || char.IsWhiteSpace(before) || IsPunctuation(before))
            && (!IsPunctuation(last) || char.IsWhiteSpace(after) || IsPunctuation(after));
    }

    private static bool IsPunctuation(char c) => char.IsPunctuation(c) || char.IsSymbol(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.Surrogate;

    [GeneratedRegex("&(?=#?[a-zA-Z0-9]+;)")]
    private static partial Regex Ampersand();

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();
}
