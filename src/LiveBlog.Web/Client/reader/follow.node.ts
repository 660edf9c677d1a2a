// Many readers in one process, for tests of servers: the browser's replica and connection without its DOM.
//
//   node obj/tools/follow.mjs --base http://127.0.0.1:5001,http://127.0.0.1:5002 --slug S
//     [--readers N] [--transport hub|stream|poll|mixed] [--query "?order=oldest"]
//
// Commands on stdin, a line each, answered by one line of JSON on stdout:
//   state    what each reader's page shows
//   page     what a page loaded now shows, in the same form
//   compare  {"equal":true,"differences":[]} of the readers' pages with a page loaded now
//   arrivals when each revision reached the first and the last of the readers that are told by the server
//   quit     ends (so does the end of stdin)
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import WebSocket from "ws";
import { deadline } from "../shared/deadline";
import { Connection, type ConnectionState, type StopReason } from "./connection";
import { signalRHub, type HubFactory } from "./hub";
import { parsePage } from "./page.node";
import { apply, ordered, type Replica } from "./replica";
import { fetchStream } from "./stream";

const { values } = parseArgs({
  options: {
    base: { type: "string" },
    slug: { type: "string" },
    readers: { type: "string", default: "1" },
    transport: { type: "string", default: "hub" },
    query: { type: "string", default: "" },
  },
});
if (!values.base || !values.slug) {
  console.error("usage: follow.mjs --base URL[,URL…] --slug SLUG [--readers N] [--transport hub|stream|poll|mixed] [--query ?order=oldest]");
  process.exit(2);
}
const bases = values.base.split(",").map((base) => base.replace(/\/$/, ""));
const slug = values.slug;
const query = values.query;

type Transport = "hub" | "stream" | "poll";
const transports: readonly Transport[] = ["hub", "stream", "poll"];

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const log = (...words: unknown[]) => console.error(new Date().toISOString(), ...words);

/** What a balancer does: keeps to one server for as long as it can be reached, then takes the next. */
class Balancer {
  constructor(private current: number) {}

  get base(): string {
    return bases[this.current % bases.length]!;
  }

  next(): void {
    this.current++;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    for (let left = bases.length; ; left--) {
      try {
        return await fetch(this.base + String(input), init);
      } catch (error) {
        if (left <= 1 || init?.signal?.aborted) throw error;
        this.next();
      }
    }
  };

  readonly hub: HubFactory = (path, events) => {
    const hub = signalRHub({
      webSocket: WebSocket as unknown as typeof globalThis.WebSocket,
      headers: { Origin: this.base },
    })(this.base + path, events);
    return { ...hub, start: () => hub.start().catch((error: unknown) => { this.next(); throw error; }) };
  };
}

/** A network that lets no WebSocket through. */
const noHub: HubFactory = () => ({
  start: () => Promise.reject(new Error("no WebSockets here")),
  follow: () => Promise.reject(new Error("no WebSockets here")),
  stop() {},
});

async function loadPage(balancer: Balancer): Promise<{ replica: Replica; hub: string; changes: string; stream: string }> {
  const load = async () => {
    const response = await balancer.fetch(`/live/${slug}${query}`);
    if (!response.ok) throw new Error(`the page answered ${response.status}`);
    return response.text();
  };
  // Not by a signal: once, on a busy machine, a load that was given one neither ended nor timed out for two minutes.
  const html = await deadline(load(), 10_000);
  return { replica: parsePage(html), hub: "/hubs/live", changes: `/live/${slug}/changes`, stream: `/live/${slug}/stream` };
}

/** When a revision reached readers that do not ask but are told: milliseconds since 1970. */
const arrivals = new Map<number, { first: number; last: number; readers: number }>();

function arrived(from: number, to: number): void {
  const now = Date.now();
  for (let revision = from + 1; revision <= to; revision++) {
    const known = arrivals.get(revision);
    arrivals.set(revision, { first: known?.first ?? now, last: now, readers: (known?.readers ?? 0) + 1 });
  }
}

class Reader {
  replica: Replica | null = null;
  connection: ConnectionState | "loading" = "loading";
  loads = 0;
  messages = 0;
  private follower: Connection | null = null;
  private readonly balancer: Balancer;
  private readonly fetch: typeof fetch = async (input, init) => {
    try {
      return await this.balancer.fetch(input, init);
    } catch (error) {
      log(`reader ${this.number}: ${String(input)}: ${String(error)}`);
      throw error;
    }
  };

  constructor(readonly number: number, readonly transport: Transport) {
    this.balancer = new Balancer(number);
  }

