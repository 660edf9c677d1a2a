// Editing an entry where it stands. One at a time: what was typed into another is kept, and comes back with it.
import { elementFrom } from "../../shared/html";
import { queuedEvent } from "../editor";
import { closingEvent } from "../keeper";
import { backEvent, type Back } from "../outbox/back";
import type { StateLine } from "../state-line";
import { word } from "../words";
import { entries, focusEntry } from "./entries";

const answerMs = 10_000;

export interface Editing {
  /** Opens the form of an entry in its place; on a page of its own where that fails. */
  open(entry: HTMLElement): Promise<void>;
  /** Opens the newest entry that whoever looks at the page filed. */
  openNewest(): Promise<void>;
}

/** @param mount makes a form keep and send what is typed into it */
export function editing(line: StateLine, mount: (form: HTMLFormElement) => void): Editing {
  let opening: string | null = null;

  document.addEventListener("click", (click) => {
    if (click.defaultPrevented || click.button !== 0 || click.ctrlKey || click.metaKey || click.shiftKey) return;
    const target = click.target instanceof Element ? click.target : null;
    const link = target?.closest<HTMLElement>("a[data-edit]");
    const entry = target?.closest<HTMLElement>("li.item");
    if (!entry) return;
    if (link) {
      click.preventDefault();
      void open(entry);
    } else if (target?.closest("[data-close]")) {
      click.preventDefault();
      close(entry);
    }
  });
  document.addEventListener(queuedEvent, (queued) => {
    const entry = queued.target instanceof Element ? queued.target.closest<HTMLElement>("li.item") : null;
    if (entry) close(entry);
  });
  // An edit that is pulled back goes on where it was made; its text is among the drafts by the time the form is there.
  document.addEventListener(backEvent, (event) => {
    const { form } = (event as CustomEvent<Back>).detail;
    const entry = /\.editor\./.test(form.name) ? document.getElementById(`d-${form.name.slice(form.name.lastIndexOf(".") + 1)}`) : null;
    if (entry && !event.defaultPrevented) setTimeout(() => void open(entry));
  });

  async function open(entry: HTMLElement): Promise<void> {
    const { id = "" } = entry.dataset;
    const there = entry.querySelector<HTMLElement>("form#editor");
    if (there) {
      focusIn(there);
      return;
    }
    const address = entry.querySelector<HTMLAnchorElement>("a[data-edit]")?.href;
    if (address === undefined || opening === id) return;
    opening = id;
    try {
      const form = await formAt(address);
      if (opening !== id || !entry.isConnected) return;
      for (const other of document.querySelectorAll("#desk-entries form#editor")) close(other.closest<HTMLElement>("li.item")!);
      entry.querySelector("details[open]")?.removeAttribute("open");
      // The form stays on the desk: there is nowhere to go back to.
      delete form.dataset.back;
      entry.querySelector(".shown")!.before(form);
      entry.dataset.editing = "true";
      mount(form);
      focusIn(form);
      form.scrollIntoView({ block: "nearest" });
    } catch {
      line.say(word("edit-not-opened"));
    } finally {
      if (opening === id) opening = null;
    }
  }

  function openNewest(): Promise<void> {
    const mine = entries().find((entry) => entry.dataset.mine === "true" && entry.querySelector("a[data-edit]"));
    if (mine) return open(mine);
    line.say(word("nothing-to-edit"));
    return Promise.resolve();
  }

  return { open, openNewest };
}

/** Takes the form away; what was typed and not sent stays kept. */
export function close(entry: HTMLElement): void {
  const form = entry.querySelector("form#editor");
  if (form === null) return;
  // The keeper waits a little after each key.
  form.dispatchEvent(new Event(closingEvent));
  const had = form.contains(document.activeElement);
  form.remove();
  delete entry.dataset.editing;
  if (had) focusEntry(entry);
}

function focusIn(form: HTMLElement): void {
  const text = form.querySelector<HTMLTextAreaElement>('[name="Entry.Body"]');
  if (text === null) return;
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
}

async function formAt(address: string): Promise<HTMLFormElement> {
  const url = new URL(address, location.href);
  url.searchParams.set("handler", "Form");
  const response = await fetch(url, { cache: "no-store", redirect: "error", signal: AbortSignal.timeout?.(answerMs) ?? null });
  const form = response.ok ? elementFrom(await response.text()) : null;
  if (!(form instanceof HTMLFormElement)) throw new Error("There is no form.");
  return form;
}
