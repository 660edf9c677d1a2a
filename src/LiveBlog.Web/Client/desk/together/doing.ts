// Finds out what is done in this tab.
import type { Doing } from "./hub";

/** Whoever has touched nothing for so long only has the page open. */
const idleMs = 5 * 60_000;
const lookMs = 15_000;
const settleMs = 200;

/** What the page shows of it: an edit form, or a text in the composer. */
export function doingOf(root: ParentNode, idle: boolean): Doing {
  const edits = [...root.querySelectorAll<HTMLFormElement>("form#editor[data-keep], form[data-edit][data-keep]")];
  const edited = edits.find((form) => form.contains(document.activeElement)) ?? edits[0];
  if (idle) return { doing: "here", entryId: null };
  if (edited?.dataset.keep) return { doing: "editing", entryId: edited.dataset.keep };
  const composer = root.querySelector<HTMLFormElement>("form#composer");
  const typed = composer && [...composer.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[name="Entry.Headline"], [name="Entry.Body"]')]
    .some(({ value }) => value.trim() !== "");
  return { doing: typed ? "writing" : "here", entryId: null };
}

/** Tells whenever it is something else. */
export function watchDoing(root: HTMLElement, say: (what: Doing) => void): void {
  let touched = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    timer = undefined;
    say(doingOf(root, Date.now() - touched > idleMs));
  };
  const soon = () => { timer ??= setTimeout(look, settleMs); };
  const touch = () => {
    touched = Date.now();
    soon();
  };
  for (const kind of ["input", "keydown", "pointerdown", "focusin"]) root.addEventListener(kind, touch, { passive: true });
  new MutationObserver(soon).observe(root, { childList: true, subtree: true });
  setInterval(look, lookMs);
  look();
}
