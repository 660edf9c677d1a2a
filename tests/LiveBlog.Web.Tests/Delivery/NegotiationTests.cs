using LiveBlog.Web.Delivery;
using Microsoft.Extensions.Primitives;

namespace LiveBlog.Web.Tests.Delivery;

public sealed class NegotiationTests
{
    [Theory]
    [InlineData(null, BodyCoding.Plain)]
    [InlineData("", BodyCoding.Plain)]
    [InlineData("gzip, deflate, br, zstd", BodyCoding.Brotli)]
    [InlineData("gzip", BodyCoding.Gzip)]
    [InlineData("GZIP", BodyCoding.Gzip)]
    [InlineData("br;q=0.5, gzip", BodyCoding.Gzip)]
    [InlineData("br;q=0, gzip;q=0.1", BodyCoding.Gzip)]
    [InlineData("br;q=0", BodyCoding.Plain)]
    [InlineData("*", BodyCoding.Brotli)]
    [InlineData("*, br;q=0", BodyCoding.Gzip)]
    [InlineData("*;q=0", BodyCoding.Plain)]
    [InlineData("identity", BodyCoding.Plain)]
    [InlineData("identity;q=0, gzip;q=0.2", BodyCoding.Gzip)]
    [InlineData("identity;q=0", BodyCoding.Plain)]
    [InlineData("identity;q=1, br;q=0.5", BodyCoding.Plain)]
    [InlineData("deflate", BodyCoding.Plain)]
    [InlineData("no coding; q=x", BodyCoding.Plain)]
    public void The_coding_that_is_preferred_is_sent(string? accepted, BodyCoding expected)
    {
        Assert.Equal(expected, Negotiation.Coding(accepted is null ? StringValues.Empty : accepted));
        // And again, when it is known.
        Assert.Equal(expected, Negotiation.Coding(accepted is null ? StringValues.Empty : accepted));
    }
}
