// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { doingOf } from "./doing";
import type { Person } from "./hub";
import { People } from "./people";

const person = (name: string, more: Partial<Person> = {}): Person =>
  ({ name, key: name, doing: "here", entryId: null, entryIds: [], since: "2026-01-01T00:00:00Z", ...more });

// jsdom has none.
Object.assign(globalThis, { CSS: { escape: (text: string) => text.replace(/[^\w-]/g, "\\$&") } });

beforeEach(() => {
  document.body.innerHTML = `<div id="desk-words"><span data-word="people-edits-this">{0} modifie cette publication</span>
    <span data-word="people-edit-this">{0} modifient cette publication</span><span data-word="people-and">et</span>
    <span data-word="people-you">vous</span><span data-word="people-writing">écrit</span></div>
    <div data-people hidden><ul></ul></div><ol><li id="d-1"></li><li id="d-2"></li></ol>`;
});

test("who is here is shown once there are several, and whoever edits an entry beside it", async () => {
  const people = new People(document.body, "Claire");
  people.show([person("Claire", { doing: "editing", entryId: "2", entryIds: ["2"] })]);
  expect(document.querySelector<HTMLElement>("[data-people]")!.hidden).toBe(true);
  people.show([person("Camille", { doing: "writing", entryIds: ["1"] }), person("Claire", { doing: "editing", entryIds: ["1", "2"] })]);
  expect([...document.querySelectorAll("li b")].map((b) => b.parentElement!.textContent)).toEqual(["Camille écrit", "Claire vous"]);
  expect(document.querySelector("#d-1")!.textContent).toBe("Camille modifie cette publication");
  expect(document.querySelector("#d-2")!.textContent).toBe("");
  // The list is replaced, and a form opens for the entry.
  document.querySelector("#d-1")!.innerHTML = `<form id="editor" data-keep="1"></form>`;
  await Promise.resolve();
  expect(document.querySelector("form")!.textContent).toBe("Camille modifie cette publication");
  people.show([person("Camille"), person("Claire")]);
  expect(document.querySelectorAll(".being-edited")).toHaveLength(0);
});

test("what one does is seen from the page, unless nobody has touched it for long", () => {
  document.body.innerHTML = `<form id="composer"><input name="Entry.Headline"></form>`;
  expect(doingOf(document, false)).toEqual({ doing: "here", entryId: null });
  document.querySelector("input")!.value = "Reprise";
  expect(doingOf(document, false)).toEqual({ doing: "writing", entryId: null });
  document.body.insertAdjacentHTML("beforeend", `<form id="editor" data-keep="1"></form>`);
  expect(doingOf(document, false)).toEqual({ doing: "editing", entryId: "1" });
  expect(doingOf(document, true)).toEqual({ doing: "here", entryId: null });
});
