// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { elementFrom } from "../shared/html";
import { swap } from "./swap";

const item = (id: string, stamp: string) =>
  `<li id="${id}" data-stamp="${stamp}"><a href="#" data-focus="edit">${stamp}</a><details data-menu="withdraw"><summary>…</summary></details></li>`;
const list = (revision: number, ...items: string[]) => elementFrom(`<div id="desk-live" data-revision="${revision}"><ol id="o">${items.join("")}</ol></div>`)!;

let shown: HTMLElement;
const ids = () => [...shown.querySelectorAll("li")].map((li) => li.id).join("");

beforeEach(() => {
  // jsdom has no CSS object.
  globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS;
  shown = list(1, item("a", "1"), item("b", "1"), item("c", "1"));
  document.body.replaceChildren(shown);
});

test("adds, removes, reorders and takes the new revision", () => {
  swap(shown, list(2, item("d", "1"), item("c", "1"), item("a", "1")));
  expect([ids(), shown.dataset.revision]).toEqual(["dca", "2"]);
});

test("keeps the elements that did not change", () => {
  const before = shown.querySelector("#b");
  swap(shown, list(2, item("d", "1"), item("a", "2"), item("b", "1"), item("c", "1")));
  expect(shown.querySelector("#b")).toBe(before);
  expect(shown.querySelector("#a a")?.textContent).toBe("2");
});

test("keeps the focus when something arrives above and when the focused entry changes", () => {
  shown.querySelector<HTMLElement>("#b a")!.focus();
  swap(shown, list(2, item("d", "1"), item("a", "1"), item("b", "1"), item("c", "1")));
  expect(document.activeElement).toBe(shown.querySelector("#b a"));
  swap(shown, list(3, item("d", "1"), item("a", "1"), item("b", "2"), item("c", "1")));
  expect(document.activeElement).toBe(shown.querySelector("#b a"));
});

test("keeps closed what comes open from the server", () => {
  const panel = (stamp: string) => elementFrom(`<div id="pinned"><details id="box" data-menu="pinned" open data-stamp="${stamp}"><summary>…</summary></details></div>`)!;
  const pinned = panel("1");
  document.body.replaceChildren(pinned);
  pinned.querySelector("details")!.open = false;
  swap(pinned, panel("2"));
  expect([pinned.querySelector("details")!.dataset.stamp, pinned.querySelector("details")!.open]).toEqual(["2", false]);
});

test("keeps an open menu open", () => {
  shown.querySelector<HTMLDetailsElement>("#b details")!.open = true;
  swap(shown, list(2, item("a", "1"), item("b", "2"), item("c", "1")));
  expect([...shown.querySelectorAll("details[open]")].map((menu) => menu.closest("li")?.id)).toEqual(["b"]);
});
