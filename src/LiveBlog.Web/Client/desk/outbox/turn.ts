// Whose turn it is. Pure, so that every order of events can be tried.
import { isWaiting, type Item } from "./item";

/** After so many failures of the server at one and the same item, others go first: one bad text must not stop the desk. */
const stuckAfter = 3;

/**
 * The next one to send and when, milliseconds since 1970; null if there is none.
 * What is due goes in order and waits for what went before it; what is held lets others pass, but not those about the same
 * entry.
 */
export function turn(items: Iterable<Item>, now: number): { readonly item: Item; readonly at: number } | null {
  const blocked = new Set<string>();
  let next: { item: Item; at: number } | null = null;
  for (const item of [...items].sort((a, b) => a.order - b.order)) {
    const { entryId } = item;
    const isFree = entryId === undefined || !blocked.has(entryId);
    if (entryId !== undefined && item.state !== "done") blocked.add(entryId);
    if (!isWaiting(item) || !isFree) continue;
    const at = Math.max(item.heldUntil, item.retryAt);
    if (next === null || at < next.at) next = { item, at };
    // What comes later can't overtake one that was due, only one that is held or that the server fails at.
    const isStuck = item.failing === true && item.failures >= stuckAfter;
    if (item.heldUntil <= now && !isStuck) break;
  }
  return next;
}
