// The reader's copy of the event. Pure: no DOM, no clock, no network; messages commute (docs/protocol.md).
import type { ChangeMessage, EventStatus } from "../shared/protocol";

export type Order = "newest" | "oldest";

/** The bounds of a page: positions `from ≤ p < to`, the empty string being open. */
export interface PageWindow {
  readonly from: string;
  readonly to: string;
  /** Whether pinned entries stand on this page. */
  readonly pinnedHere: boolean;
}

/** What is known of one entry, on this page or not. */
export interface Item {
  readonly revision: number;
  /** Empty if the entry was only ever heard of as gone. */
  readonly position: string;
  readonly pinned: boolean;
  /** Among pinned entries the higher stands first, then the higher position. */
  readonly rank: number;
  /** Null once gone: the tombstone stays, so that a late older message cannot bring the entry back. */
  readonly html: string | null;
}

/** What is known of a piece of the page that is not an entry. */
export interface Part {
  readonly revision: number;
  readonly html: string;
}

export interface Replica {
  readonly epoch: string;
  /** Every change up to this revision has been applied. */
  readonly revision: number;
  readonly window: PageWindow;
  readonly order: Order;
  /** The highest position at the time the page was made; a position above it is news. */
  readonly newest: string;
  /** The event's own fields, as of `revision` (which may be ahead of the replica's). */
  readonly event: { readonly revision: number; readonly status: EventStatus; readonly title: string };
  readonly items: ReadonlyMap<string, Item>;
  readonly parts: ReadonlyMap<string, Part>;
}

/** What a message means for this page. The lists hold entry ids, and never the same id twice. */
export interface Effects {
  /** Entries that are now on the page and were not. */
  readonly added: readonly string[];
  /** Entries that stay on the page with other text or at another place. */
  readonly changed: readonly string[];
  /** Entries that were on the page and are not any more. */
  readonly removed: readonly string[];
  /** Ids of changed parts. */
  readonly parts: readonly string[];
  /** Something between the replica's revision and the message is missing: ask again from `state.revision`. */
  readonly gap: boolean;
  /** Nothing was applied; the page has to be loaded anew. */
  readonly reload: boolean;
}

/** Whether the item stands on the page with this window. */
export function isOnPage(item: Item | undefined, window: PageWindow): item is Item {
  if (item === undefined || item.html === null) return false;
  if (item.pinned) return window.pinnedHere;
  return item.position >= window.from && (window.to === "" || item.position < window.to);
}

/** Whether the page has the live edge, where new entries arrive. */
export const hasLiveEdge = (window: PageWindow): boolean => window.to === "";

/** Applies a message; the state given is left as it was. */
export function apply(state: Replica, message: ChangeMessage): { state: Replica; effects: Effects } {
  if (message.reload || message.epoch !== state.epoch) {
    return { state, effects: { added: [], changed: [], removed: [], parts: [], gap: false, reload: true } };
  }

  // What is no newer than the replica is in it, also where it shows as nothing: a page carries no tombstones of what was
  // withdrawn before it was made.
  const isNews = (change: { revision: number }, known: { revision: number } | undefined) =>
    change.revision > state.revision && change.revision > (known?.revision ?? -1);

  const items = new Map(state.items);
  const added: string[] = [];
  const changed: string[] = [];
  const removed: string[] = [];
  for (const entry of message.entries) {
    const before = items.get(entry.id);
    if (!isNews(entry, before)) continue;
    const after: Item = entry.gone
      ? { revision: entry.revision, position: before?.position ?? "", pinned: false, rank: 0, html: null }
      : { revision: entry.revision, position: entry.position, pinned: entry.pinned, rank: entry.rank ?? 0, html: entry.html };
    items.set(entry.id, after);

    const was = isOnPage(before, state.window);
    const is = isOnPage(after, state.window);
    if (is) (was ? changed : added).push(entry.id);
    else if (was) removed.push(entry.id);
  }

  const parts = new Map(state.parts);
  const changedParts: string[] = [];
  for (const part of message.event?.parts ?? []) {
    if (!isNews(part, parts.get(part.id))) continue;
    parts.set(part.id, { revision: part.revision, html: part.html });
    changedParts.push(part.id);
  }

  const gap = state.revision < message.from;
  const event = message.event !== null && message.event.revision > state.event.revision
    ? { revision: message.event.revision, status: message.event.status, title: message.event.title }
    : state.event;

  return {
    state: { ...state, revision: gap ? state.revision : Math.max(state.revision, message.to), event, items, parts },
    effects: { added, changed, removed, parts: changedParts, gap, reload: false },
  };
}

/** The ids of the page's entries as they are shown: pinned ones first, by rank and then the highest position first, in both orders. */
export function ordered(state: Replica): string[] {
  const shown = [...state.items].filter(([, item]) => isOnPage(item, state.window));
  const direction = state.order === "newest" ? -1 : 1;
  return shown
    .sort(([, a], [, b]) => {
      if (a.pinned !== b.pinned) return a.pinned ? -1 : 1;
      if (a.pinned && a.rank !== b.rank) return b.rank - a.rank;
      const ascending = a.position < b.position ? -1 : a.position > b.position ? 1 : 0;
      return a.pinned ? -ascending : ascending * direction;
    })
    .map(([id]) => id);
}

/** How many entries that are news lie on a later page than this one. */
export function countBeyond(state: Replica): number {
  if (hasLiveEdge(state.window)) return 0;
  let count = 0;
  for (const item of state.items.values()) {
    if (item.html !== null && item.position > state.newest && !isOnPage(item, state.window)) count++;
  }
  return count;
}
