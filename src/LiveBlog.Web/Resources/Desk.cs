namespace LiveBlog.Web.Resources;

/// <summary>Names the words of the desk: <c>Desk.resx</c> in French.</summary>
public sealed class Desk;
