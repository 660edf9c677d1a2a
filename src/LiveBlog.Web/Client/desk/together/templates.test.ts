// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { Templates } from "./templates";

const goal = { id: "1", name: "But", headline: "But de {{joueur}} !", body: "{{minute}}e minute.", key: true, breaking: false, wire: false };
let form: HTMLFormElement;

// jsdom has none.
Object.assign(globalThis, { CSS: { escape: (text: string) => text.replace(/[^\w-]/g, "\\$&") } });

beforeEach(async () => {
  document.body.innerHTML = `<div id="desk-words"><span data-word="template-left">Reste {0}</span><span data-word="template-undo">Annuler</span></div>
    <form id="composer"><div class="field"><input name="Entry.Headline"></div><div class="field"><textarea name="Entry.Body"></textarea></div>
    <input type="checkbox" name="Entry.Key"><details data-templates data-api="/t"><summary></summary>
    <ul data-template-list></ul><p data-template-none></p><p data-template-keys></p></details><button value="published"></button></form>`;
  form = document.querySelector("form")!;
  new Templates(form.querySelector("details")!, form, () => Promise.resolve([goal]));
  form.addEventListener("submit", (submit) => { submit.preventDefault(); form.dataset.sent = "true"; });
  headline().focus();
  await settled();
});

const headline = () => form.querySelector<HTMLInputElement>("input[name='Entry.Headline']")!;
const body = () => form.querySelector<HTMLTextAreaElement>("textarea")!;
const settled = () => new Promise((resolve) => setTimeout(resolve, 60));
const press = (key: string, more = {}) => document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
const selected = () => {
  const field = document.activeElement as HTMLInputElement;
  return field.value.slice(field.selectionStart!, field.selectionEnd!);
};
async function type(field: HTMLInputElement | HTMLTextAreaElement, text: string) {
  field.setRangeText(text, field.selectionStart!, field.selectionEnd!, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await settled();
}

test("a template called by its name fills the entry, and Tab goes from place to place", async () => {
  await type(headline(), ";bu");
  press("Enter");
  await settled();
  expect([headline().value, body().value]).toEqual([goal.headline, goal.body]);
  expect(form.querySelector<HTMLInputElement>("[name='Entry.Key']")!.checked).toBe(true);
  expect(selected()).toBe("{{joueur}}");
  await type(headline(), "Mbappé");
  press("Tab");
  expect([document.activeElement, selected()]).toEqual([body(), "{{minute}}"]);
  press("Tab", { shiftKey: true });
  expect(document.activeElement).toBe(body());
  await type(body(), "12");
  // Nothing left to fill in: Tab is the browser's again.
  expect(press("Tab")).toBe(true);
  form.requestSubmit(form.querySelector<HTMLElement>("button[value]"));
  expect(form.dataset.sent).toBe("true");
});

test("undo brings back what was there before, marks included", async () => {
  await type(headline(), "Déjà là");
  await type(body(), "Un texte.");
  form.querySelector("details")!.open = true;
  await settled();
  form.querySelector<HTMLElement>("[data-template-list] button")!.click();
  await settled();
  expect([headline().value, body().value]).toEqual(["Déjà là", `Un texte.\n\n${goal.body}`]);
  press("z", { ctrlKey: true });
  expect([headline().value, body().value]).toEqual(["Déjà là", "Un texte."]);
  expect(form.querySelector<HTMLInputElement>("[name='Entry.Key']")!.checked).toBe(false);
});

test("what is left to fill in is said before readers see it", async () => {
  await type(headline(), ";but");
  press("Tab");
  await settled();
  form.requestSubmit(form.querySelector<HTMLElement>("button[value]"));
  expect(form.dataset.sent).toBeUndefined();
  expect(form.textContent).toContain("Reste joueur, minute");
  form.requestSubmit(form.querySelector<HTMLElement>("button[value]"));
  expect(form.dataset.sent).toBe("true");
});
