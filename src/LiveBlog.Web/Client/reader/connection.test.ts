import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ChangeMessage, EventStatus } from "../shared/protocol";
import { Connection, timing, type ConnectionState, type FollowedSet, type StopReason } from "./connection";
import type { Hub, HubEvents } from "./hub";
import type { Stream, StreamEvents } from "./stream";

/** The network as the tests want it: what of it works, and what was asked of it. */
class Network {
  hubWorks: boolean | "hangs" = true;
  pollWorks = true;
  followWorks: boolean | "hangs" | "unknown-event" = true;
  pollStatus = 200;
  pollType = "application/json";
  head = 0;
  /** Who asks from before this is told to load the page anew. */
  floor = 0;
  status: EventStatus = "live";
  epoch = "k3v9x2";
  starts: number[] = [];
  follows: number[] = [];
  /** What the server says to the wire: its head, or that it knows none. */
  wire: { head: number; epoch: string; unknown?: boolean; /** Streams know none. */ untold?: boolean } = { head: 0, epoch: "w1r3" };
  wireFollows: number[] = [];
  polls: { at: number; url: string }[] = [];
  hubs: { events: HubEvents; open: boolean }[] = [];
  /** `full`: the server has no place for another stream. */
  streamWorks: boolean | "hangs" | "full" = true;
  streamStarts: { at: number; url: string }[] = [];
  streams: { events: StreamEvents; open: boolean }[] = [];

  get openStreams() {
    return this.streams.filter((stream) => stream.open);
  }

  get open() {
    return this.hubs.filter((hub) => hub.open);
  }

  message(from: number, to = this.head): ChangeMessage {
    return {
      epoch: this.epoch,
      from,
      to,
      event: from === to ? null : { title: "", status: this.status, revision: to, parts: [] },
      entries: [],
      reload: from < this.floor || from > to,
      pollAfterMs: this.status === "ended" ? 60_000 : 10_000,
    };
  }

  wireMessage(from: number, to = this.wire.head): ChangeMessage {
    const { epoch } = this.wire;
    return { epoch, from, to, event: null, entries: [], reload: from > to, pollAfterMs: 20_000 };
  }

  hub = (_url: string, events: HubEvents): Hub => {
    const hub = { events, open: false };
    return {
      start: async () => {
        this.starts.push(Date.now());
        if (this.hubWorks === "hangs") return new Promise(() => {});
        if (!this.hubWorks) throw new Error("refused");
        hub.open = true;
        this.hubs.push(hub);
      },
      follow: async (slug, _epoch, revision) => {
        if (slug === "wire") {
          this.wireFollows.push(revision);
          await new Promise((resolve) => setTimeout(resolve, 50));
          if (this.wire.unknown) throw new Error("HubException: unknown-event");
          return this.wireMessage(revision);
        }
        this.follows.push(revision);
        await new Promise((resolve) => setTimeout(resolve, 50));
        if (this.followWorks === "hangs") return new Promise(() => {});
        if (this.followWorks === "unknown-event") throw new Error("HubException: unknown-event");
        if (!this.followWorks) throw new Error("broken");
        return this.message(revision);
      },
      stop: () => { hub.open = false; },
    };
  };

  stream = (url: string, events: StreamEvents): Stream => {
    const stream = { events, open: true };
    this.streamStarts.push({ at: Date.now(), url });
    const since = Number(new URL(url, "http://x").searchParams.get("since"));
    setTimeout(() => {
      if (!stream.open || this.streamWorks === "hangs") return;
      if (this.streamWorks === true) {
        this.streams.push(stream);
        if (since === this.head) events.head(this.epoch, since);
        else events.changes(this.message(since));
        if (url.includes("follow=wire") && !this.wire.unknown && !this.wire.untold) events.head(this.wire.epoch, this.wire.head);
      } else {
        stream.open = false;
        events.closed(this.streamWorks === "full" ? 60_000 : 0);
      }
    }, 50);
    return { stop: () => { stream.open = false; } };
  };

