import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = `${__dirname}/../../..`;
const page = readFileSync(`${root}/Pages/Desk/_KeyHelp.cshtml`, "utf8");
const listed = new Set([...page.matchAll(/\(\[("[^\]]*")\]/g)].flatMap(([, keys]) => [...keys!.matchAll(/"([^"]*)"/g)].map(([, key]) => key!.toLowerCase())));
const sources = readdirSync(`${root}/Client/desk`, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts")).map((name) => [name, readFileSync(`${root}/Client/desk/${name}`, "utf8")] as const);
const arrows: Readonly<Record<string, string>> = { arrowup: "↑", arrowdown: "↓", arrowleft: "←", arrowright: "→" };

test("the help lists every key of the rich text", () => {
  const keys = sources.filter(([name]) => name.startsWith("text/")).flatMap(([, text]) => [...text.matchAll(/"((?:Mod|Alt|Shift)-[\w-]+)"/g)].map(([, key]) => key!))
    .filter((key) => key !== "Mod-Enter").map((key) => key.toLowerCase().split("-").map((part) => arrows[part] ?? part).join(" + "));
  expect(keys.length).toBeGreaterThan(25);
  expect(keys.filter((key) => !listed.has(key))).toEqual([]);
});

test("the help lists every key that is told by its place, and every letter of an entry", () => {
  const placed = sources.flatMap(([, text]) => text.includes("altKey") ? [...text.matchAll(/"Key([A-Z])"/g)].map(([, letter]) => letter!.toLowerCase()) : []);
  expect(placed.length).toBeGreaterThan(2);
  expect(placed.filter((letter) => ![`alt + ${letter}`, `mod + alt + ${letter}`].some((key) => listed.has(key)))).toEqual([]);
  const actions = ["_Item.cshtml", "EntryActions.cs"].map((name) => readFileSync(`${root}/Pages/Desk/${name}`, "utf8")).join();
  const letters = [...actions.matchAll(/data-key="([a-z.])"|new\("[a-z-]+", "([a-z])"/g)].map(([, own, given]) => (own ?? given)!);
  expect(letters.length).toBeGreaterThan(15);
  expect(letters.filter((letter) => !listed.has(letter))).toEqual([]);
});
