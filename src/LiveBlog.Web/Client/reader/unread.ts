// What the reader has not seen yet, worked out from positions alone.
import type { Order, PageWindow } from "./replica";

export interface Unread {
  /** How many unread entries stand on this page. */
  readonly count: number;
  /** There are more on other pages. */
  readonly more: boolean;
  /** The position of the oldest unread entry if it stands on this page. */
  readonly first: string | null;
  /** The query of the page where it stands otherwise; null if nothing is unread or it is here. */
  readonly elsewhere: string | null;
}

/**
 * @param positions of the page's entries that are not pinned, in any order
 * @param newest the highest position of all entries, on this page or not
 * @param mark the highest position seen; null if nothing was ever seen, and so nothing is new
 */
export function unreadOf(
  positions: readonly string[],
  { window, order, newest }: { readonly window: PageWindow; readonly order: Order; readonly newest: string },
  mark: string | null,
): Unread {
  const unread = mark === null ? [] : positions.filter((position) => position > mark);
  // A page after a position begins just above it: `from` is then the position with `~` behind it.
  const older = mark !== null && window.from > `${mark}~`;
  const newer = mark !== null && window.to !== "" && newest >= window.to && newest > mark;
  const here = !older && unread.length > 0;
  return {
    count: unread.length,
    more: older || newer,
    first: here ? unread.reduce((a, b) => (a < b ? a : b)) : null,
    elsewhere: mark !== null && !here && (older || newer) ? `?${new URLSearchParams({ order, after: mark })}` : null,
  };
}
