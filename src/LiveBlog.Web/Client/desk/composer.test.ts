// @vitest-environment jsdom
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { browserLocks, Drafts } from "./drafts";
import type { Outbox } from "./outbox/outbox";
import { Keeper } from "./keeper";
import { StateLine } from "./state-line";

const form = () => document.querySelector<HTMLFormElement>("form")!;
const headline = () => form().querySelector<HTMLInputElement>("[name='Entry.Headline']")!;
const drafts = (page: string) => new Drafts(localStorage, "composer.otan", page, () => ++time);
const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
const settled = async () => { for (let i = 0; i < 30; i++) await new Promise((resolve) => setTimeout(resolve)); };

let time = 0;
let keeper: Keeper;
let outbox: Outbox;
/** The bodies that were sent. */
let sent: { id: string; headline: string }[];
/** Answers what was sent last. */
let answer: (response: Response) => void;

async function open(page: string, undoSeconds = 0): Promise<void> {
  document.body.dataset.undoSeconds = `${undoSeconds}`;
  document.body.innerHTML = `<form data-keep="otan" data-api="/entries"><div data-notices></div>
      <div class="field" data-field="headline"><input id="headline" name="Entry.Headline"></div>
      <input type="hidden" name="Entry.Media" value=""><input type="hidden" name="Entry.Id" value=""><input type="hidden" name="draft" value="">
      <select name="Entry.Certainty"><option>none</option><option>confirmed</option></select>
      <div class="send"><button class="primary" name="to" value="published"></button></div>
    </form>`;
  // The page's modules anew, as after a reload.
  vi.resetModules();
  const { composer } = await import("./composer");
  const { outbox: opened, wasSent } = await import("./outbox");
  outbox = await opened();
  const { giveBack } = await import("./outbox/back");
  pullBack = async (id) => {
    const item = await outbox.undo(id);
    return item?.form !== undefined && giveBack({ form: item.form, tried: item.tried });
  };
  const line = new StateLine(null);
  keeper = new Keeper(form(), { drafts: drafts(page), locks: browserLocks(undefined), line, tab: sessionStorage, wasSent });
  composer(form(), keeper, line, () => {});
  await keeper.begin();
}

let pullBack: (id: string) => Promise<boolean>;

function type(text: string): void {
  headline().value = text;
  headline().dispatchEvent(new Event("input", { bubbles: true }));
}

async function post(): Promise<void> {
  form().requestSubmit(form().querySelector<HTMLButtonElement>(".primary"));
  await settled();
}

/** Takes another page's text while nothing is locked: as if a page without Web Locks had opened it. */
function takeElsewhere(id: string): void {
  drafts("other").takeOver(drafts("other").read(id)!);
}

const waiting = () => outbox.items.filter((item) => item.state !== "done");

beforeEach(() => {
  globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS;
  vi.stubGlobal("indexedDB", new IDBFactory());
  localStorage.clear();
  sessionStorage.clear();
  sent = [];
  vi.stubGlobal("fetch", (_: string, { body, signal }: RequestInit) => {
    sent.push(JSON.parse(body as string));
    return new Promise((resolve, reject) => {
      answer = resolve;
      signal?.addEventListener("abort", () => reject(new Error("aborted")));
    });
  });
});
afterEach(() => {
  outbox.close();
  vi.unstubAllGlobals();
});

test("what the outbox has is no draft any more, and the form is empty for a new text with an id of its own", async () => {
  await open("page");
  type("Un");
  await post();
  const { id } = sent[0]!;
  expect([headline().value, drafts("page").list()]).toEqual(["", []]);
  expect(keeper.id).not.toBe(id);
  expect(waiting().map((item) => [item.entryId, item.body?.headline])).toEqual([[id, "Un"]]);
  answer(json(201, { id, version: 1 }));
  await settled();
  expect(waiting()).toEqual([]);
});

