// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { browserLocks, Drafts } from "./drafts";
import { closingEvent, Keeper } from "./keeper";
import { StateLine } from "./state-line";

const form = () => document.querySelector<HTMLFormElement>("form")!;
const headline = () => form().querySelector<HTMLInputElement>("input")!;
const drafts = () => new Drafts(localStorage, "editor.7", "page");
const kept = () => drafts().list().map((draft) => draft.fields["Entry.Headline"]);
const open = () => new Keeper(form(), { drafts: drafts(), locks: browserLocks(undefined), line: new StateLine(null), tab: sessionStorage });

function type(text: string): void {
  headline().value = text;
  headline().dispatchEvent(new Event("input", { bubbles: true }));
}

beforeEach(() => {
  globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS;
  localStorage.clear();
  sessionStorage.clear();
  document.body.innerHTML = `<form id="editor" data-keep="7"><input name="Entry.Headline" value="Avant"></form>`;
});

test("what is typed into a text after it was sent is another text, which is not forgotten with the first", async () => {
  const keeper = open();
  await keeper.begin();
  type("Avant, revu");
  const id = keeper.settle();
  keeper.done(id);
  type("Avant, revu deux fois");
  keeper.save();
  expect(keeper.id).not.toBe(id);
  expect(kept()).toEqual(["Avant, revu deux fois"]);
});

test("what is typed on while the first part is being sent is an edit of that", async () => {
  const keeper = open();
  await keeper.begin();
  type("Avant, revu");
  const [id, sent] = [keeper.settle(), keeper.fields()];
  type("Avant, revu deux fois");
  keeper.goOn(id, sent);
  expect([keeper.id === id, keeper.base["Entry.Headline"], kept()]).toEqual([false, "Avant, revu", ["Avant, revu deux fois"]]);
});

test("a text that was sent before the page had looked for earlier ones does not come back into the form", async () => {
  form().innerHTML = '<input name="Entry.Headline"><input type="hidden" name="Entry.Id"><input type="hidden" name="draft">';
  const keeper = open();
  type("Écrit tout de suite");
  keeper.save();
  const begun = keeper.begin();
  keeper.clear();
  await begun;
  expect(headline().value).toBe("");
});

test("a form that closes keeps its last keys, and one that is gone writes nothing over what was made of them since", async () => {
  await open().begin();
  type("Avant, revu");
  const closed = form();
  closed.dispatchEvent(new Event(closingEvent));
  expect(kept()).toEqual(["Avant, revu"]);
  closed.remove();
  localStorage.clear();
  dispatchEvent(new Event("pagehide"));
  expect(kept()).toEqual([]);
});
