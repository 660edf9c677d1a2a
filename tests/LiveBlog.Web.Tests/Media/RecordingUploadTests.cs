using System.Net;
using System.Net.Http.Headers;
using LiveBlog.Core.Media;

namespace LiveBlog.Web.Tests.Media;

/// <summary>What becomes of sounds and videos, and of what only claims to be one. The fixtures carry a secret as metadata.</summary>
public sealed class RecordingUploadTests(UploadApp newsroom) : IClassFixture<UploadApp>
{
    [Theory]
    [InlineData("clip.mp4", MediumKind.Video, "mp4", "video/mp4")]
    [InlineData("clip.webm", MediumKind.Video, "webm", "video/webm")]
    [InlineData("son.m4a", MediumKind.Audio, "m4a", "audio/mp4")]
    [InlineData("son.mp3", MediumKind.Audio, "mp3", "audio/mpeg")]
    [InlineData("son.ogg", MediumKind.Audio, "ogg", "audio/ogg")]
    public async Task A_recording_is_kept_as_it_is_without_what_it_says_of_its_place(string file, MediumKind kind, string ending, string type)
    {
        var medium = await newsroom.KeptAsync(UploadApp.Fixture(file), "sans-nom", "application/octet-stream");
        Assert.Equal(kind, medium.Kind);
        Assert.Matches($@"^/media/\d+/\d+/[0-9a-f]{{32}}\.{ending}$", medium.Path);
        await newsroom.ServesNoneWithAsync(medium, TestImages.Secret, "+50.8503");
        if (kind == MediumKind.Video)
            Assert.InRange(medium.AspectRatio, 1.77, 1.78);
        using var part = new HttpRequestMessage(HttpMethod.Get, medium.Path) { Headers = { Range = new RangeHeaderValue(10, 19) } };
        var served = await newsroom.App.Client.SendAsync(part, CancellationToken.None);
        Assert.Equal((HttpStatusCode.PartialContent, type), (served.StatusCode, served.Content.Headers.ContentType!.MediaType));
        Assert.Equal(10, (await served.Content.ReadAsByteArrayAsync(CancellationToken.None)).Length);
    }

    [Fact]
    public async Task A_wave_file_keeps_its_sound_and_nothing_else()
    {
        byte[] sound = [.. "WAVEfmt \u0010\0\0\0\u0001\0\u0001\0\u0040\u001f\0\0\u0040\u001f\0\0\u0001\0\u0008\0"u8, .. "LIST\u000c\0\0\0LIEU-SECRET!"u8, .. "data\u0004\0\0\0abcd"u8];
        var medium = await newsroom.KeptAsync([.. "RIFF"u8, (byte)sound.Length, 0, 0, 0, .. sound], "son.wav", "audio/wav");
        var served = (await newsroom.ServedAsync(medium)).Values.Single();
        Assert.Equal("abcd"u8.ToArray(), served[^4..]);
        await newsroom.ServesNoneWithAsync(medium, TestImages.Secret, "LIST");
    }

    [Theory]
    [InlineData("clip.mp4")]
    [InlineData("clip.webm")]
    [InlineData("son.ogg")]
    public async Task A_recording_that_is_cut_off_is_refused(string file)
    {
        var whole = UploadApp.Fixture(file);
        await newsroom.RefusesAsync("media-broken", whole[..(whole.Length - 100)], file);
    }

    [Theory]
    [InlineData("\0\0\0\u0018ftypisom\0\0\u0002\0isommp41<html><script>alert(1)</script></html>", "media-broken")]
    [InlineData("OggS<html><script>alert(1)</script></html>________________", "media-broken")]
    [InlineData("ID3\u0003\0\0\0\0\0\u000a__________<html><script>alert(1)</script></html>", "media-broken")]
    [InlineData("RIFF____WAVE<html><script>alert(1)</script></html>", "media-broken")]
    [InlineData("MThd\0\0\0\u0006midi", "media-unknown")]
    public async Task What_only_begins_as_a_recording_is_refused(string content, string code) =>
        await newsroom.RefusesAsync(code, System.Text.Encoding.Latin1.GetBytes(content), "son.mp3", "audio/mpeg");

