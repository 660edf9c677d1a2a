namespace LiveBlog.Web.Pages.Account;

/// <summary>A form that came after the sign-in ran out: the model of <c>_Kept.cshtml</c>.</summary>
/// <param name="Address">Where it goes.</param>
/// <param name="SignIn">Where to sign in.</param>
/// <param name="Fields">What it holds.</param>
public sealed record KeptForm(string Address, string SignIn, IReadOnlyList<(string Name, string Value)> Fields);
