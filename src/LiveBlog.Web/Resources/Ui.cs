[assembly: System.Resources.NeutralResourcesLanguage("fr")]

namespace LiveBlog.Web.Resources;

/// <summary>Names the words on screen: <c>Ui.resx</c> in French, <c>Ui.{language}.resx</c> beside it.</summary>
public sealed class Ui;