    [Fact]
    public async Task A_video_that_not_every_browser_plays_is_refused_with_what_to_do() =>
        Assert.Contains("HEVC", await newsroom.RefusesAsync("media-codec", UploadApp.Fixture("hevc.mp4"), "clip.mp4", "video/mp4"));

    [Fact]
    public async Task HTML_hidden_in_a_video_is_not_served()
    {
        // A box of our own at the end, as the format allows.
        byte[] hidden = [.. "\0\0\0\u0021abcd<script>alert(1)</script>"u8];
        var medium = await newsroom.KeptAsync([.. UploadApp.Fixture("clip.mp4"), .. hidden], "clip.mp4", "video/mp4");
        await newsroom.ServesNoneWithAsync(medium, "<script");
    }

    [Fact]
    public async Task A_video_whose_tables_send_the_server_round_and_round_is_answered_at_once()
    {
        // A track of data, which is blanked sample by sample: as many chunks as rows that begin at a chunk never reached,
        // or as many samples as long as the file, all in one place.
        const int many = 400_000;
        byte[] farRows = [.. Enumerable.Range(0, many).SelectMany(_ => (byte[])[255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 1])];
        var slow = Mp4([.. Box("stco", [.. Word(0), .. Word(many), .. new byte[4 * many]]), .. Box("stsz", [.. Word(0), .. Word(1), .. Word(1)]), .. Box("stsc", [.. Word(0), .. Word(many), .. farRows])]);
        await newsroom.SendAsync(slow, "clip.mp4", "video/mp4").WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
        var deep = Mp4([.. Box("stco", [.. Word(0), .. Word(many), .. new byte[4 * many]]), .. Box("stsz", [.. Word(0), .. Word(1_000_000), .. Word(many)]), .. Box("stsc", [.. Word(0), .. Word(1), .. Word(1), .. Word(1), .. Word(1)])]);
        await newsroom.RefusesAsync("media-broken", deep, "clip.mp4", "video/mp4").WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);

        static byte[] Mp4(byte[] tables) =>
        [
            .. Box("ftyp", "isom\0\0\u0002\0isommp41"u8.ToArray()),
            .. Box("moov", Box("trak", Box("mdia", [.. Box("hdlr", [.. new byte[8], .. "meta"u8, .. new byte[13]]), .. Box("minf", Box("stbl", tables))]))),
            .. Box("mdat", new byte[100]),
        ];
    }

    [Fact]
    public async Task A_video_whose_head_is_cut_into_millions_of_pieces_is_refused()
    {
        byte[] info = [.. Enumerable.Range(0, 2_000_000).SelectMany(_ => (byte[])[0xEC, 0x80])];
        byte[] segment = [.. Element([0x15, 0x49, 0xA9, 0x66], info), .. Element([0x1F, 0x43, 0xB6, 0x75], [0xE7, 0x81, 0])];
        byte[] file = [.. Element([0x1A, 0x45, 0xDF, 0xA3], [0x42, 0x82, 0x84, .. "webm"u8]), .. Element([0x18, 0x53, 0x80, 0x67], segment)];
        await newsroom.RefusesAsync("media-broken", file, "clip.webm", "video/webm");

        static byte[] Element(byte[] id, byte[] content) =>
            [.. id, 0x08, .. BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(content.Length)), .. content];
    }

    private static byte[] Box(string name, byte[] content) => [.. Word(8 + content.Length), .. System.Text.Encoding.ASCII.GetBytes(name), .. content];

    private static byte[] Word(int number) => BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(number));

    [Fact]
    public async Task Several_recordings_in_one_request_are_refused()
    {
        var answer = await newsroom.SendAsync([UploadApp.Fixture("son.mp3"), UploadApp.Fixture("son.ogg")], "son.mp3", "audio/mpeg");
        Assert.Contains("media-one", await answer.Content.ReadAsStringAsync(CancellationToken.None));
    }
}
