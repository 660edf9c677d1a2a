namespace LiveBlog.Core.Imports;

/// <summary>A file that cannot be imported at all. Its message is for people: what is wrong, where, and what to do.</summary>
public sealed class ImportException : Exception
{
    /// <summary>With the sentence to show.</summary>
    public ImportException(string message) : base(message) { }

    /// <summary>With the sentence to show and the error behind it.</summary>
    public ImportException(string message, Exception inner) : base(message, inner) { }
}
