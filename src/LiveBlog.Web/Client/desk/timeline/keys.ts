// Everything at the desk has a key. In a field letters are text: there only keys with Ctrl, Escape and the arrow of an empty text work.
import type { Editing } from "./edit";
import { currentEntry, entries, focusedEntry, focusEntry, moveFocus } from "./entries";
import { letters } from "./help";

export interface KeyMeans {
  readonly editing: Editing;
  readonly pinned: { move(id: string, step: number): boolean };
  showHelp(): void;
}

const field = "input:not([type=checkbox]), textarea, select, [contenteditable]:not([contenteditable=false])";

export function keys(means: KeyMeans): void {
  document.addEventListener("keydown", (key) => {
    if (key.defaultPrevented || key.isComposing) return;
    const target = key.target instanceof Element ? key.target : document.body;
    if (target.closest("dialog")) return;
    if (handle(key, target)) key.preventDefault();
  });

  function handle(key: KeyboardEvent, target: Element): boolean {
    const form = target.closest<HTMLFormElement>("form.composer");
    if ((key.ctrlKey || key.metaKey) && !key.altKey && !key.shiftKey && letterOf(key) === "s") return form !== null && saveDraft(form);
    if (key.ctrlKey || key.metaKey) return false;
    if (key.altKey) {
      const step = key.key === "ArrowUp" ? -1 : key.key === "ArrowDown" ? 1 : 0;
      const id = document.activeElement?.closest<HTMLElement>("[data-pinned] > li, li.item")?.dataset.id;
      return step !== 0 && id !== undefined && !target.closest(field) && means.pinned.move(id, step);
    }
    if (key.key === "Escape") return leave(target, form);
    if (form?.id === "composer" && key.key === "ArrowUp" && isEmpty(form)) {
      void means.editing.openNewest();
      return true;
    }
    if (target.closest(field)) return false;
    if ((key.key === "ArrowDown" || key.key === "ArrowUp") && target.matches("li.item article")) return moveFocus(key.key === "ArrowDown" ? 1 : -1);
    return letters() && letter(key);
  }

  function letter(key: KeyboardEvent): boolean {
    const name = letterOf(key);
    switch (key.key === "?" || key.key === "/" || key.key === "." ? key.key : name) {
      case "?": means.showHelp(); return true;
      case "/": return focusOn("#find-text");
      case "c": return focusText(document.querySelector<HTMLFormElement>("#composer"));
      case "j": return moveFocus(1);
      case "k": return moveFocus(-1);
    }
    const tab = /^[1-9]$/.test(key.key) ? document.querySelector<HTMLElement>(`[data-tab="${key.key}"]`) : null;
    if (tab) {
      tab.click();
      // The list that comes begins with what the keys are for.
      addEventListener("desk:shown", () => { if (!focusEntry(entries()[0])) tab.focus(); }, { once: true });
      return true;
    }
    const entry = currentEntry();
    if (entry === null) return false;
    const wanted = key.shiftKey && name === "a" ? "e" : key.shiftKey ? null : key.key === "." ? "." : name;
    const control = wanted === null ? null : entry.querySelector<HTMLElement>(`[data-key="${CSS.escape(wanted)}"]`);
    if (control === null || control.closest("[hidden]")) return false;
    control.click();
    return true;
  }

  function leave(target: Element, form: HTMLFormElement | null): boolean {
    if (form?.id === "editor") {
      const close = form.querySelector<HTMLElement>("[data-close]");
      if (!form.closest("li.item") || !close) return false;
      close.click();
      return true;
    }
    if (!target.closest(field)) return false;
    return focusEntry(focusedEntry() ?? entries()[0]) || (target instanceof HTMLElement && (target.blur(), true));
  }
}

/** The letter of a key where it stands, for keyboards beside the Latin ones. */
function letterOf(key: KeyboardEvent): string {
  const typed = key.key.toLowerCase();
  return /^[a-z]$/.test(typed) ? typed : /^Key[A-Z]$/.test(key.code) && typed.length === 1 && /\p{L}/u.test(typed) ? key.code.slice(3).toLowerCase() : typed;
}

function saveDraft(form: HTMLFormElement): boolean {
  form.requestSubmit(form.querySelector<HTMLButtonElement>("button[data-save]"));
  return true;
}

function isEmpty(form: HTMLFormElement): boolean {
  return ["Entry.Headline", "Entry.Body"].every((name) => form.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value === "");
}

function focusOn(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  element?.focus();
  return element !== null;
}

/** The caret into the text of a form. */
export function focusText(form: HTMLFormElement | null): boolean {
  const text = form?.querySelector<HTMLElement>('[name="Entry.Body"]');
  text?.focus();
  form?.scrollIntoView({ block: "nearest" });
  return text !== undefined && text !== null;
}
