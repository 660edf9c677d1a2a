import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { eventReader, fetchStream, streamTiming, type StreamEvents } from "./stream";

type Told = { [name in keyof StreamEvents]: ReturnType<typeof vi.fn> };
const events = (): Told => ({ changes: vi.fn(), head: vi.fn(), moving: vi.fn(), closed: vi.fn() });

describe("a stream over HTTP", () => {
  let server: Server;
  let url: string;
  let answer: (response: ServerResponse, path: string) => void;

  beforeEach(async () => {
    server = createServer((request, response) => answer(response, request.url ?? ""));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live/otan/stream?since=2`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const begin = (response: ServerResponse) => response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });

  test("tells changes and heads as they come, and its end", async () => {
    const told = events();
    let open!: ServerResponse;
    answer = (response) => {
      open = begin(response);
      response.write('event: head\nretry: 3000\ndata: {"epoch":"k3v9x2","revision":2}\n\n');
    };
    fetchStream()(url, told);
    await vi.waitFor(() => expect(told.head).toHaveBeenCalledWith("k3v9x2", 2));
    open.write('event: changes\nid: k3v9x2:3\ndata: {"to":3,"title":"é');
    open.write('té"}\n\n');
    await vi.waitFor(() => expect(told.changes).toHaveBeenCalledWith({ to: 3, title: "été" }));
    open.end();
    await vi.waitFor(() => expect(told.closed).toHaveBeenCalledExactlyOnceWith(0));
  });

  test("says when a server without a place wants to be asked again", async () => {
    const told = events();
    answer = (response) => response.writeHead(503, { "retry-after": "60" }).end();
    fetchStream()(url, told);
    await vi.waitFor(() => expect(told.closed).toHaveBeenCalledExactlyOnceWith(60_000));
  });

  test("takes a page that something in between made up for no stream", async () => {
    const told = events();
    answer = (response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>Sign in to the hotel's network</p>");
    fetchStream()(url, told);
    await vi.waitFor(() => expect(told.closed).toHaveBeenCalledExactlyOnceWith(0));
  });

  test("is given up where nothing can be reached", async () => {
    const told = events();
    server.close();
    fetchStream()(url, told);
    await vi.waitFor(() => expect(told.closed).toHaveBeenCalledExactlyOnceWith(0));
  });

  test("is dropped at once, and nothing more is heard of it", async () => {
    const told = events();
    const gone = new Promise<void>((resolve) => {
      answer = (response) => {
        begin(response).write('event: head\ndata: {"epoch":"k3v9x2","revision":2}\n\n');
        response.on("close", resolve);
      };
    });
    const stream = fetchStream()(url, told);
    await vi.waitFor(() => expect(told.head).toHaveBeenCalledOnce());
    stream.stop();
    await gone;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(told.closed).not.toHaveBeenCalled();
  });

  test("takes one of the browser's places and gives it back", async () => {
    const told = events();
    const giveBack = vi.fn();
    answer = (response) => begin(response).end();
    fetchStream({ place: async () => giveBack })(url, told);
    await vi.waitFor(() => expect(told.closed).toHaveBeenCalledOnce());
    expect(giveBack).toHaveBeenCalled();
  });

  test("goes from a server that stops to another in the place it has", async () => {
    const [first, second] = [events(), events()];
    const open: ServerResponse[] = [];
    const giveBack = vi.fn();
    const place = vi.fn(async () => giveBack);
    answer = (response) => open.push(begin(response)) && response.write("event: moving\ndata: {}\n\n");
    const stream = fetchStream({ place });
    stream(url, first);
    await vi.waitFor(() => expect(first.moving).toHaveBeenCalledOnce());
    stream(url, second);
    await vi.waitFor(() => expect(second.moving).toHaveBeenCalledOnce());
    open[0]!.end();
    await vi.waitFor(() => expect(first.closed).toHaveBeenCalledOnce());
    expect([place.mock.calls.length, giveBack.mock.calls.length]).toEqual([1, 0]);
    open[1]!.end();
    await vi.waitFor(() => expect(giveBack).toHaveBeenCalledOnce());
    stream(url, events());
    await vi.waitFor(() => expect(place).toHaveBeenCalledTimes(2));
  });

  test("is not asked for where other tabs have all the places", async () => {
    const told = events();
    const asked = vi.fn();
    answer = asked;
    fetchStream({ place: async () => null })(url, told);
    await vi.waitFor(() => expect(told.closed).toHaveBeenCalledExactlyOnceWith(0));
    expect(asked).not.toHaveBeenCalled();
  });
});

describe("a stream that falls silent", () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  test("is given up when something in between keeps its first word back", async () => {
    const told = events();
    fetchStream({ fetch: () => new Promise(() => {}) })("/live/otan/stream", told);
    await vi.advanceTimersByTimeAsync(streamTiming.open - 1);
    expect(told.closed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(told.closed).toHaveBeenCalledOnce();
  });

  test("is given up when no heartbeat comes for fifteen seconds", async () => {
    const told = events();
    let say!: (text: string) => void;
    const body = new ReadableStream<Uint8Array>({
      start(controller) { say = (text) => controller.enqueue(new TextEncoder().encode(text)); },
    });
    fetchStream({ fetch: async () => new Response(body, { headers: { "content-type": "text/event-stream" } }) })("/live/otan/stream", told);
    for (let beats = 0; beats < 5; beats++) {
      await vi.advanceTimersByTimeAsync(4_900);
      say('event: head\ndata: {"epoch":"k","revision":1}\n\n');
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(told.closed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(streamTiming.silence);
    expect(told.closed).toHaveBeenCalledOnce();
  });
});

test("events are read whole, however their bytes are cut", () => {
  const text = "retry: 3000\n\nevent: head\ndata: 1\n\n: a comment\n\nevent: changes\nid: k:2\ndata: {\"a\":\ndata: 2}\n\nevent: head\ndata: 3";
  for (let size = 1; size < text.length; size++) {
    const told: string[] = [];
    const read = eventReader((type, data) => told.push(`${type} ${data}`));
    for (let at = 0; at < text.length; at += size) read(text.slice(at, at + size));
    expect(told).toEqual(["head 1", 'changes {"a":\n2}']);
  }
});
