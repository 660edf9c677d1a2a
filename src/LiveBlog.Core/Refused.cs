using System.Globalization;

namespace LiveBlog.Core;

/// <summary>Why a request was refused; the web maps each to an HTTP status.</summary>
public enum RefusalKind
{
    /// <summary>The input breaks a rule (400).</summary>
    Invalid,

    /// <summary>The actor's role does not allow it (403).</summary>
    Forbidden,

    /// <summary>What it names does not exist (404).</summary>
    Missing,

    /// <summary>Somebody else changed it first, or the id is taken (409).</summary>
    Conflict,
}

/// <summary>
/// A rule said no. The message is one English sentence that says what to change; <see cref="Code"/> and
/// <see cref="Arguments"/> let a page say the same in its own language.
/// </summary>
public sealed class Refused(RefusalKind kind, string code, string field, FormattableString message, object? current = null)
    : Exception(message.ToString(CultureInfo.InvariantCulture))
{
    /// <summary>What kind of refusal this is.</summary>
    public RefusalKind Kind { get; } = kind;

    /// <summary>A stable name of the broken rule, such as <c>entry-text-too-long</c>.</summary>
    public string Code { get; } = code;

    /// <summary>The input field that has to change, in the API's spelling, or empty.</summary>
    public string Field { get; } = field;

    /// <summary>The values named in the message, in order.</summary>
    public IReadOnlyList<object?> Arguments { get; } = message.GetArguments();

    /// <summary>With <see cref="RefusalKind.Conflict"/>: what stands on the server now.</summary>
    public object? Current { get; } = current;
}