  fetch = (async (url: string) => {
    this.polls.push({ at: Date.now(), url });
    if (!this.pollWorks) throw new TypeError("Failed to fetch");
    const since = Number(new URL(url, "http://x").searchParams.get("since"));
    if (url.startsWith("/live/wire/")) {
      return this.wire.unknown
        ? new Response("{}", { status: 404, headers: { "content-type": "application/problem+json" } })
        : new Response(JSON.stringify(this.wireMessage(since)), { headers: { "content-type": "application/json" } });
    }
    return new Response(JSON.stringify(this.message(since)), { status: this.pollStatus, headers: { "content-type": this.pollType } });
  }) as typeof fetch;
}

let network: Network;
let connection: Connection;
let states: ConnectionState[];
let stopped: StopReason | undefined;
type Position = { epoch: string; revision: number; status: EventStatus };
let reader: Position;
let wire: Position;

function setOf(slug: string, position: Position, optional = false): FollowedSet {
  return {
    slug,
    changesUrl: `/live/${slug}/changes`,
    streamUrl: `/live/${slug}/stream`,
    position: () => position,
    receive(message) {
      if (message.reload || message.epoch !== position.epoch) return { gap: false, reload: true };
      const gap = position.revision < message.from;
      if (!gap) position.revision = Math.max(position.revision, message.to);
      if (message.event) position.status = message.event.status;
      return { gap, reload: false };
    },
    optional,
  };
}

function start(status: EventStatus = "live", random = () => 0.5, withWire = false, withStream = false): void {
  reader = { epoch: "k3v9x2", revision: 0, status };
  wire = { epoch: "w1r3", revision: 0, status: "live" };
  connection = new Connection({
    hubUrl: "/hubs/live",
    sets: [setOf("otan", reader), ...(withWire ? [setOf("wire", wire, true)] : [])],
    onState: (state) => states.push(state),
    onStop: (reason) => { stopped = reason; },
    hub: network.hub,
    ...(withStream && { stream: network.stream }),
    fetch: network.fetch,
    random,
  });
  connection.start();
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Lets time pass while the server sends its heartbeat. */
async function passLive(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 1000) {
    for (const hub of network.open) {
      hub.events.head(network.epoch, network.head);
      if (network.wireFollows.length > 0 && !network.wire.unknown) hub.events.head(network.wire.epoch, network.wire.head);
    }
    for (const stream of network.openStreams) stream.events.head(network.epoch, network.head);
    await pass(1000);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  network = new Network();
  states = [];
  stopped = undefined;
});
afterEach(() => {
  connection.stop();
  vi.useRealTimers();
});

