namespace LiveBlog.Web.Media;

/// <summary>A file as it was sent, on its way to become a medium. It is gone when this is disposed.</summary>
/// <param name="File">Where it lies.</param>
/// <param name="Type">What it is by its first bytes.</param>
/// <param name="Hash">SHA-256 of all of it, in hexadecimal.</param>
public sealed record Upload(string File, FileType Type, string Hash) : IDisposable
{
    /// <inheritdoc />
    public void Dispose()
    {
        try
        {
            System.IO.File.Delete(File);
        }
        catch (IOException)
        {
            // It is swept up later (MediaStore).
        }
    }
}
