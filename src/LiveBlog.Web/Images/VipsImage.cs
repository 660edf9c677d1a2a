using System.Globalization;
using System.Runtime.InteropServices;
using static LiveBlog.Web.Images.LibVips;

namespace LiveBlog.Web.Images;

/// <summary>An image in libvips; each operation makes a new one.</summary>
internal sealed class VipsImage : SafeHandle
{
    private VipsImage(nint handle) : base(0, ownsHandle: true) => SetHandle(handle);

    /// <inheritdoc />
    public override bool IsInvalid => handle == 0;

    /// <summary>In pixels.</summary>
    public int Width => vips_image_get_width(this);

    /// <summary>In pixels.</summary>
    public int Height => vips_image_get_height(this);

    /// <summary>How many numbers a pixel has: 3 for colours, 4 with transparency.</summary>
    public int Bands => vips_image_get_bands(this);

    /// <summary>Whether width and height change places when it is shown upright.</summary>
    public bool IsTurned => vips_image_get_orientation_swap(this);

    /// <summary>For drawn text: where its ink begins, in pixels from the line's beginning and top.</summary>
    public (int X, int Y) Offset => (vips_image_get_xoffset(this), vips_image_get_yoffset(this));

    /// <summary>Runs an operation whose result is an image.</summary>
    /// <param name="operation">Its name in libvips.</param>
    /// <param name="arguments">By their names there: images, and what can be written as text.</param>
    /// <exception cref="VipsException">It failed, as with a file that is no image.</exception>
    public static VipsImage Make(string operation, params ReadOnlySpan<(string Name, object Value)> arguments)
    {
        var built = Build(operation, arguments);
        try
        {
            var value = new GValue();
            g_value_init(ref value, vips_image_get_type());
            g_object_get_property(built, "out", ref value);
            var image = new VipsImage(g_object_ref(g_value_get_object(ref value)));
            g_value_unset(ref value);
            return image;
        }
        finally
        {
            Release(built);
        }
    }

    /// <summary>Runs an operation on this image.</summary>
    public VipsImage Then(string operation, params ReadOnlySpan<(string Name, object Value)> arguments) =>
        Make(operation, [("in", this), .. arguments]);

    /// <summary>The same with all its pixels computed.</summary>
    /// <exception cref="VipsException">They can't be, as with a file that is damaged or cut off.</exception>
    public VipsImage InMemory()
    {
        var copy = vips_image_copy_memory(this);
        return copy != 0 ? new VipsImage(copy) : throw VipsException.Last();
    }

    /// <summary>The image as a file in memory; this is where the pixels are computed.</summary>
    /// <param name="saver">A saver of libvips that writes to a buffer.</param>
    /// <param name="arguments">Its arguments.</param>
    public byte[] Save(string saver, params ReadOnlySpan<(string Name, object Value)> arguments)
    {
        var built = Build(saver, [("in", this), .. arguments]);
        try
        {
            var value = new GValue();
            g_value_init(ref value, vips_blob_get_type());
            g_object_get_property(built, "buffer", ref value);
            var bytes = vips_blob_get(g_value_get_boxed(ref value), out var length);
            var file = new byte[(int)length];
            Marshal.Copy(bytes, file, 0, file.Length);
            g_value_unset(ref value);
            return file;
        }
        finally
        {
            Release(built);
        }
    }

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        g_object_unref(handle);
        return true;
    }

    private static nint Build(string name, ReadOnlySpan<(string Name, object Value)> arguments)
    {
        var operation = vips_operation_new(name);
        if (operation == 0)
            throw VipsException.Last();
        try
        {
            foreach (var (key, value) in arguments)
                Set(operation, key, value);
            var built = vips_cache_operation_build(operation);
            return built != 0 ? built : throw VipsException.Last();
        }
        catch
        {
            vips_object_unref_outputs(operation);
            throw;
        }
        finally
        {
            g_object_unref(operation);
        }
    }

    private static void Set(nint operation, string name, object value)
    {
        if (value is VipsImage image)
        {
            var holder = new GValue();
            g_value_init(ref holder, vips_image_get_type());
            g_value_set_object(ref holder, image.handle);
            g_object_set_property(operation, name, ref holder);
            g_value_unset(ref holder);
        }
        else if (vips_object_set_argument_from_string(operation, name, Convert.ToString(value, CultureInfo.InvariantCulture)!) != 0)
        {
            throw VipsException.Last();
        }
    }

    private static void Release(nint built)
    {
        vips_object_unref_outputs(built);
        g_object_unref(built);
    }
}

/// <summary>An operation of libvips failed.</summary>
/// <param name="message">What libvips said.</param>
internal sealed class VipsException(string message) : Exception(message)
{
    /// <summary>What libvips said since this was last asked.</summary>
    internal static VipsException Last()
    {
        var text = vips_error_buffer_copy();
        var message = Marshal.PtrToStringUTF8(text) ?? "";
        g_free(text);
        return new VipsException(message.Trim());
    }
}
