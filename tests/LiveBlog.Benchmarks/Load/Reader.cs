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
    private int last;
    private volatile bool stopped;

    private Reader(Socket socket, Readers readers)
    {
        (this.socket, this.readers) = (socket, readers);
        receive.Completed += (_, _) => Go();
    }

    /// <summary>Whether the server has ended the connection.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Connects and speaks until the server listens; then receives by itself.</summary>
    public static async Task<Reader> ConnectAsync(System.Net.IPEndPoint address, Conversation conversation, Readers readers)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address);
        var reader = new Reader(socket, readers);
        await socket.SendAsync(conversation.Begin);
        foreach (var (answeredWith, say) in conversation.Then)
        {
            await reader.HearAsync(answeredWith);
            await socket.SendAsync(say);
        }
        await reader.HearAsync(conversation.Ready);
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

    private async Task HearAsync(string awaited)
    {
        var heard = new StringBuilder();
        while (!heard.ToString().Contains(awaited, StringComparison.Ordinal))
        {
            var length = await socket.ReceiveAsync(buffer);
            if (length == 0)
                throw new IOException($"The server ended the connection: {heard}");
            heard.Append(Encoding.UTF8.GetString(buffer, 0, length));
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
            if (number > last)
            {
                last = number;
                readers.Delivered(number);
            }
        }
        // A mark may be cut in two.
        kept = Math.Min(MarkLength - 1, length - from);
        text[(length - kept)..].CopyTo(buffer);
    }
}
