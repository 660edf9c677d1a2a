using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LiveBlog.Web.Setup;

/// <summary>Why LiveBlog can't start, in one sentence that says what to do.</summary>
public sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>That sentence for a failure of a known kind; null for any other, which is a defect and shows its stack.</summary>
    public static string? Explain(Exception failure)
    {
        foreach (var cause in Causes(failure))
        {
            switch (cause)
            {
                case StartupException known:
                    return known.Message;
                case OptionsValidationException wrong:
                    return $"A setting is wrong: {string.Join(' ', wrong.Failures)}";
                case DirectoryNotFoundException missing:
                    return $"A folder is missing ({missing.Message.TrimEnd('.')}): make it, or mend the path in ConnectionStrings:LiveBlog.";
                case AddressInUseException:
                    return $"The address is taken ({failure.Message.TrimEnd('.')}): stop the other program, or choose another port with --urls http://localhost:5081.";
                case SocketException { SocketErrorCode: SocketError.AddressNotAvailable or SocketError.AccessDenied }:
                    return $"LiveBlog can't listen there ({failure.Message.TrimEnd('.')}): choose another address with --urls http://localhost:5081.";
                case PostgresException refused:
                    return $"PostgreSQL refuses the connection ({refused.SqlState}: {refused.MessageText}): check the database, user and password in ConnectionStrings:LiveBlog.";
                case NpgsqlException or SocketException:
                    return $"LiveBlog can't reach PostgreSQL ({cause.Message.TrimEnd('.')}): check host and port in ConnectionStrings:LiveBlog, and that the server runs.";
                case SqliteException sqlite:
                    return $"LiveBlog can't open its SQLite file ({sqlite.Message.TrimEnd('.')}): check ConnectionStrings:LiveBlog and the permissions of Data:Directory.";
                case ArgumentException argument when argument.StackTrace?.Contains("ConnectionStringBuilder", StringComparison.Ordinal) == true:
                    return $"The connection string is wrong ({argument.Message.TrimEnd('.')}): mend ConnectionStrings:LiveBlog.";
            }
        }
        return null;
    }

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
