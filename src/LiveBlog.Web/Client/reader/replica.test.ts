import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChangeMessage } from "../shared/protocol";
import { ModelServer, positionOf } from "./model";
import { apply, countBeyond, ordered, type PageWindow, type Replica } from "./replica";

const first: PageWindow = { from: "", to: "", pinnedHere: true };
const older: PageWindow = { from: positionOf(20), to: positionOf(60), pinnedHere: false };

function eventWith(...times: number[]): ModelServer {
  const server = new ModelServer();
  times.forEach((time, index) => server.post(`e${index}`, time));
  return server;
}

const last = (server: ModelServer): ChangeMessage => server.messages.at(-1)!;

describe("a message", () => {
  test("adds, changes and removes entries of the page", () => {
    const server = eventWith(10, 20, 30);
    let page = server.page(first, "newest");
    server.post("new", 40);
    server.edit("e1", { text: "corrigé" });
    server.edit("e0", { withdrawn: true });

    const { state, effects } = apply(page, server.since(page.revision));

    expect(effects).toEqual({
      added: ["new"], changed: ["e1"], removed: ["e0"], parts: ["event-state"], gap: false, reload: false,
    });
    expect(ordered(state)).toEqual(["new", "e2", "e1"]);
    expect(state.revision).toBe(server.revision);
  });

  test("does nothing the second time", () => {
    const server = eventWith(10);
    const page = server.page(first, "newest");
    server.edit("e0", { text: "corrigé" });
    const once = apply(page, last(server)).state;

    const { state, effects } = apply(once, last(server));

    expect(effects).toEqual({ added: [], changed: [], removed: [], parts: [], gap: false, reload: false });
    expect(state).toEqual(once);
  });

  test("is applied though one before it is missing, but the reader has to ask", () => {
    const server = eventWith(10);
    const page = server.page(first, "newest");
    server.edit("e0", { text: "manqué" });
    server.post("new", 20);

    const { state, effects } = apply(page, last(server));

    expect(effects).toMatchObject({ added: ["new"], gap: true });
    expect(state.revision).toBe(page.revision);
  });

  test("leaves no gap when the reader knows more than it starts from", () => {
    const server = eventWith(10);
    const page = server.page(first, "newest");
    const message = server.since(0);
    expect(apply(page, message).effects.gap).toBe(false);
    expect(apply(page, message).state.revision).toBe(page.revision);
  });

  test.each([{ reload: true }, { epoch: "another" }])("changes nothing when the page has to be loaded anew: %o", (difference) => {
    const server = eventWith(10);
    const page = server.page(first, "newest");
    server.post("new", 20);

    const { state, effects } = apply(page, { ...last(server), ...difference });

    expect(effects).toMatchObject({ added: [], reload: true });
    expect(state).toBe(page);
  });

  test("that is late cannot bring a withdrawn entry back, even one never seen", () => {
    const server = eventWith(10);
    const page = server.page(first, "newest");
    server.post("new", 20);
    const posted = last(server);
    server.edit("new", { withdrawn: true });
    const withdrawn = last(server);

    const { state, effects } = apply(apply(page, withdrawn).state, posted);

    expect(effects.added).toEqual([]);
    expect(ordered(state)).toEqual(["e0"]);
  });

  test("from before the page was made cannot bring back what the page already lacks", () => {
    const server = eventWith(10);
    const posted = last(server);
    server.edit("e0", { withdrawn: true });
    expect(apply(server.page(first, "newest"), posted).effects.added).toEqual([]);
  });

  test("restores an entry", () => {
    const server = eventWith(10, 20);
    server.edit("e0", { withdrawn: true });
    const page = server.page(first, "newest");
    server.edit("e0", { withdrawn: false });
    expect(apply(page, last(server)).effects.added).toEqual(["e0"]);
  });

  test("replaces only parts that are newer", () => {
    const server = eventWith(10);
    const page = server.page(first, "newest");
    server.post("new", 20);
    expect(apply(page, last(server)).effects.parts).toEqual(["event-state"]);
    server.rename("Autre titre", "ended");
    const { state, effects } = apply(page, last(server));
    expect(effects.parts).toEqual(["event-state", "event-header"]);
    expect(state.event).toMatchObject({ title: "Autre titre", status: "ended" });
  });
});

describe("the window", () => {
  test("loses an entry whose date moves out of it", () => {
    const server = eventWith(30, 40);
    const page = server.page(older, "newest");
    server.edit("e1", { time: 70 });
    expect(apply(page, last(server)).effects.removed).toEqual(["e1"]);
  });

  test("of an older page loses an entry that is pinned, and gets it back", () => {
    const server = eventWith(30, 40);
    const page = server.page(older, "newest");
    server.edit("e1", { pinned: true });
    const pinned = apply(page, last(server));
    expect(pinned.effects.removed).toEqual(["e1"]);
    server.edit("e1", { pinned: false });
    expect(apply(pinned.state, last(server)).effects.added).toEqual(["e1"]);
  });

  test("of the first page loses an old entry that is unpinned", () => {
    const server = eventWith(10, 70);
    server.edit("e0", { pinned: true });
    const page = server.page({ from: positionOf(50), to: "", pinnedHere: true }, "newest");
    server.edit("e0", { pinned: false });
    const { state, effects } = apply(page, last(server));
    expect(effects.removed).toEqual(["e0"]);
    expect(ordered(state)).toEqual(["e1"]);
  });

  test("counts new entries beyond it, less those withdrawn", () => {
    const server = eventWith(30, 70);
    let page = server.page(older, "newest");
    server.post("a", 80);
    server.post("b", 90);
    server.edit("e1", { text: "not new" });
    page = apply(page, server.since(page.revision)).state;
    expect(countBeyond(page)).toBe(2);
    server.edit("a", { withdrawn: true });
    expect(countBeyond(apply(page, last(server)).state)).toBe(1);
  });
});

