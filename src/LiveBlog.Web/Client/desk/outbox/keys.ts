// The outbox by keyboard.
import { isHeld, isWaiting, type Item } from "./item";
import type { Outbox } from "./outbox";

export function keys(outbox: Outbox, back: (item: Item) => void): void {
  document.addEventListener("keydown", (key) => {
    if (key.defaultPrevented || key.isComposing) return;
    const inField = key.target instanceof HTMLElement && (key.target.isContentEditable || key.target.matches("input, textarea, select"));
    // Beside Latin letters the place of the key counts.
    const isZ = key.key.toLowerCase() === "z" || (key.code === "KeyZ" && !/^[a-z]$/i.test(key.key));
    const wanted = isZ && !key.shiftKey && (key.altKey && !key.ctrlKey && !key.metaKey || (key.ctrlKey || key.metaKey) && !key.altKey && !inField);
    if (!wanted) return;
    const last = lastUndoable(outbox.items, Date.now());
    if (last === undefined) return;
    key.preventDefault();
    back(last);
  });
  document.addEventListener("keydown", (key) => {
    if (key.defaultPrevented || key.key !== "Enter" || !key.shiftKey || !(key.ctrlKey || key.metaKey)) return;
    if (key.target instanceof HTMLElement && key.target.closest("form[data-keep]")) return;
    void outbox.sendNow();
  });
}

/** What was sent last and is held; or, where nothing is, what has not been sent yet. */
function lastUndoable(items: readonly Item[], now: number): Item | undefined {
  const latest = [...items].reverse();
  return latest.find((item) => item.undoable && isHeld(item, now)) ?? latest.find((item) => item.undoable && isWaiting(item) && !item.tried);
}