  async load(): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        const page = await loadPage(this.balancer);
        this.replica = page.replica;
        this.loads++;
        this.follow(page);
        return;
      } catch (error) {
        log(`reader ${this.number}: ${String(error)}`);
        this.balancer.next();
        await pause(Math.random() * Math.min(5_000, 250 * 2 ** attempt));
      }
    }
  }

  stop(): void {
    this.follower?.stop();
  }

  private follow({ hub, changes, stream }: { hub: string; changes: string; stream: string }): void {
    this.follower = new Connection({
      hubUrl: hub,
      hub: this.transport === "hub" ? this.balancer.hub : noHub,
      ...(this.transport !== "poll" && { stream: fetchStream({ fetch: this.fetch }) }),
      fetch: this.fetch,
      sets: [{
        slug,
        changesUrl: changes,
        streamUrl: stream,
        position: () => {
          const { epoch, revision, event } = this.replica!;
          return { epoch, revision, status: event.status };
        },
        receive: (message) => {
          this.messages++;
          const { state, effects } = apply(this.replica!, message);
          if (this.transport !== "poll") arrived(this.replica!.revision, state.revision);
          this.replica = state;
          return effects;
        },
      }],
      onState: (state) => { this.connection = state; },
      onStop: (reason) => void this.stopped(reason),
    });
    this.follower.start();
  }

  private async stopped(reason: StopReason): Promise<void> {
    log(`reader ${this.number}: ${reason}`);
    this.connection = "loading";
    await pause(Math.random() * 500);
    await this.load();
  }
}

const hash = (html: string) => createHash("sha256").update(html.trim()).digest("hex").slice(0, 16);

/** The entries of the page from that position on, and those that are pinned. */
const entriesFrom = (replica: Replica, from: string) => ordered(replica)
  .map((id) => ({ id, ...replica.items.get(id)! }))
  .filter(({ pinned, position }) => pinned || position >= from)
  .map(({ id, revision, position, pinned, html }) => ({ id, revision, position, pinned, length: html!.trim().length, hash: hash(html!) }));

const partsOf = (replica: Replica) =>
  Object.fromEntries([...replica.parts].map(([id, { revision, html }]) => [id, { revision, hash: hash(html) }]));

const describe = (replica: Replica) => ({
  epoch: replica.epoch,
  revision: replica.revision,
  status: replica.event.status,
  window: replica.window,
  entries: entriesFrom(replica, replica.window.from),
  parts: partsOf(replica),
});

/** How a reader's page differs from one loaded now, which shows no more than it has room for. */
function differences(mine: Replica, theirs: Replica): string[] {
  const found: string[] = [];
  if (mine.epoch !== theirs.epoch) found.push(`epoch ${mine.epoch}, not ${theirs.epoch}`);
  if (mine.revision !== theirs.revision) found.push(`revision ${mine.revision}, not ${theirs.revision}`);
  const from = [mine.window.from, theirs.window.from].reduce((a, b) => (a > b ? a : b));
  const inBoth = (replica: Replica) => entriesFrom(replica, from).map(({ id, revision, hash }) => `${id} ${revision} ${hash}`);
  const [here, there] = [inBoth(mine), inBoth(theirs)];
  for (const entry of here) if (!there.includes(entry)) found.push(`shows ${entry}`);
  for (const entry of there) if (!here.includes(entry)) found.push(`lacks ${entry}`);
  if (found.length === 0 && here.join() !== there.join()) found.push("entries in another order");
  const [partsHere, partsThere] = [partsOf(mine), partsOf(theirs)];
  for (const [id, part] of Object.entries(partsThere)) {
    if (partsHere[id]?.hash !== part.hash) found.push(`part ${id} at ${partsHere[id]?.revision}, not ${part.revision}`);
  }
  return found;
}

const readers = Array.from({ length: Number(values.readers) }, (_, number) =>
  new Reader(number, values.transport === "mixed" ? transports[number % 3]! : transports.find((one) => one === values.transport) ?? "hub"));
for (const reader of readers) void reader.load();

const answers: Record<string, () => unknown> = {
  state: () => ({
    readers: readers.map(({ number, transport, connection, loads, messages, replica }) =>
      ({ number, transport, connection, loads, messages, ...(replica && describe(replica)) })),
  }),
  page: async () => describe((await loadPage(new Balancer(0))).replica),
  arrivals: () => [...arrivals].map(([revision, when]) => ({ revision, ...when })),
  compare: async () => {
    const { replica: page } = await loadPage(new Balancer(0));
    const found = readers.flatMap(({ number, transport, connection, loads, messages, replica }) => {
      const [first, ...more] = replica ? differences(replica, page) : ["not loaded"];
      if (first === undefined) return [];
      return [`reader ${number} (${transport}, ${connection}, loads ${loads}, messages ${messages}): ${first}`, ...more.slice(0, 3)];
    });
    return { equal: found.length === 0, revision: page.revision, differences: found };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = line.trim();
  if (command === "quit") break;
  if (command === "") continue;
  try {
    const answer = answers[command];
    console.log(JSON.stringify(answer ? await answer() : { error: `unknown command ${command}` }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
for (const reader of readers) reader.stop();
process.exit(0);