test.each([
  ["newest", ["pin2", "pin1", "e1", "e0"]],
  ["oldest", ["pin2", "pin1", "e0", "e1"]],
] as const)("%s first: pinned ones on top, the highest position first", (order, expected) => {
  const server = eventWith(10, 50);
  server.post("pin1", 20, true);
  server.post("pin2", 30, true);
  expect(ordered(server.page(first, order))).toEqual(expected);
});

test.each(["newest", "oldest"] as const)("%s first: pinned ones by their rank, and as it changes", (order) => {
  const server = eventWith(10);
  server.post("pin1", 20, true);
  server.post("pin2", 30, true);
  server.post("pin3", 40, true);
  const page = server.page(first, order);
  server.edit("pin1", { rank: 1 });
  server.edit("pin3", { rank: -1 });
  expect(ordered(apply(page, server.since(page.revision)).state)).toEqual(["pin1", "pin2", "pin3", "e0"]);
});

describe("whatever messages come, in whatever order", () => {
  const ids = fc.constantFrom("a", "b", "c", "d", "e", "f");
  const time = fc.integer({ min: 0, max: 99 });
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant("post" as const), id: ids, time, pinned: fc.boolean() }) },
    { weight: 6, arbitrary: fc.record(
      {
        do: fc.constant("edit" as const),
        id: ids,
        change: fc.record(
          { text: fc.string(), pinned: fc.boolean(), rank: fc.integer({ min: -3, max: 3 }), withdrawn: fc.boolean(), time }, { requiredKeys: [] }),
      }) },
    fc.record({ do: fc.constant("rename" as const), title: fc.string() }),
  );
  const histories = fc.array(step, { minLength: 1, maxLength: 40 });
  const windows = fc.oneof(
    fc.record({ from: fc.constantFrom("", positionOf(30)), to: fc.constant(""), pinnedHere: fc.constant(true) }),
    // The first page with the oldest entries: pinned ones, but no live edge.
    fc.record({ from: fc.constant(""), to: fc.constant(positionOf(50)), pinnedHere: fc.constant(true) }),
    fc.constant(older),
  );
  const orders = fc.constantFrom("newest" as const, "oldest" as const);

  function play(server: ModelServer, steps: (typeof histories extends fc.Arbitrary<infer T> ? T : never)): void {
    for (const s of steps) {
      if (s.do === "post") server.post(s.id, s.time, s.pinned);
      else if (s.do === "edit") server.edit(s.id, s.change);
      else server.rename(s.title);
    }
  }

  const sight = (state: Replica) => ordered(state).map((id) => state.items.get(id)!.html);

  test("a reader that catches up shows what the server shows", () => {
    fc.assert(fc.property(histories, histories, windows, orders, fc.infiniteStream(fc.nat()), (before, after, window, order, dice) => {
      const server = new ModelServer();
      play(server, before);
      let reader = server.page(window, order);
      play(server, after);

      // Lost, repeated, shuffled, from before the page was made, and of more than one revision.
      const roll = (sides: number) => dice.next().value! % sides;
      for (let n = roll(2 * server.messages.length + 1); n > 0; n--) {
        const message = server.messages[roll(server.messages.length)];
        if (message) reader = apply(reader, message).state;
        expect(reader.revision).toBeLessThanOrEqual(server.revision);
      }
      const caughtUp = apply(reader, server.since(reader.revision));

      expect(caughtUp.effects.gap).toBe(false);
      expect(caughtUp.state.revision).toBe(server.revision);
      expect(sight(caughtUp.state)).toEqual(server.sight(window, order));
      expect(caughtUp.state.parts).toEqual(server.page(window, order).parts);
    }), { numRuns: 800 });
  });

  test("two messages give the same in either order", () => {
    fc.assert(fc.property(histories, windows, orders, fc.nat(), fc.nat(), (steps, window, order, i, j) => {
      const server = new ModelServer();
      const page = server.page(window, order);
      play(server, steps);
      const count = server.messages.length;
      if (count === 0) return;
      const [a, b] = [server.messages[i % count]!, server.messages[j % count]!];
      const one = apply(apply(page, a).state, b).state;
      const other = apply(apply(page, b).state, a).state;
      expect(sight(one)).toEqual(sight(other));
      expect(one.parts).toEqual(other.parts);
    }), { numRuns: 300 });
  });

  test("what it is told to do brings the page from the old sight to the new one", () => {
    fc.assert(fc.property(histories, histories, windows, orders, (before, after, window, order) => {
      const server = new ModelServer();
      play(server, before);
      const page = server.page(window, order);
      play(server, after);
      const { state, effects } = apply(page, server.since(page.revision));

      const shown = new Set(ordered(page));
      effects.removed.forEach((id) => expect(shown.delete(id)).toBe(true));
      effects.added.forEach((id) => expect(shown.has(id) || !shown.add(id)).toBe(false));
      effects.changed.forEach((id) => expect(shown.has(id)).toBe(true));
      expect([...shown].sort()).toEqual(ordered(state).sort());
      const touched = new Set([...effects.added, ...effects.changed]);
      for (const id of shown) {
        if (!touched.has(id)) expect(state.items.get(id)).toEqual(page.items.get(id));
      }
    }), { numRuns: 300 });
  });
});
