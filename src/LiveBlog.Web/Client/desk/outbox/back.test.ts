import { expect, test } from "vitest";
import { Drafts } from "../drafts";
import { pullBack } from "./back";
import type { Item, TypedForm } from "./item";

class Shelf {
  private readonly kept = new Map<string, string>();
  get length(): number { return this.kept.size; }
  key(index: number): string | null { return [...this.kept.keys()][index] ?? null; }
  getItem(key: string): string | null { return this.kept.get(key) ?? null; }
  setItem(key: string, value: string): void { this.kept.set(key, value); }
  removeItem(key: string): void { this.kept.delete(key); }
}

const form: TypedForm = { name: "event", id: "text", fields: { "Entry.Body": "Typed." }, page: "/desk/event" };
const item = { id: "item", page: "page", at: 1_000, tried: false, form } as unknown as Item & { form: TypedForm };

test("a text is among the drafts at the moment when it leaves the outbox, so that a page that goes away then loses nothing", async () => {
  const drafts = new Drafts(new Shelf(), "event", "page");
  let whenItLeft: unknown = null;
  await pullBack({ undo: () => { whenItLeft = drafts.read("text")?.fields; return Promise.resolve(item); } }, item, drafts, "page");
  expect(whenItLeft).toEqual(form.fields);
  expect(drafts.read("text")?.fields).toEqual(form.fields);
});

test("a text that was sent meanwhile is no draft", async () => {
  const drafts = new Drafts(new Shelf(), "event", "page");
  expect(await pullBack({ undo: () => Promise.resolve(null) }, item, drafts, "page")).toBeNull();
  expect(drafts.read("text")).toBeNull();
});

test("what another page may be sending keeps its id when it is changed", async () => {
  const drafts = new Drafts(new Shelf(), "event", "page");
  const back = await pullBack({ undo: () => Promise.resolve(item) }, { ...item, page: "another" }, drafts, "page");
  expect(back?.tried).toBe(true);
  expect(drafts.read("text")?.tried).toBe(true);
});