describe("by the hub", () => {
  test("asks for what was missed on connecting and takes in what is pushed", async () => {
    network.head = 3;
    start();
    await pass(100);
    expect(reader.revision).toBe(3);
    expect(states).toEqual(["live"]);

    network.head = 4;
    network.open[0]!.events.changes(network.message(3));
    expect(reader.revision).toBe(4);
    expect(network.follows).toEqual([0]);
    expect(network.polls).toEqual([]);
  });

  test("goes at once where a server that stops sends it, and asks there for what it has missed", async () => {
    start();
    await pass(100);
    network.head = 1;
    network.open[0]!.events.moving();
    await pass(100);
    expect(network.starts).toHaveLength(2);
    expect(network.open).toHaveLength(1);
    expect(reader.revision).toBe(1);
    expect(states).toEqual(["live"]);
  });

  test("hears the server that stops until another follows, and then only that one", async () => {
    start("live", () => 0.5, true);
    await pass(100);
    const [first] = network.open;
    network.followWorks = "hangs";
    first!.events.moving();
    await pass(1_000);
    network.head = 1;
    first!.events.changes(network.message(0));
    expect([reader.revision, network.open.length, first!.open]).toEqual([1, 2, true]);
    // That question is given up after a while, and another connection asks again.
    network.followWorks = true;
    await pass(timing.ask + 2_000);
    expect([network.open.length, first!.open]).toEqual([1, false]);
    expect([states, network.polls]).toEqual([["live"], []]);
  });

  test("polls soon when the next server does not take it either", async () => {
    start();
    await pass(100);
    network.hubWorks = false;
    network.head = 1;
    network.open[0]!.events.moving();
    network.open[0]!.events.closed();
    await pass(2_000);
    expect(reader.revision).toBe(1);
  });

  test("asks again when the head is ahead", async () => {
    start();
    await pass(100);
    network.head = 2;
    network.open[0]!.events.head(network.epoch, 2);
    await pass(timing.headSpread + 100);
    expect(network.follows).toEqual([0, 0]);
    expect(reader.revision).toBe(2);
  });

  test("asks nothing when the change comes right after its head", async () => {
    start();
    await pass(100);
    network.head = 1;
    network.open[0]!.events.head(network.epoch, 1);
    network.open[0]!.events.changes(network.message(0));
    await pass(1_000);
    expect(network.follows).toEqual([0]);
  });

  test("asks once for many gaps, and once more for what came meanwhile", async () => {
    start();
    await pass(100);
    network.head = 5;
    const { events } = network.open[0]!;
    events.changes(network.message(3, 4));
    events.changes(network.message(4, 5));
    expect(network.follows).toEqual([0, 0]);
    await pass(20);
    // Lost while the question was on its way; the answer of the next lines ends at 5.
    events.changes(network.message(7, 8));
    await pass(40);
    network.head = 8;
    await pass(100);
    expect(network.follows).toEqual([0, 0, 5]);
    expect(reader.revision).toBe(8);
  });

  test("does not ask in a loop when the answer brings nothing", async () => {
    start();
    await pass(100);
    network.open[0]!.events.changes(network.message(7, 8));
    await pass(4_000);
    expect(network.follows.length).toBeLessThanOrEqual(3);
  });

  test("gives up a connection that does not answer, and makes another", async () => {
    start();
    await pass(100);
    network.followWorks = "hangs";
    network.open[0]!.events.head(network.epoch, 9);
    await pass(timing.headSpread + timing.ask);
    network.followWorks = true;
    await pass(2_000);
    expect(network.starts.length).toBe(2);
    expect(network.open.length).toBe(1);
  });

  test("comes back within the bounds of full jitter, for ever", async () => {
    network.hubWorks = false;
    network.pollWorks = false;
    start("live", () => 0.999);
    await pass(30 * 60_000);
    const waits = network.starts.slice(1).map((at, index) => at - network.starts[index]!);
    waits.forEach((wait, index) => expect(wait).toBeLessThanOrEqual(Math.min(60_000, 500 * 2 ** (index + 1))));
    expect(waits.at(-1)).toBeGreaterThan(59_000);
  });

  test("begins the backoff anew after a connection that held", async () => {
    start();
    await pass(100);
    await passLive(timing.stable);
    network.open[0]!.events.closed();
    await pass(251 + 100);
    expect(network.starts.length).toBe(2);
    expect(states).toEqual(["live"]);
  });

  test("stops when there is no such event", async () => {
    network.followWorks = "unknown-event";
    start();
    await pass(100);
    expect(stopped).toBe("deleted");
    await pass(60_000);
    expect(network.starts.length).toBe(1);
  });

  test("stops when the page has to be loaded anew", async () => {
    start();
    await pass(100);
    network.epoch = "restored";
    network.open[0]!.events.head("restored", 0);
    await pass(timing.headSpread + 100);
    expect(stopped).toBe("reload");
    expect(network.open).toEqual([]);
  });
});

