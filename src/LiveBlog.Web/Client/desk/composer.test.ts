// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { composer } from "./composer";
import { browserLocks, Drafts } from "./drafts";
import { Keeper } from "./keeper";
import { StateLine } from "./state-line";

const form = () => document.querySelector<HTMLFormElement>("form")!;
const headline = () => form().querySelector<HTMLInputElement>("[name='Entry.Headline']")!;
const stop = () => form().querySelector<HTMLElement>("[data-stop]")!;
const notices = () => [...form().querySelectorAll<HTMLElement>("[data-notices] > .notice")];
const named = (text: string) => [...form().querySelectorAll("button")].find((button) => button.textContent === text)!;
const drafts = (page: string) => new Drafts(localStorage, "composer.otan", page, () => ++time);
const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
const settled = () => new Promise((resolve) => setTimeout(resolve));

let time = 0;
let keeper: Keeper;
/** The bodies that were sent. */
let sent: { id: string; headline: string }[];
/** Answers what was sent last. */
let answer: (response: Response) => void;

async function open(page: string): Promise<void> {
  document.body.innerHTML = `<div id="desk-words"><i data-word="draft-take">Reprendre</i></div>
    <form data-keep="otan" data-api="/entries"><div data-notices></div>
      <template data-earlier-template><div class="notice" data-earlier><q></q>
        <button type="button" data-as="edit"></button><button type="button" data-as="new"></button></div></template>
      <input name="Entry.Headline"><input type="hidden" name="Entry.Id" value=""><input type="hidden" name="draft" value="">
      <div class="send"><button class="primary" name="to" value="published"></button><button type="button" data-stop hidden></button></div>
    </form>`;
  const line = new StateLine(null);
  keeper = new Keeper(form(), { drafts: drafts(page), locks: browserLocks(undefined), line, tab: sessionStorage });
  composer(form(), keeper, line, () => {});
  await keeper.begin();
}

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

beforeEach(() => {
  globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS;
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
afterEach(() => { vi.unstubAllGlobals(); });

test("what was sent is forgotten, and the form is empty for a new text with an id of its own", async () => {
  await open("page");
  type("Un");
  await post();
  const { id } = sent[0]!;
  answer(json(201, { id, version: 1 }));
  await settled();
  expect([headline().value, drafts("page").list()]).toEqual(["", []]);
  expect(keeper.id).not.toBe(id);
});

test("another text can't be taken while one is being sent, and can afterwards", async () => {
  drafts("before").save("1", { "Entry.Headline": "Premier" });
  drafts("before").save("2", { "Entry.Headline": "Deuxième" });
  await open("page");
  type("Troisième");
  await post();
  expect(named("Reprendre").ariaDisabled).toBe("true");
  named("Reprendre").click();
  expect(headline().value).toBe("Troisième");

  answer(json(201, { version: 1 }));
  await settled();
  expect(drafts("page").list().map(({ id }) => id)).toEqual(["2", "1"]);
  named("Reprendre").click();
  expect([headline().value, keeper.id]).toEqual(["Deuxième", "2"]);
});

test("a text that came into the form during a sending is not lost when that comes through", async () => {
  await open("page");
  type("Un");
  await post();
  keeper.use("2");
  type("Deux");
  keeper.save();
  answer(json(201, { version: 1 }));
  await settled();
  expect([headline().value, keeper.id]).toEqual(["Deux", "2"]);
  expect(drafts("page").list().map(({ id }) => id)).toEqual(["2"]);
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
  expect(sent[0]!.id).toBe(keeper.id);
  stop().click();
  await settled();
  await post();
  expect(sent[1]!.id).toBe(sent[0]!.id);
});

test.each([false, true])("keeps the id it was sent with, even if another page takes it over (loaded anew: %s)", async (anew) => {
  await open("page");
  type("Un");
  await post();
  stop().click();
  await settled();
  if (anew) await open("page again");
  takeElsewhere(sent[0]!.id);
  type("Un, revu");
  for (let attempt = 0; attempt < 2; attempt++) {
    await post();
    stop().click();
    await settled();
  }
  const { id } = sent[0]!;
  expect(sent.map(({ id, headline }) => [id, headline])).toEqual([[id, "Un"], [id, "Un, revu"], [id, "Un, revu"]]);
  expect(drafts("other").read(sent[0]!.id)?.fields["Entry.Headline"]).toBe("Un");
});

test("the question what to do with an earlier sending is not asked of another text", async () => {
  drafts("before").save("1", { "Entry.Headline": "Premier" });
  drafts("before").save("2", { "Entry.Headline": "Deuxième" });
  await open("page");
  type("Troisième");
  await post();
  answer(json(409, { code: "entry-id-used", current: { version: 1, headline: "Avant" } }));
  await settled();
  const edit = form().querySelector<HTMLElement>("[data-as=edit]")!;
  named("Reprendre").click();
  edit.click();
  await settled();
  expect(sent.length).toBe(1);
  expect(notices().some((notice) => notice.dataset.earlier !== undefined)).toBe(false);
  expect(headline().value).toBe("Deuxième");
});
