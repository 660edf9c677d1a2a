using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Data;

/// <summary>Tells whether something failed because the database does not answer for now, so that it may be tried again later.</summary>
public static class DatabaseAway
{
    /// <summary>Whether that is what a failure says.</summary>
    public static bool Says(Exception? failure) => failure switch
    {
        // How Entity Framework wraps what the driver says.
        DbUpdateException or InvalidOperationException => failure.InnerException is DbException { IsTransient: true },
        DbException or TimeoutException or SocketException => true,
        _ => false,
    };
}
