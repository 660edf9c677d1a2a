// Keeps what is being read at the same height on the screen while the page around it changes, in every browser alike:
// Safari has no scroll anchoring, and the others' does not know which changes are ours.

/** What can be held on to, in the order of the page. A part or an entry is replaced by one of the same id. */
const blocks = "[data-part][id], [role=feed] > article[id], main h2";
/** Where none of those is to be seen: what articles and the home page are made of. */
const finerBlocks = "main :is(h1, h3, p, li, figure, blockquote, nav), body > footer";

/** An entry and how far its top edge is from the top of the screen, in CSS pixels. */
export interface Place {
  readonly id: string;
  readonly top: number;
}

/** How much of the screen the sticky bar covers, in CSS pixels: what lies under it is not read. */
export function barHeight(): number {
  const bar = document.querySelector<HTMLElement>(".bar");
  if (bar === null) return 0;
  const { position, top } = getComputedStyle(bar);
  return position === "sticky" ? Math.max(0, bar.offsetHeight + (parseFloat(top) || 0)) : 0;
}

/** The first entry of the feed that can be seen; null if there is none. */
export function firstVisible(feed: HTMLElement): Place | null {
  const covered = barHeight();
  for (const element of feed.querySelectorAll(":scope > article[id]")) {
    const { top, bottom } = element.getBoundingClientRect();
    if (bottom > covered && top < innerHeight) return { id: element.id, top };
  }
  return null;
}

/** Scrolls so that the entry stands where it stood; false if it is not on the page. */
export function restore(place: Place): boolean {
  const element = document.getElementById(place.id);
  if (element !== null) scrollByExactly(element.getBoundingClientRect().top - place.top);
  return element !== null;
}

/** Scrolls so that the element begins just below the bar. */
export function scrollBelowBar(element: Element): void {
  scrollByExactly(element.getBoundingClientRect().top - barHeight());
}

/** What is held on to, and where it was when last looked at. */
interface Anchor {
  readonly element: Element;
  /** Where it belongs, in CSS pixels from the top of the screen: browsers round what they scroll, and the parts add up. */
  readonly top: number;
  /** CSS pixels from the top of the document: scrolling does not change it, all else that moves the element does. */
  readonly height: number;
}

export class ReadingPlace {
  private anchor: Anchor | null = null;

  /** @param column what is read stands in the middle of this element */
  constructor(private readonly column: Element | null = document.querySelector("#entries") ?? document.querySelector("main")) {}

  /**
   * Makes a change and keeps the first block that can be seen where it is. At the very top of the page, the top is kept.
   * @param stays whether a block is still there after the change, and may be held on to
   * @param otherwise gives a distance from the top of the screen, in CSS pixels, that is kept if there is no such block
   */
  keep(change: () => void, stays: (element: Element) => boolean = () => true, otherwise?: () => number): void {
    this.settle();
    if (scrollY <= 0) {
      change();
      this.note();
      return;
    }
    const element = this.firstBlock(stays);
    const end = () => this.column?.getBoundingClientRect().bottom ?? 0;
    const measure: () => number | null = element !== null ? () => topOf(element) : (otherwise ?? (end() <= barHeight() ? end : () => 0));
    const before = this.anchor !== null && this.anchor.element === element ? this.anchor.top : measure();
    change();
    const after = measure();
    if (before !== null && after !== null) scrollByExactly(after - before);
    this.note(before ?? undefined);
  }

  /** From now on keeps the place also when something gets its height late: pictures, cards of other sites, fonts. */
  watch(): void {
    // Else the browser would scroll as well.
    document.documentElement.style.setProperty("overflow-anchor", "none");
    const settle = () => this.settle();
    addEventListener("scroll", settle, { passive: true });
    // Neither bubbles.
    document.addEventListener("load", settle, true);
    if ("ResizeObserver" in globalThis) {
      // It is told between layout and painting, so that nothing is ever seen to move.
      const observer = new ResizeObserver(settle);
      for (const element of document.querySelectorAll("body, main, main > *, .columns > *, [role=feed]")) observer.observe(element);
    }
    this.note();
  }

  /** Takes back what moved since the last look without anybody scrolling. */
  settle(): void {
    const { anchor } = this;
    if (!anchor?.element.isConnected || scrollY <= 0) {
      this.note();
      return;
    }
    const { top } = anchor.element.getBoundingClientRect();
    let wanted = anchor.height - scrollY;
    if (Math.abs(top - wanted) >= 1) {
      // Standing where it stood, it was put back by the browser.
      if (Math.abs(top - anchor.top) < 1) wanted = anchor.top;
      else scrollByExactly(top - wanted);
    }
    this.note(wanted);
  }

  /** @param wanted where the anchor belongs, if that is less than a pixel from where it is */
  private note(wanted?: number): void {
    const element = scrollY > 0 ? this.firstBlock() : null;
    if (element === null) {
      this.anchor = null;
      return;
    }
    const { top: real } = element.getBoundingClientRect();
    const top = wanted !== undefined && Math.abs(wanted - real) < 1 ? wanted : real;
    this.anchor = { element, top, height: top + scrollY };
  }

  private firstBlock(stays: (element: Element) => boolean = () => true): Element | null {
    const column = this.column?.getBoundingClientRect();
    const middle = column ? (column.left + column.right) / 2 : innerWidth / 2;
    const covered = barHeight();
    const find = (selector: string) => {
      for (const element of document.querySelectorAll(selector)) {
        const { top, bottom, left, right } = element.getBoundingClientRect();
        const seen = bottom > covered && top < innerHeight && left <= middle && middle <= right;
        // What sticks to the screen never moves.
        if (seen && stays(element) && element.closest(".bar, #connection") === null) return element;
      }
      return null;
    };
    return find(blocks) ?? find(finerBlocks);
  }
}

/** The top of the element, or of what has replaced it; null if nothing has. */
function topOf(element: Element): number | null {
  const present = element.isConnected ? element : element.id === "" ? null : document.getElementById(element.id);
  return present?.getBoundingClientRect().top ?? null;
}

function scrollByExactly(pixels: number): void {
  // Not `scrollBy(0, n)`: a style sheet with smooth scrolling would animate it.
  if (pixels !== 0) scrollBy({ top: pixels, behavior: "instant" as ScrollBehavior });
}
