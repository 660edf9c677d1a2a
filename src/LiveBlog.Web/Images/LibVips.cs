using System.Reflection;
using System.Runtime.InteropServices;

namespace LiveBlog.Web.Images;

/// <summary>
/// The functions of libvips and of its object system that share images and photos need. The library lies beside the program,
/// in <c>native</c>; on a platform it was not built for there is none, and LiveBlog then goes without share images and takes
/// no photos.
/// </summary>
internal static partial class LibVips
{
    private const string Name = "libvips-cpp";

    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>Whether the library is there; the first call loads it.</summary>
    public static bool IsAvailable => Loaded.Value;

    private static bool Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(LibVips).Assembly, Find);
        try
        {
            if (vips_init("LiveBlog") != 0)
                return false;
        }
        catch (DllNotFoundException)
        {
            return false;
        }
        // Formats whose readers are not hardened against hostile files are never read.
        vips_block_untrusted_set(true);
        // One image is drawn on one core, and none is drawn twice: ShareImages keeps what was made.
        vips_concurrency_set(1);
        vips_cache_set_max(0);
        return true;
    }

    private static nint Find(string library, Assembly assembly, DllImportSearchPath? search)
    {
        if (library != Name)
            return 0;
        var folder = Path.Combine(AppContext.BaseDirectory, "native");
        if (!Directory.Exists(folder))
            return 0;
        foreach (var file in Directory.EnumerateFiles(folder, Name + ".*"))
        {
            if (NativeLibrary.TryLoad(file, out var handle))
                return handle;
        }
        return 0;
    }

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int vips_init(string program);

    [LibraryImport(Name)]
    private static partial void vips_block_untrusted_set([MarshalAs(UnmanagedType.Bool)] bool blocked);

    [LibraryImport(Name)]
    private static partial void vips_concurrency_set(int threads);

    [LibraryImport(Name)]
    private static partial void vips_cache_set_max(int operations);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint vips_operation_new(string name);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int vips_object_set_argument_from_string(nint target, string name, string value);

    /// <summary>Null where the operation failed; otherwise the operation, which then has to be let go as well.</summary>
    [LibraryImport(Name)]
    internal static partial nint vips_cache_operation_build(nint operation);

    [LibraryImport(Name)]
    internal static partial void vips_object_unref_outputs(nint operation);

    [LibraryImport(Name)]
    internal static partial nint vips_image_get_type();

    [LibraryImport(Name)]
    internal static partial nint vips_blob_get_type();

    [LibraryImport(Name)]
    internal static partial nint vips_blob_get(nint blob, out nuint length);

    [LibraryImport(Name)]
    internal static partial int vips_image_get_width(VipsImage image);

    [LibraryImport(Name)]
    internal static partial int vips_image_get_height(VipsImage image);

    [LibraryImport(Name)]
    internal static partial int vips_image_get_bands(VipsImage image);

    [LibraryImport(Name)]
    internal static partial int vips_image_get_xoffset(VipsImage image);

    [LibraryImport(Name)]
    internal static partial int vips_image_get_yoffset(VipsImage image);

    /// <summary>Whether its camera was held upright, so that width and height change places when it is shown.</summary>
    [LibraryImport(Name)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static partial bool vips_image_get_orientation_swap(VipsImage image);

    /// <summary>Computes all pixels; null where that failed.</summary>
    [LibraryImport(Name)]
    internal static partial nint vips_image_copy_memory(VipsImage image);

    [LibraryImport(Name)]
    internal static partial nint vips_error_buffer_copy();

    [LibraryImport(Name)]
    internal static partial nint g_value_init(ref GValue value, nint type);

    [LibraryImport(Name)]
    internal static partial void g_value_unset(ref GValue value);

    [LibraryImport(Name)]
    internal static partial void g_value_set_object(ref GValue value, nint target);

    [LibraryImport(Name)]
    internal static partial nint g_value_get_object(ref GValue value);

    [LibraryImport(Name)]
    internal static partial nint g_value_get_boxed(ref GValue value);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void g_object_set_property(nint target, string name, ref GValue value);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void g_object_get_property(nint target, string name, ref GValue value);

    [LibraryImport(Name)]
    internal static partial nint g_object_ref(nint target);

    [LibraryImport(Name)]
    internal static partial void g_object_unref(nint target);

    [LibraryImport(Name)]
    internal static partial void g_free(nint memory);

    /// <summary>GLib's holder of a value of any type: a type and two words.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct GValue
    {
        internal nint Type;
        internal long First;
        internal long Second;
    }
}
