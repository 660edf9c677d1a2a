namespace LiveBlog.Core.Imports;

/// <summary>What was read from a file.</summary>
/// <param name="Events">At least one live blog; those with updates first, else in the order of the file.</param>
/// <param name="Notes">What was guessed, cut or left out, and why.</param>
public sealed record ReadResult(IReadOnlyList<ImportedEvent> Events, IReadOnlyList<ImportNote> Notes);