test("what is pulled back stands in the form exactly as it did, under the same id", async () => {
  await open("page", 10);
  type("Un");
  form().querySelector("select")!.value = "confirmed";
  form().querySelector<HTMLInputElement>("[name='Entry.Media']")!.value = '[{"path":"a"}]';
  const { id } = keeper;
  const typed = keeper.fields();
  await post();
  expect([sent, headline().value, form().querySelector("select")!.value]).toEqual([[], "", "none"]);
  expect(await pullBack(waiting()[0]!.id)).toBe(true);
  expect([keeper.id, keeper.fields(), waiting()]).toEqual([id, typed, []]);
  // And it is kept again.
  expect(drafts("page").list().map((draft) => draft.id)).toEqual([id]);
});

test("what was typed meanwhile stays kept when an earlier text is pulled back", async () => {
  await open("page", 10);
  type("Un");
  await post();
  type("Deux");
  await pullBack(waiting()[0]!.id);
  expect(headline().value).toBe("Un");
  expect(drafts("page").list().map((draft) => draft.fields["Entry.Headline"]).sort()).toEqual(["Deux", "Un"]);
});

test("what is typed while a text is being stored is a text of its own", async () => {
  await open("page");
  type("Un");
  form().requestSubmit(form().querySelector<HTMLButtonElement>(".primary"));
  type(`${headline().value}Deux`);
  await settled();
  keeper.save();
  expect([sent.map((body) => body.headline), headline().value]).toEqual([["Un"], "Deux"]);
  expect(drafts("page").list().map((draft) => draft.fields["Entry.Headline"])).toEqual(["Deux"]);
});

test("what can't be stored stands in the form again, and what was typed since stays kept", async () => {
  await open("page");
  vi.spyOn(outbox, "enqueue").mockRejectedValue(new Error("The disk is full."));
  type("Un");
  const { id } = keeper;
  form().requestSubmit(form().querySelector<HTMLButtonElement>(".primary"));
  type("Deux");
  await settled();
  expect([keeper.id, headline().value]).toEqual([id, "Un"]);
  expect(drafts("page").list().map((draft) => draft.fields["Entry.Headline"]).sort()).toEqual(["Deux", "Un"]);
});

test("an empty entry is not sent", async () => {
  await open("page");
  await post();
  type("  ");
  await post();
  expect([sent, waiting()]).toEqual([[], []]);
});

test("what is refused at once is back in the form, where nothing else was begun", async () => {
  await open("page");
  type("Trop long");
  await post();
  answer(json(400, { code: "text-too-long", field: "headline", detail: "Shorten it." }));
  await settled();
  expect([headline().value, waiting()]).toEqual(["Trop long", []]);
  expect(form().querySelector(".error")?.textContent).toBe("Shorten it.");
});

test("what is refused later waits with its whole text, and the form keeps what was begun", async () => {
  await open("page");
  type("Trop long");
  await post();
  type("Le suivant");
  answer(json(400, { code: "text-too-long", field: "headline" }));
  await settled();
  expect(headline().value).toBe("Le suivant");
  expect(waiting().map((item) => [item.state, item.body?.headline])).toEqual([["refused", "Trop long"]]);
});

test("is sent under the id that it is kept with, when another page has taken the text over", async () => {
  await open("page");
  type("Un");
  keeper.save();
  const taken = keeper.id;
  takeElsewhere(taken);
  type("Un, revu");
  await post();
  expect(sent[0]!.id).not.toBe(taken);
  expect(drafts("other").read(taken)?.fields["Entry.Headline"]).toBe("Un");
});

test("a text that was sent keeps its id, even if it is pulled back and another page takes it over", async () => {
  await open("page");
  type("Un");
  await post();
  const { id } = sent[0]!;
  await pullBack(waiting()[0]!.id);
  takeElsewhere(id);
  type("Un, revu");
  await post();
  expect(sent.map(({ id, headline }) => [id, headline])).toEqual([[id, "Un"]]);
  expect(waiting().map((item) => [item.entryId, item.body?.headline])).toEqual([[id, "Un, revu"]]);
});

test("a form that a killed page could not clear is cleared when its text is known to be in the outbox", async () => {
  await open("page");
  type("Un");
  const kept = () => drafts("page").list().map((draft) => draft.id);
  keeper.settle();
  const [draft] = drafts("page").list();
  await post();
  drafts("page").takeOver(draft!);
  outbox.close();
  await open("page again");
  await settled();
  expect([kept(), headline().value]).toEqual([[], ""]);
});
