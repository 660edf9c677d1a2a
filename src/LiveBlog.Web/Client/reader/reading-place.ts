// Keeps what is being read at the same height on the screen while the page around it changes.

/** Height of the sticky bar, in CSS pixels: what lies under it is not read. */
export const barHeight = 64;

/** An entry and how far its top edge is from the top of the screen, in CSS pixels. */
export interface Place {
  readonly id: string;
  readonly top: number;
}

/** The first entry that can be seen and passes `stays`; null if there is none. */
export function firstVisible(feed: HTMLElement, stays: (element: Element) => boolean = () => true): Place | null {
  for (const element of feed.querySelectorAll(":scope > article[id]")) {
    const { top, bottom } = element.getBoundingClientRect();
    if (bottom > barHeight && top < innerHeight && stays(element)) return { id: element.id, top };
  }
  return null;
}

/** Scrolls so that the entry stands where it stood. */
export function restore(place: Place): void {
  const element = document.getElementById(place.id);
  if (element !== null) scrollByExactly(element.getBoundingClientRect().top - place.top);
}

/**
 * Makes a change and keeps the first visible entry where it is. Below the feed, the feed's end is kept.
 * @param stays whether an entry is still there after the change
 */
export function keepPlace(feed: HTMLElement, stays: (element: Element) => boolean, change: () => void): void {
  const place = firstVisible(feed, stays);
  const end = () => feed.getBoundingClientRect().bottom;
  if (place === null && end() <= barHeight) {
    keepHeight(end, change);
    return;
  }
  change();
  if (place !== null) restore(place);
}

/**
 * Makes a change and scrolls so that what is measured stays where it was.
 * @param measure gives a distance from the top of the screen, in CSS pixels
 */
export function keepHeight(measure: () => number, change: () => void): void {
  const before = measure();
  change();
  scrollByExactly(measure() - before);
}

function scrollByExactly(pixels: number): void {
  // Not `scrollBy(0, n)`: a style sheet with smooth scrolling would animate it.
  if (pixels !== 0) scrollBy({ top: pixels, behavior: "instant" as ScrollBehavior });
}
