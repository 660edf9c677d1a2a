import fc from "fast-check";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { Drafts } from "../drafts";
import { memory } from "../storage.fixture";
import { pullBack } from "./back";
import type { Item, TypedForm } from "./item";
import { Outbox, type Message, type Settled } from "./outbox";
import { memoryStore, openStore, type Items, type Store } from "./store";

type Line = "good" | "cut" | "answers lost" | "server fails";

/** A newsroom's server, a browser with tabs, and a line between them that can be anything. */
class World {
  line: Line = "good";
  now = 1_000_000;
  /** What the server has, by id, with all headlines it ever had. */
  readonly entries = new Map<string, { version: number; headline: string; headlines: string[] }>();
  /** Ids in the order in which the server took them. */
  readonly taken: string[] = [];
  readonly items: Items = new Map();
  readonly tabs: Tab[] = [];
  private readonly timers = new Set<{ at: number; run: () => void }>();
  private queue: Promise<void> = Promise.resolve();

  constructor(readonly store: () => Promise<Store> = () => Promise.resolve(memoryStore(this.items))) {}

  async tab(): Promise<Tab> {
    const page = `page ${this.tabs.length}`;
    const store = await this.store();
    const alive = { is: true };
    const tab: Tab = {
      alive,
      settled: [],
      outbox: new Outbox({
        store, account: "claire", page, isOurs: (other) => other === page,
        alone: (action) => {
          // A closed tab lets go of its lock.
          const turn = this.queue.then(() => alive.is ? Promise.race([action(), until(() => !alive.is)]) : undefined);
          this.queue = turn.catch(() => {});
          return turn;
        },
        tell: (message: Message) => { for (const other of this.tabs) if (other !== tab && other.alive.is) other.outbox.hear(structuredClone(message)); },
        fetch: (url, init) => this.fetch(String(url), init as RequestInit),
        now: () => this.now,
        random: () => 0.5,
        later: (run, ms) => {
          const timer = { at: this.now + ms, run: () => { if (alive.is) run(); } };
          this.timers.add(timer);
          return () => this.timers.delete(timer);
        },
      }),
    };
    tab.outbox.onSettled((settled) => tab.settled.push(settled));
    this.tabs.push(tab);
    await tab.outbox.begin();
    return tab;
  }

  kill(tab: Tab): void {
    tab.alive.is = false;
    tab.outbox.close();
  }

  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      await settle();
      const next = [...this.timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.timers.delete(next);
      this.now = Math.max(this.now, next.at);
      next.run();
    }
    this.now = end;
    await settle();
  }

  private async fetch(url: string, init: RequestInit): Promise<Response> {
    await Promise.resolve();
    const { line } = this;
    if (line === "cut") throw new TypeError("Failed to fetch");
    if (line === "server fails") return new Response("", { status: 503 });
    const response = this.answer(url, init.method!, JSON.parse(init.body as string) as Body);
    await Promise.resolve();
    if (line === "answers lost") throw new TypeError("Failed to fetch");
    return response;
  }

  private answer(url: string, method: string, body: Body): Response {
    const id = method === "POST" ? body.id! : url.slice(url.lastIndexOf("/") + 1);
    const entry = this.entries.get(id);
    const answer = (status: number, problem?: object) => new Response(
      JSON.stringify(problem ?? { id, version: entry?.version ?? 1, headline: entry?.headline }), { status, headers: { "content-type": "application/json" } });
    if (body.headline?.includes("refused")) return answer(400, { code: "text-too-long", field: "headline" });
    if (method === "POST") {
      if (entry === undefined) {
        this.entries.set(id, { version: 1, headline: body.headline!, headlines: [body.headline!] });
        this.taken.push(id);
        return answer(201);
      }
      return entry.headlines[0] === body.headline ? answer(200) : answer(409, { code: "entry-id-used", current: { version: entry.version, headline: entry.headline } });
    }
    if (entry === undefined) return answer(404, { code: "entry-unknown" });
    if (body.headline === entry.headline) return answer(200);
    if (body.version !== entry.version) return answer(409, { code: "entry-stale", current: { version: entry.version, headline: entry.headline } });
    entry.version++;
    entry.headline = body.headline!;
    entry.headlines.push(body.headline!);
    return answer(200);
  }
}

interface Body { readonly id?: string; readonly headline?: string; readonly version?: number | null }
interface Tab { readonly outbox: Outbox; readonly alive: { is: boolean }; readonly settled: Settled[] }

const settle = async () => { for (let i = 0; i < 4; i++) await new Promise((resolve) => setImmediate(resolve)); };
const until = async (condition: () => boolean) => { while (!condition()) await new Promise((resolve) => setTimeout(resolve)); };
const post = (id: string, headline: string) =>
  ({ method: "POST", url: "/entries", body: { id, headline }, label: headline, undoable: true, entryId: id }) as const;
