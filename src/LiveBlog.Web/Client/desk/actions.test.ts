// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { actions } from "./actions";
import { outbox } from "./outbox";
import { StateLine } from "./state-line";

document.body.innerHTML = '<p id="list-state"></p><ol id="list"></ol>';
document.body.dataset.undoSeconds = "0";
actions(new StateLine(document.querySelector<HTMLElement>("#list-state")));

let asked: { url: string; method?: string | undefined; body: unknown }[];
const sent = () => vi.waitFor(async () => expect((await outbox()).items.filter((item) => item.state !== "done")).toEqual([]));

beforeEach(() => {
  asked = [];
  document.querySelector("#list")!.innerHTML = `<li class="item" id="d-a" data-id="a" data-name="Ouverture">
    <form data-act data-api="/api/v1/events/s/entries/a" data-method="PUT" data-body='{"version":1,"pinned":true}' data-done="Épinglée."><button class="pin">Épingler</button></form>
    <details><summary>Retirer</summary>
      <form data-act data-withdraw data-api="/api/v1/events/s/entries/a?version=1" data-method="DELETE" data-done="Retirée."><button>Oui</button></form></details>
    <details open><summary>Renvoyer</summary>
      <form data-send-back data-api="/api/v1/events/s/entries/a" data-done="Renvoyée."><input name="version" value="1"><textarea>Qui le dit ?</textarea><button class="back">Oui</button></form></details></li>`;
  vi.stubGlobal("fetch", (url: string, { method, body }: RequestInit) => {
    asked.push({ url, method, body: body === undefined ? undefined : JSON.parse(body as string) });
    return Promise.resolve(new Response("{}", { headers: { "content-type": "application/json" } }));
  });
});
afterEach(() => { vi.unstubAllGlobals(); });

test("a button sends what its form says, and says so when it is done", async () => {
  document.querySelector<HTMLElement>(".pin")!.click();
  await vi.waitFor(() => expect(asked).toEqual([{ url: "/api/v1/events/s/entries/a", method: "PUT", body: { version: 1, pinned: true } }]));
  await vi.waitFor(() => expect(document.querySelector("#list-state")!.textContent).toBe("Épinglée."));
  await sent();
});

test("what can be pulled back is sent without a question", async () => {
  const summary = document.querySelector("summary")!;
  summary.click();
  await vi.waitFor(() => expect(asked).toEqual([{ url: "/api/v1/events/s/entries/a?version=1", method: "DELETE", body: undefined }]));
  expect(summary.closest("details")!.open).toBe(false);
  await sent();
});

test("sent back, the reason goes before the entry", async () => {
  document.querySelector<HTMLElement>(".back")!.click();
  await sent();
  await vi.waitFor(() => expect(asked.map(({ url, method }) => `${method} ${url}`)).toEqual(["POST /api/v1/events/s/notes", "PUT /api/v1/events/s/entries/a"]));
  expect(asked[0]!.body).toMatchObject({ entryId: "a", text: "Qui le dit ?", forAuthor: true });
  expect(asked[1]!.body).toEqual({ version: 1, status: "draft" });
});
