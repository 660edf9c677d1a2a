// What stands on and between entries and depends on their neighbours: the day where it changes, the place in the feed.

/**
 * Shows the day above each entry that is of another day than the one before it. Pinned entries stand outside time.
 * @param shown the entries' elements in display order
 * @param dayOf the day of an entry, `2022-01-12`
 */
export function arrangeDays(shown: readonly HTMLElement[], dayOf: (entry: HTMLElement) => string): void {
  let before = "";
  for (const entry of shown) {
    const heading = entry.querySelector<HTMLElement>(":scope > .day");
    const pinned = entry.hasAttribute("data-pinned");
    const day = dayOf(entry);
    if (heading !== null) heading.hidden = pinned || day === before;
    if (!pinned) before = day;
  }
}

/**
 * Tells assistive technology each article's place (the ARIA feed pattern), and lets the Tab key stop at one of them.
 * @param whole whether these are all the entries there are
 */
export function arrangePlaces(shown: readonly HTMLElement[], whole: boolean): void {
  const stop = shown.find((entry) => entry.tabIndex === 0) ?? shown[0];
  const size = String(whole ? shown.length : -1);
  shown.forEach((entry, index) => {
    set(entry, "aria-posinset", String(index + 1));
    set(entry, "aria-setsize", size);
    set(entry, "tabindex", entry === stop ? "0" : "-1");
  });
}

/** Makes the focused article the one that the Tab key stops at. */
export function followFocus(feed: HTMLElement): void {
  feed.addEventListener("focusin", (event) => {
    const article = (event.target as Element).closest<HTMLElement>("article[id]");
    if (article?.parentElement !== feed) return;
    for (const other of feed.querySelectorAll<HTMLElement>(':scope > article[tabindex="0"]')) set(other, "tabindex", "-1");
    set(article, "tabindex", "0");
  });
}

function set(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
