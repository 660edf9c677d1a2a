import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ChangeMessage } from "../shared/protocol";
import { Connection } from "./connection";
import type { Hub, HubEvents } from "./hub";
import { ModelServer } from "./model";
import { apply, ordered } from "./replica";
import type { Stream, StreamEvents } from "./stream";

// Over all three ways at once: whatever is lost, doubled, late or cut on any of them, the page ends equal to the server's.

type Way = "hub" | "stream" | "poll";

/** A server behind a network in which anything may go wrong until it is `calm`. */
class BadNetwork {
  calm = false;
  readonly works: Record<Way, boolean> = { hub: true, stream: true, poll: true };
  private readonly lines = new Set<{ push(message: ChangeMessage): void; beat(): void; cut(): void }>();

  constructor(private readonly server: ModelServer, private readonly roll: (sides: number) => number) {
    setInterval(() => this.lines.forEach((line) => line.beat()), 5_000);
  }

  /** Tells all that are connected; some get it late, twice or never. */
  push(): void {
    const message = this.server.messages.at(-1);
    if (message) this.lines.forEach((line) => this.carry(() => line.push(message)));
  }

  /** A way is lost or found, and what uses it is cut. */
  turn(way: Way, works: boolean): void {
    this.works[way] = works;
    if (!works) [...this.lines].forEach((line) => line.cut());
  }

  hub = (_url: string, events: HubEvents): Hub => {
    const line = this.line(events, () => events.closed());
    return {
      start: async () => {
        await this.wait();
        if (!this.works.hub) throw new Error("refused");
        this.lines.add(line);
      },
      follow: async (_slug, _epoch, revision) => {
        await this.wait();
        if (!this.lines.has(line)) throw new Error("cut");
        return this.server.since(revision);
      },
      stop: () => { this.lines.delete(line); },
    };
  };

  stream = (url: string, events: StreamEvents): Stream => {
    const line = this.line(events, () => events.closed(0));
    const since = Number(new URL(url, "http://x").searchParams.get("since"));
    let stopped = false;
    void this.wait().then(() => {
      if (stopped) return;
      if (!this.works.stream) {
        events.closed(this.roll(2) * 60_000);
        return;
      }
      this.lines.add(line);
      events.changes(this.server.since(since));
    });
    return { stop: () => { stopped = true; this.lines.delete(line); } };
  };

  fetch = (async (url: string) => {
    await this.wait();
    if (!this.works.poll) throw new TypeError("Failed to fetch");
    const message = this.server.since(Number(new URL(url, "http://x").searchParams.get("since")));
    await this.wait();
    return new Response(JSON.stringify(message));
  }) as typeof fetch;

  private line(events: Pick<HubEvents, "changes" | "head">, closed: () => void) {
    const line = {
      push: (message: ChangeMessage) => { if (this.lines.has(line)) events.changes(message); },
      beat: () => this.carry(() => { if (this.lines.has(line)) events.head(this.server.epoch, this.server.revision); }),
      cut: () => { if (this.lines.delete(line)) closed(); },
    };
    return line;
  }

  private carry(bring: () => void): void {
    if (this.calm) bring();
    else for (let times = this.roll(3); times > 0; times--) setTimeout(bring, this.roll(3_000));
  }

  private wait(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.roll(this.calm ? 50 : 2_000)));
  }
}

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const ids = fc.constantFrom("a", "b", "c", "d", "e");
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("post" as const), id: ids, time: fc.nat(99) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("edit" as const), id: ids, change: fc.record({ text: fc.string(), withdrawn: fc.boolean(), pinned: fc.boolean() }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("turn" as const), way: fc.constantFrom<Way>("hub", "stream", "poll"), works: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat(40_000) }) },
);

test("messages lost, doubled and reordered across hub, stream and polling converge", async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), fc.infiniteStream(fc.nat()), async (steps, dice) => {
    vi.clearAllTimers();
    const roll = (sides: number) => dice.next().value! % sides;
    const server = new ModelServer();
    server.post("a", 10);
    const window = { from: "", to: "", pinnedHere: true };
    let replica = server.page(window, "newest");
    const network = new BadNetwork(server, roll);
    let over: string | undefined;
    const connection = new Connection({
      hubUrl: "/hubs/live",
      sets: [{
        slug: "otan",
        changesUrl: "/live/otan/changes",
        streamUrl: "/live/otan/stream",
        position: () => ({ epoch: replica.epoch, revision: replica.revision, status: replica.event.status }),
        receive(message) {
          const { state, effects } = apply(replica, message);
          replica = state;
          return effects;
        },
      }],
      onStop: (reason) => { over = reason; },
      hub: network.hub,
      stream: network.stream,
      fetch: network.fetch,
      random: () => roll(1_000) / 1_000,
    });
    connection.start();
    for (const s of steps) {
      if (s.do === "wait") await vi.advanceTimersByTimeAsync(s.ms);
      else if (s.do === "turn") network.turn(s.way, s.works);
      else {
        if (s.do === "post") server.post(s.id, s.time);
        else server.edit(s.id, s.change);
        network.push();
      }
    }

    // One way that works is enough, whichever it is; the hub and the stream are tried again within minutes.
    network.calm = true;
    const left = (["hub", "stream", "poll"] as const)[roll(3)]!;
    for (const way of ["hub", "stream", "poll"] as const) network.turn(way, way === left);
    await vi.advanceTimersByTimeAsync(left === "poll" ? 90_000 : 12 * 60_000);
    connection.stop();
    expect(over).toBeUndefined();
    expect(replica.revision).toBe(server.revision);
    expect(ordered(replica).map((id) => replica.items.get(id)!.html)).toEqual(server.sight(window, "newest"));
  }), { numRuns: 150 });
}, 60_000);
