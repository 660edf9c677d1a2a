// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from "vitest";
// Read once before the tests: what it is made of takes longer than a test may.
import "./index";

let answer: () => Promise<Response>;

const page = async (): Promise<void> => {
  document.body.innerHTML = `<form id="file" hidden data-kept="kept" data-queued="queued" data-sent="sent" data-waiting="To be sent:" data-gone="gone"
    data-failed="failed {0}" data-edit="Edit" data-named="{0}: {1}"><input name="Id" value="${crypto.randomUUID()}"><input name="Version" value="0">
    <input name="Headline"><textarea name="Body"></textarea><button></button><p data-state></p><ul data-queue hidden></ul></form>`;
  vi.resetModules();
  await import("./index");
};
const form = () => document.querySelector("form")!;
const body = () => document.querySelector("textarea")!;
const type = (text: string) => {
  body().value = text;
  body().dispatchEvent(new Event("input", { bubbles: true }));
};
const press = () => form().dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
/** Every text that a correspondent still sees or can take back. */
const everything = () => `${body().value} ${document.querySelector("ul")!.textContent}`;

beforeEach(() => {
  localStorage.clear();
  answer = () => Promise.reject(new TypeError("Failed to fetch"));
  vi.stubGlobal("fetch", () => answer());
});

test("texts that are refused while another is being typed are all still there, and each can be taken back", async () => {
  await page();
  for (const text of ["first", "second"]) {
    type(text);
    press();
    await settled();
  }
  type("third");
  answer = () => Promise.resolve(new Response("{}", { status: 410, headers: { "content-type": "application/json" } }));
  dispatchEvent(new Event("online"));
  await settled();
  for (const text of ["first", "second", "third"]) expect(everything()).toContain(text);
  expect(body().value).toBe("third");
  // A reload loses nothing either, although the link's page shows no form by now.
  await page();
  for (const text of ["first", "second", "third"]) expect(everything()).toContain(text);
  expect(form().hidden).toBe(false);
  document.querySelector<HTMLButtonElement>("li button")!.click();
  expect(body().value).toBe("first");
  for (const text of ["first", "second", "third"]) expect(everything()).toContain(text);
});

test("a new text that was typed in two tabs is two texts", async () => {
  await page();
  type("one");
  const id = document.querySelector<HTMLInputElement>("[name=Id]")!.value;
  await page();
  expect(body().value).toBe("one");
  expect(document.querySelector<HTMLInputElement>("[name=Id]")!.value).not.toBe(id);
});

test("what a browser has no room for is sent by the form itself", async () => {
  await page();
  type("text");
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => { throw new Error("full"); });
  const submit = new Event("submit", { bubbles: true, cancelable: true });
  form().dispatchEvent(submit);
  vi.restoreAllMocks();
  expect(submit.defaultPrevented).toBe(false);
  expect(body().value).toBe("text");
});