describe("by polling", () => {
  test("begins after two failures in a row, at the pace of the answers, until the hub is back", async () => {
    network.hubWorks = false;
    network.head = 8;
    start();
    await pass(60_000);
    expect(reader.revision).toBe(8);
    expect(states).toEqual(["polling"]);
    expect(network.polls[0]!.url).toBe("/live/otan/changes?since=0&epoch=k3v9x2");
    expect(network.polls.at(-1)!.url).toContain("since=8");
    for (const [index, { at }] of network.polls.slice(1).entries()) expect(at - network.polls[index]!.at).toBe(10_000);

    network.hubWorks = true;
    await passLive(60_000);
    const { length } = network.polls;
    await passLive(60_000);
    expect(network.polls.length).toBe(length);
    expect(states).toEqual(["polling", "live"]);
  });

  test("asks by the address that readers a few revisions apart share", async () => {
    network.hubWorks = "hangs";
    start();
    for (const revision of [16, 19, 23, 24]) {
      reader.revision = network.head = revision;
      await pass(10_000);
    }
    expect(network.polls.map(({ url }) => url.match(/since=(\d+)/)![1])).toEqual(["16", "16", "16", "24"]);
  });

  test("is told to load the page anew only by what it is told from where it is", async () => {
    network.hubWorks = "hangs";
    network.head = network.floor = 21;
    start();
    reader.revision = 21;
    await pass(60_000);
    expect(stopped).toBeUndefined();
    expect(network.polls.slice(0, 2).map(({ url }) => url.match(/since=(\d+)/)![1])).toEqual(["16", "21"]);

    network.floor = 22;
    await pass(20_000);
    expect(stopped).toBe("reload");
  });

  test("finds out that the server has lost what the page has", async () => {
    network.hubWorks = "hangs";
    network.head = 21;
    start();
    reader.revision = 23;
    await pass(20_000);
    expect(stopped).toBe("reload");
  });

  test.each([[0, 8_000], [0.999999, 12_000]])("spreads its questions by a fifth (random %d)", async (random, expected) => {
    network.hubWorks = "hangs";
    start("live", () => random);
    await pass(30_000);
    expect(network.polls[1]!.at - network.polls[0]!.at).toBeCloseTo(expected, -1);
  });

  test("begins at once when a socket does not open", async () => {
    network.hubWorks = "hangs";
    start();
    await pass(timing.open + 10);
    expect(network.starts.length).toBe(1);
    expect(network.polls.length).toBe(1);
  });

  test("stops when the event was deleted", async () => {
    network.hubWorks = false;
    network.pollStatus = 404;
    network.pollType = "application/problem+json; charset=utf-8";
    start();
    await pass(10_000);
    expect(stopped).toBe("deleted");
  });

  test("does not believe another's 404, as of a proxy without a server", async () => {
    network.hubWorks = false;
    network.pollStatus = 404;
    network.pollType = "text/html";
    start();
    await pass(60_000);
    expect(stopped).toBeUndefined();
    expect(states.at(-1)).toBe("offline");

    network.pollStatus = 200;
    network.head = 2;
    await pass(120_000);
    expect(reader.revision).toBe(2);
    expect(states.at(-1)).toBe("polling");
  });

  test("is not offline between two polls because the hub fails", async () => {
    network.hubWorks = false;
    start();
    await pass(10 * 60_000);
    expect(states).toEqual(["polling"]);
  });
});

test("is offline when nothing got through for ten seconds, and not after", async () => {
  start();
  await pass(100);
  await passLive(20_000);
  network.hubWorks = network.pollWorks = false;
  network.open[0]!.events.closed();
  await pass(8_000);
  expect(states).toEqual(["live"]);
  await pass(4_000);
  expect(states).toEqual(["live", "offline"]);

  network.hubWorks = network.pollWorks = true;
  connection.wake();
  await pass(1_000);
  expect(states.at(-1)).toBe("live");
});

describe("an event that ended", () => {
  test("is left by the hub and polled slowly, and followed again when it is reopened", async () => {
    start();
    await pass(100);
    network.head = 1;
    network.status = "ended";
    network.open[0]!.events.changes(network.message(0));
    expect(network.open).toEqual([]);
    expect(states).toEqual(["live", "ended"]);
    await pass(59_000);
    expect(network.polls.length).toBe(0);
    await pass(2_000);
    expect(network.polls.length).toBe(1);
    expect(network.starts.length).toBe(1);

    network.head = 2;
    network.status = "live";
    await pass(60_000);
    await passLive(10_000);
    expect(states.at(-1)).toBe("live");
    const { length } = network.polls;
    await passLive(120_000);
    expect(network.polls.length).toBe(length);
  });

  test("has no hub connection from the start", async () => {
    network.status = "ended";
    start("ended");
    await pass(10 * 60_000);
    expect(network.starts).toEqual([]);
    expect(network.polls.length).toBe(10);
  });
});