const edit = (id: string, headline: string, version: number | null, was: string) =>
  ({ method: "PUT", url: `/entries/${id}`, body: { headline, version }, base: { headline: was }, label: headline, undoable: true, entryId: id }) as const;
const left = (world: World) => [...world.items.values()].filter((item) => item.state !== "done");

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("post" as const), tab: fc.nat(1), hold: fc.constantFrom(0, 10_000), bad: fc.integer({ min: 0, max: 9 }).map((n) => n === 0) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("edit" as const), tab: fc.nat(1), which: fc.nat(20), hold: fc.constantFrom(0, 10_000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("undo" as const), tab: fc.nat(1), which: fc.nat(20) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.constantFrom(1, 300, 2_000, 11_000, 40_000) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("line" as const), line: fc.constantFrom<Line>("good", "cut", "answers lost", "server fails") }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("kill" as const), tab: fc.nat(1), ticks: fc.nat(12) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("leave" as const), tab: fc.nat(1) }) },
);

test("a tab that is closed sends what it holds itself, and leaves to the others what they hold", async () => {
  const world = new World();
  const [one, other] = [await world.tab(), await world.tab()];
  await one.outbox.enqueue(post("mine", "mine"), 10_000);
  await other.outbox.enqueue(post("theirs", "theirs"), 10_000);
  await world.pass(1_000);
  other.outbox.leave();
  world.kill(other);
  await world.pass(1_000);
  expect(world.taken).toEqual(["theirs"]);
  const mine = left(world).find((item) => item.entryId === "mine")!;
  expect((await one.outbox.undo(mine.id))?.tried).toBe(false);
  await world.pass(60_000);
  expect(world.taken).toEqual(["theirs"]);
});

test("a withdrawal from a list that does not show yet what one saved last is meant for that, and not for a colleague's version", async () => {
  const world = new World();
  const tab = await world.tab();
  await tab.outbox.enqueue(post("a", "Avant"));
  await world.pass(100);
  await tab.outbox.enqueue(edit("a", "Après", 1, "Avant"));
  await world.pass(100);
  const withdraw = (version: number) => tab.outbox.enqueue({ method: "DELETE", url: `/entries/a?version=${version}`, label: "a", undoable: true, entryId: "a" }, 60_000);
  expect((await withdraw(1)).url).toBe("/entries/a?version=2");
  expect((await withdraw(3)).url).toBe("/entries/a?version=3");
});

const typed: TypedForm = { name: "event", id: "text", fields: { "Entry.Headline": "Avant" }, page: "/desk/event" };
const typedPost = () => ({ ...post("text", "Avant"), form: typed });

test("what is pulled back is among the drafts before it leaves the outbox, so that a page that goes away between the two loses nothing", async () => {
  const world = new World();
  const { outbox } = await world.tab();
  const item = await outbox.enqueue(typedPost(), 60_000);
  const storage = memory();
  let waited: boolean | undefined;
  const watched = { ...storage, setItem: (key: string, value: string) => { waited ??= world.items.has(item.id); storage.setItem(key, value); } };
  const drafts = new Drafts(watched, "event", "page 0");
  expect(await pullBack(outbox, { ...item, form: typed }, drafts, "page 0")).toEqual({ form: typed, tried: false });
  expect(waited).toBe(true);
  expect(world.items.has(item.id)).toBe(false);
  expect(drafts.read("text")).toMatchObject({ fields: typed.fields });
});

test("what was sent before it could be pulled back is no draft", async () => {
  const world = new World();
  const { outbox } = await world.tab();
  const item = await outbox.enqueue(typedPost());
  await world.pass(100);
  const drafts = new Drafts(memory(), "event", "page 0");
  expect(await pullBack(outbox, { ...item, form: typed }, drafts, "page 0")).toBeNull();
  expect(drafts.read("text")).toBeNull();
});

test("what another tab may be sending keeps its id when it is pulled back", async () => {
  const world = new World();
  const item = await (await world.tab()).outbox.enqueue(typedPost(), 60_000);
  const drafts = new Drafts(memory(), "event", "page 1");
  const back = await pullBack((await world.tab()).outbox, { ...item, form: typed }, drafts, "page 1");
  expect(back?.tried).toBe(true);
  expect(drafts.read("text")?.tried).toBe(true);
});

