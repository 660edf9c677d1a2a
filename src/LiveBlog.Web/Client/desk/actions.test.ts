// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { actions } from "./actions";

const item = (id: string) => `<li id="d-${id}">
  <form data-act data-api="/entries/${id}" data-method="PUT" data-body='{"version":1,"pinned":true}'><button class="pin">Épingler</button></form>
  <form data-act data-api="/entries/${id}" data-method="DELETE"><button class="withdraw">Retirer</button></form></li>`;

let answer: (response: Response) => void;
let asked: number;
const button = (id: string, name: string) => document.querySelector<HTMLButtonElement>(`#d-${id} .${name}`)!;
const waiting = () => [...document.querySelectorAll("button[aria-disabled=true]")].map((found) => `${found.closest("li")?.id} ${found.className}`);
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS;
  document.body.innerHTML = `<p id="list-state"></p><ol id="list">${item("a")}${item("b")}</ol>`;
  asked = 0;
  vi.stubGlobal("fetch", () => {
    asked++;
    return new Promise<Response>((resolve) => { answer = resolve; });
  });
  actions(document.querySelector<HTMLElement>("#list")!, () => {});
});
afterEach(() => { vi.unstubAllGlobals(); });

test("an entry's buttons show that they wait for an answer, and the focus stays", async () => {
  button("a", "pin").focus();
  button("a", "pin").click();
  expect(waiting()).toEqual(["d-a pin", "d-a withdraw"]);
  expect(document.activeElement).toBe(button("a", "pin"));
  button("a", "withdraw").click();
  expect(asked).toBe(1);

  answer(new Response("{}", { headers: { "content-type": "application/json" } }));
  await settled();
  expect(waiting()).toEqual([]);
  button("a", "withdraw").click();
  expect(asked).toBe(2);
});

test("so do those that come in their place meanwhile", async () => {
  button("b", "pin").click();
  document.querySelector("#d-b")!.outerHTML = item("b");
  await settled();
  expect(waiting()).toEqual(["d-b pin", "d-b withdraw"]);
});
