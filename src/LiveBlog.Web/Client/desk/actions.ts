// The buttons beside an entry and the event's own: each is a form, which goes through the outbox instead.
import { enqueue, onSettled, type Wanted } from "./outbox";
import type { StateLine } from "./state-line";
import { uuid7 } from "./uuid";
import { word } from "./words";

/** @param line where it is said what was done */
export function actions(line: StateLine): void {
  /** What to say when a request has come through, by its place in the outbox. */
  const said = new Map<string, string>();

  document.addEventListener("submit", (submit) => {
    const form = submit.target as HTMLFormElement;
    const { act, sendBack, api } = form.dataset;
    if (api === undefined || (act === undefined && sendBack === undefined)) return;
    submit.preventDefault();
    form.closest("details")?.removeAttribute("open");
    form.closest("details.menu")?.removeAttribute("open");
    if (sendBack !== undefined) giveBack(form, api);
    else run(form, api);
  });
  // What can be pulled back needs no question; without a script there is one.
  document.addEventListener("click", (click) => {
    const summary = click.target instanceof Element ? click.target.closest("summary") : null;
    const form = summary?.parentElement?.querySelector<HTMLFormElement>(":scope > form[data-withdraw]");
    if (!form) return;
    click.preventDefault();
    form.requestSubmit();
  });
  onSettled(({ kind, item }) => {
    const text = said.get(item.id);
    said.delete(item.id);
    if (kind === "done" && text) line.say(text);
  });

  function run(form: HTMLFormElement, api: string): void {
    const { method, body, done = "", label = "" } = form.dataset;
    send({
      ...about(form, label || done), method: method as Wanted["method"], url: api,
      ...(body !== undefined && { body: JSON.parse(body) as Record<string, unknown> }),
      undoable: form.dataset.withdraw !== undefined,
    }, done);
  }

  /** First the reason, so that whoever finds the text again finds it there. */
  function giveBack(form: HTMLFormElement, api: string): void {
    const why = form.querySelector<HTMLTextAreaElement>("textarea")?.value.trim() ?? "";
    const version = Number(form.querySelector<HTMLInputElement>('[name="version"]')?.value);
    const named = about(form, form.dataset.done ?? "");
    if (why !== "") {
      send({ ...named, method: "POST", url: api.replace(/\/entries\/.*$/, "/notes"), body: { id: uuid7(), entryId: named.entryId, text: why, forAuthor: true }, undoable: false }, "");
    }
    send({ ...named, method: "PUT", url: api, body: { version, status: "draft" }, undoable: false }, form.dataset.done ?? "");
  }

  function send(wanted: Wanted, done: string): void {
    enqueue(wanted).then((item) => said.set(item.id, done), () => line.say(word("outbox-not-stored")));
  }
}

function about(form: HTMLFormElement, label: string): { label: string; entryId?: string } {
  const entry = form.closest<HTMLElement>("li.item");
  const { id, name } = entry?.dataset ?? {};
  return { label: [label.replace(/[.…]$/, ""), name].filter(Boolean).join(" : "), ...(id !== undefined && { entryId: id }) };
}
