using System.Net.Sockets;
using System.Text;

namespace LiveBlog.Benchmarks.Load;

/// <summary>
/// One connection. It looks for marks in what comes and for nothing else, so that thousands of them cost little beside what
/// is measured.
/// </summary>
internal sealed class Reader : IDisposable
{
    /// <summary>Each change carries this and six digits.</summary>
    public const string Mark = "bench-";

    private const int MarkLength = 12;
    private const int BufferLength = 8_192;

    private readonly Socket socket;
    private readonly Readers readers;
    private readonly SocketAsyncEventArgs receive = new();
    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(BufferLength, pinned: true);
    private int kept;
    private volatile bool stopped;

    private Reader(Socket socket, Readers readers)
    {
        (this.socket, this.readers) = (socket, readers);
        receive.Completed += (_, _) => Go();
    }

    /// <summary>The number of the latest change that came.</summary>
    public int Last { get; private set; }

    /// <summary>Whether the server has ended the connection.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Connects and speaks until the server listens; then receives by itself.</summary>
    /// <param name="address">The server.</param>
    /// <param name="conversation">What is said.</param>
    /// <param name="readers">Told of what comes.</param>
    /// <param name="last">The number of the latest change that it has already.</param>
    public static async Task<Reader> ConnectAsync(System.Net.IPEndPoint address, Conversation conversation, Readers readers, int last = 0)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var reader = new Reader(socket, readers) { Last = last };
        try
        {
            await socket.ConnectAsync(address);
            await socket.SendAsync(conversation.Begin);
            foreach (var (answeredWith, say) in conversation.Then)
            {
                await reader.HearAsync(answeredWith);
                await socket.SendAsync(say);
            }
            // What was missed comes with the answer.
            reader.Find(await reader.HearAsync(conversation.Ready));
        }
        catch
        {
            reader.Dispose();
            throw;
        }
        reader.Receive();
        return reader;
    }

    public void Ping(byte[] ping)
    {
        if (IsCut)
            return;
        try
        {
            socket.Send(ping);
        }
        catch (SocketException)
        {
            IsCut = true;
        }
    }

    /// <summary>Reads no more, as a phone without a line does, and keeps the connection.</summary>
    public void StopReading() => stopped = true;

    public void Dispose()
    {
        socket.Dispose();
        receive.Dispose();
    }

    private async Task<int> HearAsync(string awaited)
    {
        var heard = new StringBuilder();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, limit.Token);
            heard.Append(Encoding.UTF8.GetString(buffer, 0, length));
            if (length == 0 || heard.ToString().StartsWith("HTTP/1.1 4", StringComparison.Ordinal))
                throw new IOException($"The server did not let a reader in: {heard}");
            if (heard.ToString().Contains(awaited, StringComparison.Ordinal))
                return length;
        }
    }

    private void Receive()
    {
        receive.SetBuffer(buffer, kept, BufferLength - kept);
        if (!socket.ReceiveAsync(receive))
            Go();
    }

    private void Go()
    {
        do
        {
            if (receive.SocketError != SocketError.Success || receive.BytesTransferred == 0)
            {
                IsCut = true;
                return;
            }
            Find(kept + receive.BytesTransferred);
            if (stopped)
                return;
            receive.SetBuffer(buffer, kept, BufferLength - kept);
        }
        while (!socket.ReceiveAsync(receive));
    }

    private void Find(int length)
    {
        var text = buffer.AsSpan(0, length);
        var from = 0;
        while (true)
        {
            var at = text[from..].IndexOf("bench-"u8);
            if (at < 0 || from + at + MarkLength > length)
                break;
            from += at + MarkLength;
            var number = 0;
            foreach (var digit in text.Slice(from - 6, 6))
                number = number * 10 + digit - '0';
            // A message holds its mark more than once.
            if (number > Last)
            {
                Last = number;
                readers.Delivered(number);
            }
        }
        // A mark may be cut in two.
        kept = Math.Min(MarkLength - 1, length - from);
        text[(length - kept)..].CopyTo(buffer);
    }
}
