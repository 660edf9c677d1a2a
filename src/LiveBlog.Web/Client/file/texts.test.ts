import { expect, test } from "vitest";
import { Texts, type Text } from "./texts";

const text = (id: string, body: string): Text => ({ id, version: "0", headline: "", body });
const memory = () => {
  const map = new Map<string, string>();
  return { getItem: (key: string) => map.get(key) ?? null, setItem: (key: string, value: string) => void map.set(key, value), removeItem: (key: string) => void map.delete(key) };
};

test("what waits is sent in the order it was written, and a text sent again is one", () => {
  const texts = new Texts(memory(), "/file/x");
  texts.queue(text("1", "a"));
  texts.queue(text("2", "b"));
  texts.queue(text("1", "c"));
  expect(texts.waiting().map((waiting) => waiting.body)).toEqual(["b", "c"]);
  texts.remove("2");
  expect(texts.waiting().map((waiting) => waiting.id)).toEqual(["1"]);
});

test("another link's texts are not seen, and a browser that keeps nothing says so", () => {
  const storage = memory();
  new Texts(storage, "/file/x").keep("new", text("1", "a"));
  expect(new Texts(storage, "/file/x").typed("new")?.body).toBe("a");
  expect(new Texts(storage, "/file/y").typed("new")).toBeNull();
  expect(new Texts(null, "/file/x").queue(text("1", "a"))).toBe(false);
  expect(new Texts(null, "/file/x").keep("new", text("1", "a"))).toBe(false);
});