test("whatever happens, each text is published once, or in the outbox, or back with the editor; edits keep their order, and none replaces what it began without", async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
    const world = new World();
    const tabs = [await world.tab(), await world.tab()];
    const posts: { id: string; headline: string; edits: string[] }[] = [];
    const began = new Map<string, string>();
    const back = new Map<string, Item>();
    for (const [at, now] of steps.entries()) {
      if (now.do === "pass") await world.pass(now.ms);
      else if (now.do === "line") world.line = now.line;
      else if (now.do === "kill") {
        for (let i = 0; i < now.ticks; i++) await Promise.resolve();
        world.kill(tabs[now.tab]!);
        tabs[now.tab] = await world.tab();
      } else if (now.do === "leave") tabs[now.tab]!.outbox.leave();
      else if (now.do === "post") {
        const made = { id: `id ${at}`, headline: now.bad ? `refused ${at}` : `text ${at}`, edits: [] };
        posts.push(made);
        await tabs[now.tab]!.outbox.enqueue(post(made.id, made.headline), now.hold);
      } else if (now.do === "edit" && posts.length > 0) {
        const which = posts[now.which % posts.length]!;
        // As the editor sees it: what the server has, or what is still on its way.
        const known = world.entries.get(which.id);
        const headline = `edit ${at}`;
        const was = known?.headline ?? which.headline;
        which.edits.push(headline);
        began.set(headline, was);
        await tabs[now.tab]!.outbox.enqueue(edit(which.id, headline, known?.version ?? null, was), now.hold);
      } else if (now.do === "undo") {
        const all = left(world);
        const item = all.length > 0 ? await tabs[now.tab]!.outbox.undo(all[now.which % all.length]!.id) : null;
        if (item) back.set(item.label, item);
      }
    }
    world.line = "good";
    await world.pass(600_000);
    const kept = new Set(left(world).map((item) => item.label));
    // Nothing waits for ever: what is left was refused, or waits for that.
    for (const item of left(world)) expect(item.state === "refused" || left(world).some((other) => other.state === "refused" && other.entryId === item.entryId)).toBe(true);
    for (const { id, headline, edits } of posts) {
      const entry = world.entries.get(id);
      const published = world.taken.filter((one) => one === id).length;
      if (back.get(headline)?.tried === false) expect(published).toBe(0);
      else if (back.has(headline)) expect(published).toBeLessThanOrEqual(1);
      else expect(published + (kept.has(headline) ? 1 : 0)).toBe(1);
      // Each edit came through, in order; or it is kept, or back, or nothing more than the entry says already.
      const order = (entry?.headlines ?? []).slice(1).map((text) => edits.indexOf(text));
      expect(order).toEqual([...order].sort((a, b) => a - b));
      entry?.headlines.slice(1).forEach((text, i) => expect(entry.headlines[i]).toBe(began.get(text)));
      for (const text of edits) expect(entry?.headlines.includes(text) === true || kept.has(text) || back.has(text)).toBe(true);
    }
    for (const tab of tabs) world.kill(tab);
  }), { numRuns: Number(process.env.OUTBOX_RUNS ?? 150) });
}, 120_000);

test("three entries written offline are published in order, once, when the line is back", async () => {
  const world = new World();
  const { outbox } = await world.tab();
  world.line = "cut";
  for (const id of ["a", "b", "c"]) await outbox.enqueue(post(id, id), 10_000);
  await world.pass(300_000);
  expect(world.taken).toEqual([]);
  world.line = "good";
  await outbox.sendWaiting();
  await world.pass(1);
  expect([world.taken, left(world)]).toEqual([["a", "b", "c"], []]);
});

test("what is sent at once passes what is held, but not what is held of the same entry", async () => {
  const world = new World();
  const { outbox } = await world.tab();
  await outbox.enqueue(post("a", "held"), 10_000);
  await outbox.enqueue(post("b", "at once"), 0);
  await outbox.enqueue(edit("a", "too early", null, "held"), 0);
  await world.pass(1);
  expect([world.taken, left(world).length]).toEqual([["b"], 2]);
  await world.pass(10_000);
  expect([world.taken, world.entries.get("a")?.headlines]).toEqual([["b", "a"], ["held", "too early"]]);
});

test("what the server can't digest does not keep the rest for ever", async () => {
  const world = new World();
  const { outbox } = await world.tab();
  const answer = world["answer"].bind(world);
  world["answer"] = (url, method, body) => body.id === "poison" ? new Response("", { status: 500 }) : answer(url, method, body);
  await outbox.enqueue(post("poison", "poison"));
  await outbox.enqueue(post("b", "b"));
  await world.pass(60_000);
  expect([world.taken, left(world).map((item) => item.label)]).toEqual([["b"], ["poison"]]);
});

