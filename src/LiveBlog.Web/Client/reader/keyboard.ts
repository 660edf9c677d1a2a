// The keys of a feed: those of the ARIA feed pattern inside it, and single letters anywhere.
import { focusOn } from "./focus";
import { barHeight, scrollBelowBar } from "./reading-place";

export interface KeyActions {
  /** Keys that do something wherever the focus is, and what. */
  readonly keys: Readonly<Record<string, () => void>>;
  /** Whether single letters may be used; they can be turned off (WCAG 2.1.4). */
  letters(): boolean;
}

/** Listens for keys on the whole page. */
export function keyboard({ keys, letters }: KeyActions): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.metaKey) return;
    const target = event.target as Element;
    if (target.closest("input:not([type=checkbox]),textarea,select,audio,video,[contenteditable],dialog")) return;
    if (handle(event, target)) event.preventDefault();
  });

  function handle(event: KeyboardEvent, target: Element): boolean {
    const inside = target.closest<HTMLElement>("[role=feed]");
    if (event.ctrlKey) return inside !== null && (event.key === "Home" || event.key === "End") && leave(inside, event.key === "Home");
    if (inside !== null && (event.key === "PageDown" || event.key === "PageUp")) return move(inside, event.key === "PageDown" ? 1 : -1);
    // On an article itself the arrows go from one to the next; in its links and anywhere else they scroll.
    if (target.parentElement === inside && inside !== null && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      return move(inside, event.key === "ArrowDown" ? 1 : -1);
    }
    if (!letters()) return false;
    const feed = inside ?? document.querySelector<HTMLElement>("#entries") ?? document.querySelector<HTMLElement>("[role=feed]");
    if (feed !== null && (event.key === "j" || event.key === "k")) return move(feed, event.key === "j" ? 1 : -1);
    const action = keys[event.key];
    action?.();
    return action !== undefined;
  }
}

/** Moves the focus to the next or previous article, from the focused one or from what is being read. */
export function move(feed: HTMLElement, step: 1 | -1): boolean {
  const articles = [...feed.querySelectorAll<HTMLElement>(":scope > article[id]")];
  const focused = document.activeElement?.closest<HTMLElement>("article[id]");
  let index = focused?.parentElement === feed ? articles.indexOf(focused) + step : -1;
  if (index < 0 && focused?.parentElement !== feed) {
    const line = barHeight() - 1;
    const below = articles.findIndex((article) => article.getBoundingClientRect().top >= line);
    index = step > 0 ? below : (below < 0 ? articles.length : below) - 1;
  }
  const article = articles[index];
  if (!article) return false;
  focusOn(article);
  scrollBelowBar(article);
  return true;
}

/** Focuses what can be focused last before, or first after, the feed. */
function leave(feed: HTMLElement, before: boolean): boolean {
  const controls = [...document.querySelectorAll<HTMLElement>("a[href],button,input,select,textarea,summary")];
  const wanted = before ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  const outside = controls.filter((control) => !feed.contains(control) && feed.compareDocumentPosition(control) & wanted);
  if (before) outside.reverse();
  for (const control of outside) {
    control.focus();
    // What is not shown does not take the focus.
    if (document.activeElement === control) return true;
  }
  return false;
}
