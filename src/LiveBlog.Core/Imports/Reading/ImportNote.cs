namespace LiveBlog.Core.Imports;

/// <summary>How much a note matters.</summary>
public enum ImportSeverity
{
    /// <summary>Nothing is lost or guessed that a reader would miss.</summary>
    Info,

    /// <summary>Something was guessed, cut or left out; have a look at the result.</summary>
    Warning,

    /// <summary>An update or a live blog was not taken over.</summary>
    Skipped,
}

/// <summary>Something to know about what was read.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Update">The position in <c>liveBlogUpdate</c>, from 0, or null when the note is about the event or the file.</param>
/// <param name="Message">English: what and why, with the first 60 characters of the headline if there is one.</param>
public sealed record ImportNote(ImportSeverity Severity, int? Update, string Message);