describe("waking", () => {
  test("asks at once, but once for several events", async () => {
    start();
    await pass(100);
    await passLive(10_000);
    connection.wake();
    connection.wake();
    await pass(100);
    connection.wake();
    expect(network.follows.length).toBe(2);
  });

  test("notices a half-dead connection within seconds", async () => {
    start();
    await pass(100);
    await passLive(10_000);
    network.followWorks = "hangs";
    connection.wake();
    await pass(timing.ask);
    network.followWorks = true;
    await pass(1_000);
    expect(network.starts.length).toBe(2);
  });

  test("does not wait for the backoff", async () => {
    network.hubWorks = network.pollWorks = false;
    start("live", () => 0.999);
    await pass(10 * 60_000);
    network.hubWorks = true;
    connection.wake();
    await pass(100);
    expect(states.at(-1)).toBe("live");
  });

  test("goes on where a page kept by the browser had stopped", async () => {
    start();
    await pass(100);
    connection.stop();
    network.head = 7;
    await pass(60_000);
    connection.start();
    await pass(100);
    expect(reader.revision).toBe(7);
  });
});

describe("an event and the wire", () => {
  const withWire = (status: EventStatus = "live") => start(status, () => 0.5, true);

  test("share one connection, and each has its own gaps", async () => {
    network.head = 3;
    network.wire.head = 7;
    withWire();
    await pass(100);
    expect(network.starts.length).toBe(1);
    expect([reader.revision, wire.revision]).toEqual([3, 7]);

    network.wire.head = 9;
    network.open[0]!.events.changes(network.wireMessage(8));
    await pass(100);
    expect([network.follows, network.wireFollows]).toEqual([[0], [0, 7]]);
    expect([reader.revision, wire.revision]).toEqual([3, 9]);
  });

  test("are told apart by their epochs: a head of one asks nothing of the other", async () => {
    withWire();
    await pass(100);
    network.wire.head = 12;
    network.open[0]!.events.head("w1r3", 12);
    await pass(timing.headSpread + 100);
    expect([network.follows, network.wireFollows]).toEqual([[0], [0, 0]]);
    expect(wire.revision).toBe(12);
  });

  test("are both asked when an epoch is of neither, and not for ever", async () => {
    withWire();
    await pass(100);
    for (let n = 0; n < 5; n++) {
      network.open[0]!.events.head("str4ng3", 40);
      await pass(timing.headSpread + 100);
    }
    expect([network.follows, network.wireFollows]).toEqual([[0, 0], [0, 0]]);
    expect(stopped).toBeUndefined();

    network.wire.epoch = "restored";
    await pass(timing.stranger);
    network.open[0]!.events.changes(network.wireMessage(0));
    await pass(timing.headSpread + 100);
    expect(stopped).toBe("reload");
  });

  test.each([true, false])("a wire that is not there leaves the event alone (hub works: %s)", async (hubWorks) => {
    network.hubWorks = hubWorks;
    network.wire.unknown = true;
    withWire();
    await passLive(60_000);
    expect(stopped).toBeUndefined();
    expect(states.at(-1)).toBe(hubWorks ? "live" : "polling");
    network.head = 5;
    await passLive(30_000);
    expect(reader.revision).toBe(5);
    if (hubWorks) expect(network.starts.length).toBe(1);
    expect(network.wireFollows.length + network.polls.filter(({ url }) => url.includes("wire")).length).toBe(1);
  });

  test("an event that is not there stops the page, wire or not", async () => {
    network.followWorks = "unknown-event";
    withWire();
    await pass(100);
    expect(stopped).toBe("deleted");
    expect(network.open).toEqual([]);
  });

  test("are polled each at its own pace without the hub", async () => {
    network.hubWorks = false;
    withWire();
    await pass(120_000);
    const times = (slug: string) => network.polls.filter(({ url }) => url.includes(slug)).map(({ at }) => at);
    expect(times("otan")[2]! - times("otan")[1]!).toBe(10_000);
    expect(times("wire")[2]! - times("wire")[1]!).toBe(20_000);

    network.hubWorks = true;
    connection.wake();
    await passLive(1_000);
    const { length } = network.polls;
    await passLive(60_000);
    expect(network.polls.length).toBe(length);
    expect(states.at(-1)).toBe("live");
  });

  test("stay with the hub when the event ends, and a correction comes at once", async () => {
    withWire();
    await pass(100);
    network.head = 1;
    network.status = "ended";
    network.open[0]!.events.changes(network.message(0));
    await passLive(120_000);
    expect(states.at(-1)).toBe("ended");
    expect(network.starts.length).toBe(1);
    expect(network.polls).toEqual([]);

    network.head = 2;
    network.open[0]!.events.changes(network.message(1));
    expect(reader.revision).toBe(2);
  });

  test("an ended event is not polled at once because a socket failed", async () => {
    network.status = "ended";
    network.hubWorks = false;
    withWire("ended");
    await pass(50_000);
    expect(network.polls.filter(({ url }) => url.includes("otan"))).toEqual([]);
    expect(network.polls.filter(({ url }) => url.includes("wire")).length).toBeGreaterThan(1);
  });

  test("a page with nothing but a wire that is not there asks once", async () => {
    network.wire.unknown = true;
    wire = { epoch: "w1r3", revision: 0, status: "live" };
    connection = new Connection({ hubUrl: "/hubs/live", sets: [setOf("wire", wire, true)], onStop: (reason) => { stopped = reason; }, hub: network.hub, fetch: network.fetch, random: () => 0.5 });
    connection.start();
    await pass(60_000);
    expect(stopped).toBeUndefined();
    expect(network.wireFollows.length).toBe(1);
    expect(network.open).toEqual([]);
  });
});

