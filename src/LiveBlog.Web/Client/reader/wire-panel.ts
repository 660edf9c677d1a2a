// The panel with the wire that stands on every page, and the count of what came since the reader last looked at it.
import { local } from "../shared/storage";
import { counted } from "../shared/words";
import type { Feed } from "./feed";
import type { Order } from "./replica";

const lookedKey = "liveblog.wire-looked";
const orderKey = "liveblog.wire-order";
/** In view for this long (milliseconds), the panel was looked at. */
const lookMs = 1_000;

/** How many of these positions lie above the highest that was looked at. */
export function countSince(positions: readonly string[], looked: string): number {
  return positions.filter((position) => position > looked).length;
}

/** Counts what came in the wire since the reader last looked, in all tabs together. */
export class WireCount {
  private positions: readonly string[] = [];

  /** Takes the positions that the wire shows now. On the very first visit nothing is new. */
  update(positions: readonly string[]): void {
    this.positions = positions;
    if (local.get(lookedKey) === null) this.looked();
    else this.show();
  }

  /** The reader sees the wire. */
  looked(): void {
    const highest = this.positions.reduce((a, b) => (a > b ? a : b), local.get(lookedKey) ?? "");
    if (highest !== local.get(lookedKey)) local.set(lookedKey, highest);
    this.show();
  }

  show(): void {
    const count = countSince(this.positions, local.get(lookedKey) ?? this.positions[0] ?? "");
    for (const element of document.querySelectorAll<HTMLElement>("#wire-count, [data-wire-count]")) {
      element.textContent = count === 0 ? "" : element.dataset.many ? counted(element, count) : String(count);
      element.hidden = count === 0;
    }
  }
}

/** Lets the reader turn the panel's order without loading the page: `[data-wire-order]` inside it. */
export function wireOrder(panel: HTMLElement, feed: Feed): void {
  const switches = [...panel.querySelectorAll<HTMLElement>("[data-wire-order]")];
  const turn = (order: Order) => {
    feed.turn(order);
    for (const element of switches) {
      const state = element.matches("a") ? "aria-current" : "aria-pressed";
      element.setAttribute(state, String(element.dataset.wireOrder === order));
    }
  };
  const remembered = local.get(orderKey);
  if (switches.length > 0 && (remembered === "newest" || remembered === "oldest")) turn(remembered);
  panel.addEventListener("click", (event) => {
    const chosen = (event.target as Element).closest<HTMLElement>("[data-wire-order]");
    if (chosen === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const order = chosen.dataset.wireOrder === "oldest" ? "oldest" : "newest";
    local.set(orderKey, order);
    turn(order);
  });
}

/** Tells when the panel has been in view for a second of a page that is not hidden, again and again. */
export function whenLookedAt(panel: HTMLElement, looked: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let inView = false;
  const watch = () => {
    clearTimeout(timer);
    if (inView && !document.hidden) {
      timer = setTimeout(() => {
        looked();
        watch();
      }, lookMs);
    }
  };
  if (!("IntersectionObserver" in globalThis)) return;
  new IntersectionObserver((entries) => {
    inView = entries.at(-1)?.isIntersecting ?? false;
    watch();
  }, { rootMargin: "-64px 0px -64px" }).observe(panel);
  document.addEventListener("visibilitychange", watch);
}
