using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>
/// Debian's Exim with a configuration and a spool of its own, on a free port of the loopback address: takes mail only over STARTTLS
/// and from who signs in, and puts it into a folder.
/// </summary>
public sealed class MailServer : IAsyncDisposable
{
    public const string User = "liveblog";
    public const string Password = "a word for mail";
    private const string Exim = "/usr/sbin/exim4";

    private readonly string folder = Directory.CreateTempSubdirectory("liveblog-mail-").FullName;
    private Process process = null!;

    public int Port { get; private set; }

    /// <summary>What who connects has to trust.</summary>
    public string Certificate => Path.Combine(folder, "certificate.pem");

    /// <summary>Starts it; skips the test where there is none.</summary>
    public static async Task<MailServer> StartAsync()
    {
        Assert.SkipUnless(File.Exists(Exim), "No mail server: tests/run.sh installs exim4-daemon-light.");
        Assert.SkipUnless(Environment.UserName == "root", "Exim takes another configuration from root only.");
        var server = new MailServer();
        await server.RunAsync();
        return server;
    }

    /// <summary>The next message, headers and text as they came; waits for it.</summary>
    public async Task<string> ReceiveAsync()
    {
        var inbox = Path.Combine(folder, "inbox", "new");
        for (var waited = 0; waited < 300; waited++)
        {
            if (Directory.Exists(inbox) && Directory.EnumerateFiles(inbox).FirstOrDefault() is { } file)
            {
                var message = await File.ReadAllTextAsync(file);
                File.Delete(file);
                return message;
            }
            await Task.Delay(100);
        }
        throw new TimeoutException("No mail came within 30 s.");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task RunAsync()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        using (var key = RSA.Create(2048))
        {
            var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
            using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
            await File.WriteAllTextAsync(Certificate, made.ExportCertificatePem());
            await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        }
        // All but the configuration, which Exim takes only from root.
        using (var own = Process.Start("chown", ["-R", "Debian-exim:", folder]))
            await own.WaitForExitAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "exim.conf"), """
            primary_hostname = localhost
            spool_directory = FOLDER/spool
            log_file_path = FOLDER/%slog
            local_interfaces = 127.0.0.1
            daemon_smtp_ports = PORT
            tls_advertise_hosts = *
            tls_certificate = FOLDER/certificate.pem
            tls_privatekey = FOLDER/key.pem
            auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*} }
            acl_smtp_rcpt = recipient
            begin acl
            recipient:
              accept authenticated = *
                     encrypted = *
              deny message = sign in first
            begin routers
            all:
              driver = accept
              transport = inbox
            begin transports
            inbox:
              driver = appendfile
              directory = FOLDER/inbox
              maildir_format
              user = Debian-exim
            begin authenticators
            login:
              driver = plaintext
              public_name = LOGIN
              server_prompts = "Username:: : Password::"
              server_condition = ${if and{{eq{$auth1}{USER}}{eq{$auth2}{PASSWORD}}}}
              server_set_id = $auth1

            """.Replace("FOLDER", folder).Replace("PORT", $"{Port}").Replace("USER", User).Replace("PASSWORD", Password));
        process = Process.Start(new ProcessStartInfo(Exim, ["-C", Path.Combine(folder, "exim.conf"), "-bdf", "-q1m"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (tries < 100 && !process.HasExited)
            {
                await Task.Delay(100);
            }
            catch (SocketException) when (process.HasExited)
            {
                throw new InvalidOperationException($"Exim did not start: {await process.StandardError.ReadToEndAsync()}");
            }
        }
    }
}
