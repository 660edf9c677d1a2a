// The entries of the desk's list, and which of them has the focus.

/** The entries shown, in their order. */
export const entries = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("#desk-entries > li.item")];

/** The entry in which the focus is, or null. */
export const focusedEntry = (): HTMLElement | null => document.activeElement?.closest<HTMLElement>("#desk-entries > li.item") ?? null;

/** The entry on which a key works: the one with the focus, in the list or among the pinned ones. */
export function currentEntry(): HTMLElement | null {
  const pinned = document.activeElement?.closest<HTMLElement>("[data-pinned] > li");
  return pinned ? document.getElementById(`d-${pinned.dataset.id}`) : focusedEntry();
}

/** Gives an entry the focus: its article has a name of its own, which a list item can't have. */
export function focusEntry(entry: HTMLElement | undefined): boolean {
  const article = entry?.querySelector<HTMLElement>("article") ?? null;
  if (!entry || !article) return false;
  article.tabIndex = -1;
  article.focus({ preventScroll: true });
  entry.scrollIntoView({ block: "nearest" });
  return true;
}

/** Moves the focus to the next or the previous entry; to the first, if it was in none. */
export function moveFocus(step: 1 | -1): boolean {
  const all = entries();
  const from = focusedEntry();
  return focusEntry(from ? all[all.indexOf(from) + step] : all[0]);
}
