// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { isAtOnce, submitForm } from "../at-once";
import type { Medium } from "./items";
import { Tray } from "./tray";
import type { Sent } from "./upload";

// The network is what is played; the list, the form and what is kept are the real ones.
let answer: (sent: Sent) => void;
vi.mock("./upload", () => ({ upload: () => new Promise<Sent>((resolve) => { answer = resolve; }) }));
vi.mock("./reducer", () => ({ reduceBeside: async (file: Blob) => ({ files: [file], aspectRatio: 1 }) }));
// What this imitation of a browser lacks.
vi.stubGlobal("CSS", { escape: (name: string) => name });
Blob.prototype.arrayBuffer = async () => new ArrayBuffer(0);
vi.stubGlobal("fetch", async () => new Response("[]"));

const stored: Medium = { kind: "photo", path: "/media/2026/11/a", widths: "480", formats: "webp", aspectRatio: 1, alt: "" };
let form: HTMLFormElement;
let tray: Tray;
let sent: { readonly media: Medium[]; readonly button: string; readonly atOnce: boolean }[];

beforeEach(() => {
  const words = ["media-waiting", "media-stopped", "media-waiting-line", "media-send-without", "media-retry", "media-remove", "media-failed"];
  document.body.innerHTML = `<div id="desk-words">${words.map((name) => `<span data-word="${name}">${name}</span>`).join("")}</div>
    <form><fieldset id="m" data-media="entry" data-photo-bytes="100" data-audio-bytes="100" data-video-bytes="100" data-most="30">
    <input type="hidden" name="Entry.Media"><ol data-list></ol><p data-media-state></p></fieldset>
    <textarea name="Entry.Body">Le pont est fermé.</textarea><button name="to" value="published"></button></form>`;
  form = document.querySelector("form")!;
  tray = new Tray(form, form.querySelector<HTMLElement>("[data-media]")!, form);
  sent = [];
  form.addEventListener("submit", (submit) => {
    submit.preventDefault();
    const field = form.querySelector<HTMLInputElement>("[name='Entry.Media']")!.value;
    sent.push({ media: JSON.parse(field || "[]") as Medium[], button: (submit.submitter as HTMLButtonElement).value, atOnce: isAtOnce(form) });
  });
});

const state = () => form.querySelector("[data-media-state]")!.textContent;
const photo = () => new File(["x"], "IMG_1.jpg", { type: "image/jpeg" });
const press = (atOnce: boolean) => submitForm(form, form.querySelector<HTMLElement>("button[name=to]"), atOnce);
const uploading = () => vi.waitFor(() => expect(form.querySelector("progress")!.hasAttribute("value")).toBe(true));

test.each([false, true])("an entry waits for its photo and goes with it, once, as it was sent (at once: %s)", async (atOnce) => {
  void tray.add([photo()]);
  // Even before the file is read.
  press(atOnce);
  expect(state()).toContain("media-waiting");
  await uploading();
  press(atOnce);
  expect(sent).toEqual([]);
  answer({ kind: "done", medium: stored });
  await vi.waitFor(() => expect(sent).toEqual([{ media: [expect.objectContaining({ path: stored.path })], button: "published", atOnce }]));
  expect(isAtOnce(form)).toBe(false);
});

test("a photo that is refused stops the entry, and the text stays until one says what is to be done", async () => {
  void tray.add([photo()]);
  press(true);
  await uploading();
  answer({ kind: "refused", status: 400, args: [], detail: "No." });
  await vi.waitFor(() => expect(state()).toContain("media-stopped"));
  press(true);
  expect(sent).toEqual([]);
  expect(form.querySelector("textarea")!.value).toBe("Le pont est fermé.");
  form.querySelector<HTMLElement>("[data-media-state] button")!.click();
  expect(sent).toEqual([{ media: [], button: "published", atOnce: true }]);
});

test("a line that is away is said, and the entry waits on", async () => {
  void tray.add([photo()]);
  press(false);
  await uploading();
  answer({ kind: "failed" });
  await vi.waitFor(() => expect(state()).toContain("media-waiting-line"));
  expect(sent).toEqual([]);
});

test("another text in the form is not sent in place of the one that waits", async () => {
  void tray.add([photo()]);
  press(false);
  await uploading();
  // As whoever takes another draft does it.
  form.querySelector<HTMLInputElement>("[name='Entry.Media']")!.value = "";
  await vi.waitFor(() => expect(form.querySelectorAll("li")).toHaveLength(0));
  answer({ kind: "done", medium: stored });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(sent).toEqual([]);
});