test("nothing is sent for somebody else who signed in", async () => {
  const world = new World();
  const { outbox } = await world.tab();
  world["answer"] = () => new Response(JSON.stringify({ code: "other-account", args: ["Paul"] }), { status: 412, headers: { "content-type": "application/json" } });
  await outbox.enqueue(post("a", "a"));
  await world.pass(60_000);
  expect([outbox.signedOut, left(world).map((item) => item.state)]).toEqual([{ other: "Paul" }, ["waiting"]]);
});

test("an edit of what somebody else changed elsewhere in the entry is joined without asking, and only what both changed is asked", async () => {
  const world = new World();
  const { outbox } = await world.tab();
  world.entries.set("a", { version: 3, headline: "theirs", headlines: ["theirs"] });
  await outbox.enqueue({ ...edit("a", "mine", 2, "before"), body: { headline: "mine", version: 2 } });
  await world.pass(1);
  expect(left(world).map((item) => [item.state, item.problem?.code])).toEqual([["refused", "entry-stale"]]);
  await outbox.enqueue({ ...edit("b", "mine", 2, "same"), entryId: "b" });
  world.entries.set("b", { version: 3, headline: "same", headlines: ["same"] });
  await world.pass(1);
  expect(world.entries.get("b")).toMatchObject({ version: 4, headline: "mine" });
});

test("of several edits of one entry each goes on from the version that the one before it brought about", async () => {
  const world = new World();
  const { outbox } = await world.tab();
  world.line = "cut";
  await outbox.enqueue(post("a", "new"));
  for (const headline of ["one", "two"]) {
    const { base: _, ...blind } = edit("a", headline, null, "");
    await outbox.enqueue(blind);
  }
  world.line = "good";
  await world.pass(60_000);
  expect([world.entries.get("a")?.headlines, left(world)]).toEqual([["new", "one", "two"], []]);
});

test("of two edits of one text in two tabs, the second, which began without the first, is not saved over it", async () => {
  const world = new World();
  const [first, second] = [await world.tab(), await world.tab()];
  world.entries.set("a", { version: 1, headline: "before", headlines: ["before"] });
  await first.outbox.enqueue(edit("a", "one", 1, "before"), 10_000);
  await second.outbox.enqueue(edit("a", "two", 1, "before"));
  await world.pass(60_000);
  expect(world.entries.get("a")?.headline).toBe("one");
  expect(left(world).map((item) => [item.label, item.problem?.code, item.problem?.current?.headline])).toEqual([["two", "entry-stale", "one"]]);
});

test("an edit that was made without knowing somebody else's is not saved over it", async () => {
  const world = new World();
  const { outbox } = await world.tab();
  world.entries.set("a", { version: 3, headline: "theirs, after mine", headlines: ["theirs, after mine"] });
  // The first edit had come through, its answer was lost, and somebody went on from it.
  const answer = world["answer"].bind(world);
  world["answer"] = (url, method, body) => body.headline === "mine" ? new Response(JSON.stringify({ id: "a", version: 3 }), { headers: { "content-type": "application/json" } }) : answer(url, method, body);
  world.line = "cut";
  await outbox.enqueue(edit("a", "mine", 1, "before"));
  await outbox.enqueue(edit("a", "mine, and more", 1, "mine"));
  world.line = "good";
  await world.pass(60_000);
  expect(world.entries.get("a")?.headline).toBe("theirs, after mine");
  expect(left(world).map((item) => [item.label, item.problem?.code])).toEqual([["mine, and more", "entry-stale"]]);
});

test("what is stored in IndexedDB is there for the next page, and none sees half a change", async () => {
  const factory = new IDBFactory();
  const world = new World(() => openStore(() => factory, "claire"));
  const first = await world.tab();
  world.line = "cut";
  await first.outbox.enqueue(post("a", "a"), 0);
  await Promise.all([...Array(20).keys()].map((at) => first.outbox.enqueue(post(`${at}`, `${at}`), 10_000)));
  world.kill(first);
  const second = await world.tab();
  expect(second.outbox.lasts).toBe(true);
  expect(new Set(second.outbox.items.map((item) => item.order)).size).toBe(21);
  await expect((await openStore(() => factory, "claire")).transact((items) => {
    items.clear();
    throw new Error("no");
  })).rejects.toThrow("no");
  const other = await openStore(() => factory, "paul");
  expect(await other.transact((items) => items.size)).toBe(0);
  expect(await (await openStore(() => factory, "claire")).transact((items) => items.size)).toBe(21);
  world.kill(second);
});

test("without storage the outbox works and says that it does not last", async () => {
  const store = await openStore(() => { throw new Error("forbidden"); }, "claire");
  expect(store.lasts).toBe(false);
  const world = new World(() => Promise.resolve(store));
  const { outbox } = await world.tab();
  await outbox.enqueue(post("a", "a"));
  await world.pass(1);
  expect(world.taken).toEqual(["a"]);
});
