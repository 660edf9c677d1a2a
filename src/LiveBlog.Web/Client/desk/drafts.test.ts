import { beforeEach, describe, expect, test } from "vitest";
import { browserLocks, choose, Drafts, forget, type DraftStorage, type Locks } from "./drafts";
import { memory } from "./storage.fixture";

/** One tab's view of locks that all tabs share. */
function tab(locks: Map<string, string>, name: string): Locks {
  return {
    take(lock) {
      if (locks.has(lock) && locks.get(lock) !== name) return Promise.resolve(false);
      locks.set(lock, name);
      return Promise.resolve(true);
    },
    held: () => Promise.resolve(new Set(locks.keys())),
  };
}

let storage: DraftStorage;
let time: number;
const drafts = (owner: string, form = "composer.otan") => new Drafts(storage, form, owner, () => ++time);

beforeEach(() => {
  storage = memory();
  time = 0;
});

test("keeps a text and gives it back", () => {
  expect(drafts("a").save("1", { headline: "Bonjour" }, "3")).toBe("kept");
  expect(drafts("b").read("1")).toEqual({ id: "1", fields: { headline: "Bonjour" }, version: "3", savedAt: 1, owner: "a" });
});

test("lists the texts of one form only, the latest first", () => {
  drafts("a").save("1", { headline: "un" });
  drafts("a").save("2", { headline: "deux" });
  drafts("a", "composer.otan-2").save("3", { headline: "autre direct" });
  expect(drafts("b").list().map((draft) => draft.id)).toEqual(["2", "1"]);
});

test("says when the browser keeps nothing", () => {
  storage.setItem = () => { throw new Error("quota"); };
  expect(drafts("a").save("1", {})).toBe("failed");
  storage.getItem = () => { throw new Error("forbidden"); };
  expect(drafts("a").read("1")).toBeNull();
});

test("what is not a draft is none", () => {
  storage.setItem("liveblog.draft.composer.otan|1", "{broken");
  storage.setItem("liveblog.draft.composer.otan|2", '"text"');
  expect(drafts("a").list()).toEqual([]);
});

test("never writes over a text that another page has taken over", () => {
  const first = drafts("a");
  first.save("1", { headline: "Bonjour" });
  const second = drafts("b");
  second.takeOver(second.read("1")!);
  second.save("1", { headline: "Bonjour à tous" });
  expect(first.save("1", { headline: "Bon" })).toBe("taken");
  expect(first.read("1")?.fields.headline).toBe("Bonjour à tous");
});

test("forgets a sent text whatever its form", () => {
  drafts("a").save("1", { headline: "un" });
  drafts("a", "editor.7").save("2", { headline: "deux" });
  forget(storage, "2");
  expect(storage.length).toBe(1);
  expect(drafts("a").read("1")).not.toBeNull();
});

describe("a page begins with", () => {
  test("the text its tab had", async () => {
    drafts("before").save("1", { headline: "un" });
    drafts("before").save("2", { headline: "deux" });
    const { own, others } = await choose(drafts("after"), tab(new Map(), "t"), "1");
    expect([own?.id, others.map((draft) => draft.id)]).toEqual(["1", ["2"]]);
    // It is this page's own now.
    expect(drafts("after").save("1", { headline: "un et demi" })).toBe("kept");
  });

  test("the only text that no tab has open, after the browser was closed", async () => {
    drafts("before").save("1", { headline: "un" });
    expect((await choose(drafts("after"), tab(new Map(), "t"), null)).own?.id).toBe("1");
  });

  test("none of several: they are listed", async () => {
    drafts("before").save("1", { headline: "un" });
    drafts("before").save("2", { headline: "deux" });
    const { own, others } = await choose(drafts("after"), tab(new Map(), "t"), null);
    expect([own, others.length]).toEqual([null, 2]);
  });

  test("nothing that another tab has open, even in a duplicated tab", async () => {
    drafts("first").save("1", { headline: "un" });
    const locks = new Map<string, string>();
    await tab(locks, "first").take(drafts("first").key("1"));
    const { own, others } = await choose(drafts("copy"), tab(locks, "copy"), "1");
    expect([own, others]).toEqual([null, []]);
    expect(drafts("first").save("1", { headline: "un et demi" })).toBe("kept");
  });
});

test("a page may take again what it has, such as the text of a form that it opens once more", async () => {
  const held = new Map<string, Promise<unknown>>();
  // As a browser does: whoever comes second waits, in the same page too.
  const manager = {
    async request(name: string, { signal }: { signal: AbortSignal }, action: () => Promise<unknown>) {
      if (held.has(name)) await new Promise((_, reject) => { signal.addEventListener("abort", () => reject(new Error("aborted"))); });
      const run = action();
      held.set(name, run);
      await run;
    },
    query: () => Promise.resolve({ held: [...held.keys()].map((name) => ({ name })) }),
  } as unknown as LockManager;
  const here = browserLocks(manager, 1);
  expect([await here.take("x"), await here.take("x"), await browserLocks(manager, 1).take("x")]).toEqual([true, true, false]);
});

test("without Web Locks every text is free", async () => {
  const locks = browserLocks(undefined);
  expect([await locks.take("x"), (await locks.held()).size]).toEqual([true, 0]);
});