describe("by the stream", () => {
  const startWithStream = (random = () => 0.5, withWire = false) => start("live", random, withWire, true);

  test("follows within seconds where the hub is not to be had, and says that it is live", async () => {
    network.hubWorks = false;
    network.head = 3;
    startWithStream();
    await pass(3_000);
    expect(network.streamStarts.map(({ url }) => url)).toEqual(["/live/otan/stream?since=0&epoch=k3v9x2"]);
    expect(reader.revision).toBe(3);
    network.head = 4;
    network.openStreams[0]!.events.changes(network.message(3));
    expect(reader.revision).toBe(4);
    expect(states).toEqual(["live"]);
    expect(network.polls).toEqual([]);
  });

  test("is not tried while the hub works, nor because a hub connection that held was cut", async () => {
    startWithStream();
    await pass(100);
    await passLive(timing.stable);
    network.open[0]!.events.closed();
    await pass(1_000);
    expect(network.open.length).toBe(1);
    expect(network.streamStarts).toEqual([]);
  });

  test("gives way to the hub only when the hub follows, and in no hurry", async () => {
    network.hubWorks = false;
    startWithStream(() => 0.9);
    await passLive(10 * 60_000);
    const tries = network.starts.slice(-3);
    expect(tries[2]! - tries[1]!).toBeGreaterThan(120_000);

    network.hubWorks = true;
    network.followWorks = "hangs";
    await passLive(10 * 60_000);
    expect(network.openStreams.length).toBe(1);
    network.followWorks = true;
    await passLive(10 * 60_000);
    expect([network.open.length, network.openStreams.length]).toEqual([1, 0]);
    expect(states).toEqual(["live"]);
    expect(network.polls).toEqual([]);
  });

  test("comes back at once after a stream that held, from where the reader is", async () => {
    network.hubWorks = false;
    startWithStream();
    await passLive(60_000);
    network.head = 6;
    network.openStreams[0]!.events.changes(network.message(0));
    network.openStreams[0]!.events.closed(0);
    await pass(600);
    expect(network.streamStarts.at(-1)!.url).toContain("since=6");
    expect(states).toEqual(["live"]);
    expect(network.polls).toEqual([]);
  });

  test.each([false, true])("hears the server that stops until another one's stream has begun (a wire that no stream tells: %s)", async (untold) => {
    network.hubWorks = false;
    network.wire.untold = untold;
    startWithStream(() => 0.5, true);
    await passLive(60_000);
    const [first] = network.openStreams;
    first!.events.moving();
    network.head = 1;
    first!.events.changes(network.message(0));
    expect([reader.revision, first!.open]).toEqual([1, true]);
    await pass(100);
    expect([network.openStreams.length, first!.open]).toEqual([1, false]);
    expect([states, network.polls.filter(({ url }) => !url.includes("wire"))]).toEqual([["live"], []]);
  });

  test("polls while there is no stream either, and goes back up by itself: to the stream, then to the hub", async () => {
    network.hubWorks = network.streamWorks = false;
    startWithStream();
    await pass(60_000);
    expect(states).toEqual(["polling"]);
    network.head = 2;
    await pass(12_000);
    expect(reader.revision).toBe(2);

    network.streamWorks = true;
    await passLive(60_000);
    expect(states).toEqual(["polling", "live"]);
    const { length } = network.polls;
    await passLive(60_000);
    expect(network.polls.length).toBe(length);

    network.hubWorks = true;
    await passLive(10 * 60_000);
    expect([network.open.length, network.openStreams.length]).toEqual([1, 0]);
    expect(states).toEqual(["polling", "live"]);
  });

  test("asks a full server seldom, and polls meanwhile", async () => {
    network.hubWorks = false;
    network.streamWorks = "full";
    startWithStream();
    await pass(30 * 60_000);
    expect(states).toEqual(["polling"]);
    expect(network.streamStarts.length).toBeLessThan(20);
    expect(network.starts.length).toBeLessThan(25);
    for (const [index, { at }] of network.streamStarts.slice(1).entries()) expect(at - network.streamStarts[index]!.at).toBeGreaterThanOrEqual(60_000);
  });

  test("asks once where a message was lost on the way", async () => {
    network.hubWorks = false;
    startWithStream();
    await pass(3_000);
    network.head = 5;
    network.openStreams[0]!.events.changes(network.message(4));
    await pass(100);
    expect(network.polls.map(({ url }) => url)).toEqual(["/live/otan/changes?since=0&epoch=k3v9x2"]);
    expect(reader.revision).toBe(5);
    await passLive(60_000);
    expect(network.polls.length).toBe(1);
  });

  test("follows event and wire by one stream", async () => {
    network.hubWorks = false;
    startWithStream(undefined, true);
    await pass(3_000);
    expect(network.streamStarts.map(({ url }) => url)).toEqual(["/live/otan/stream?since=0&epoch=k3v9x2&follow=wire%3Aw1r3%3A0"]);
    network.wire.head = 7;
    network.openStreams[0]!.events.changes(network.wireMessage(0));
    expect(wire.revision).toBe(7);
    await passLive(30_000);
    expect(network.polls).toEqual([]);
  });

  test("lets go of a wire that the server does not know", async () => {
    network.hubWorks = false;
    network.wire.unknown = true;
    startWithStream(undefined, true);
    await passLive(60_000);
    expect(network.polls.map(({ url }) => url.slice(0, 11))).toEqual(["/live/wire/"]);
    expect(stopped).toBeUndefined();
    expect(states).toEqual(["live"]);
  });

  test("stops when the page has to be loaded anew", async () => {
    network.hubWorks = false;
    startWithStream();
    await pass(3_000);
    network.epoch = "restored";
    network.openStreams[0]!.events.changes({ ...network.message(0, 0), reload: true });
    await pass(1_000);
    expect(stopped).toBe("reload");
    expect(network.openStreams).toEqual([]);
  });

  test("is left when all is over", async () => {
    network.hubWorks = false;
    startWithStream();
    await pass(3_000);
    network.head = 1;
    network.status = "ended";
    network.openStreams[0]!.events.changes(network.message(0));
    expect(network.openStreams).toEqual([]);
    expect(states.at(-1)).toBe("ended");
    await pass(10 * 60_000);
    expect(network.streamStarts.length).toBe(1);
    expect(network.polls.length).toBe(10);
  });

  test("is offline when nothing gets through", async () => {
    network.hubWorks = false;
    startWithStream();
    await passLive(30_000);
    network.streamWorks = network.pollWorks = false;
    network.openStreams[0]!.events.closed(0);
    await pass(60_000);
    expect(states).toEqual(["live", "offline"]);
    network.streamWorks = network.pollWorks = true;
    await passLive(60_000);
    expect(states).toEqual(["live", "offline", "polling", "live"]);
  });
});
