import { createServer, type AddressInfo, type Server } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import WebSocket from "ws";
import { signalRHub, type HubEvents } from "./hub";

const recordSeparator = "\x1e";
let close: () => void = () => {};
afterEach(() => close());

const factory = signalRHub({ webSocket: WebSocket as unknown as typeof globalThis.WebSocket, headers: { Origin: "http://here" } });

function events(): HubEvents {
  return { changes: vi.fn(), head: vi.fn(), moving: vi.fn(), closed: vi.fn() };
}

/** A server that speaks as much of SignalR's JSON protocol as the hub's contract needs. */
async function signalRServer(): Promise<{ url: string; sockets: WebSocket[]; invocations: unknown[]; origins: unknown[] }> {
  const server = new WebSocket.Server({ port: 0, host: "127.0.0.1" });
  close = () => server.close();
  const sockets: WebSocket[] = [];
  const invocations: unknown[] = [];
  const origins: unknown[] = [];
  server.on("connection", (socket, request) => {
    sockets.push(socket);
    origins.push(request.headers.origin);
    socket.on("message", (data) => {
      for (const text of String(data).split(recordSeparator).filter(Boolean)) {
        const message = JSON.parse(text) as { protocol?: string; type?: number; invocationId?: string; arguments?: unknown[] };
        if (message.protocol) socket.send("{}" + recordSeparator);
        if (message.type !== 1) continue;
        invocations.push(message.arguments);
        const [slug] = message.arguments ?? [];
        const answer = slug === "unknown" ? { error: "HubException: unknown-event" } : { result: { to: 3 } };
        socket.send(JSON.stringify({ type: 3, invocationId: message.invocationId, ...answer }) + recordSeparator);
      }
    });
  });
  await new Promise((resolve) => server.on("listening", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hubs/live`, sockets, invocations, origins };
}

describe("a connection to a hub", () => {
  test("asks, is told, and notices its end", async () => {
    const server = await signalRServer();
    const told = events();
    const hub = factory(server.url, told);
    await hub.start();
    expect(server.origins).toEqual(["http://here"]);
    expect(await hub.follow("otan", "k3v9x2", 2)).toEqual({ to: 3 });
    expect(server.invocations).toEqual([["otan", "k3v9x2", 2]]);

    const send = (target: string, ...values: unknown[]) =>
      server.sockets[0]!.send(JSON.stringify({ type: 1, target, arguments: values }) + recordSeparator);
    send("Head", "k3v9x2", 4);
    send("Changes", { to: 4 });
    await vi.waitFor(() => expect(told.changes).toHaveBeenCalledWith({ to: 4 }));
    expect(told.head).toHaveBeenCalledWith("k3v9x2", 4);
    send("Moving");
    await vi.waitFor(() => expect(told.moving).toHaveBeenCalledOnce());

    server.sockets[0]!.terminate();
    await vi.waitFor(() => expect(told.closed).toHaveBeenCalledOnce());
  });

  test("says when there is no such event", async () => {
    const server = await signalRServer();
    const hub = factory(server.url, events());
    await hub.start();
    await expect(hub.follow("unknown", "", 0)).rejects.toThrow("unknown-event");
    hub.stop();
  });

  test("can be dropped while the socket is still opening", async () => {
    // Takes the connection and never answers.
    const silent: Server = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const closed = new Promise<void>((resolve) => silent.on("connection", (socket) => {
      socket.on("error", () => {});
      socket.on("data", () => {});
      socket.on("close", () => resolve());
    }));
    close = () => silent.close();
    const hub = factory(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/hubs/live`, events());
    const start = hub.start();
    start.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 100));
    hub.stop();
    await expect(start).rejects.toThrow();
    await closed;
  });
});
