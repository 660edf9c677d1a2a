// Loads the page anew without losing the reader's place, and never in a tight loop.
import { session } from "../shared/storage";
import { firstVisible, restore, type Place } from "./reading-place";

const reloadedAtKey = "liveblog.reloaded-at";
const placesKey = "liveblog.places";
const keptPlaces = 20;
/** Milliseconds. */
const calm = 10_000;
/** All readers of an event are told at the same moment. */
const firstSpread = 3_000;
const wait = { from: 5_000, to: 15_000 };

/** How long to wait, in milliseconds, before a reload: a moment, or longer if the last one was just now. */
export function reloadDelay(lastAt: number | null, now: number, random: () => number): number {
  const since = lastAt === null ? Infinity : now - lastAt;
  return since >= 0 && since < calm ? wait.from + random() * (wait.to - wait.from) : random() * firstSpread;
}

/** Reloads the page a little later. */
export function reloadPage(): void {
  const last = session.get(reloadedAtKey);
  setTimeout(() => {
    session.set(reloadedAtKey, String(Date.now()));
    location.reload();
  }, reloadDelay(last === null ? null : Number(last), Date.now(), Math.random));
}

/** Where the reader was on a page: an entry's place, which holds while others come in, or pixels. */
interface Left {
  readonly address: string;
  readonly place: Place | null;
  readonly scrolled: number;
}

/** Notes where the reader is, as the page is left. */
export function keepPlaceInHistory(feed: HTMLElement | null): void {
  // At the very top the reader wants the top of the new page.
  const place = feed !== null && scrollY > 0 ? firstVisible(feed) : null;
  const left: Left = { address: location.href, place, scrolled: scrollY };
  const others = readPlaces().filter(({ address }) => address !== left.address);
  session.set(placesKey, JSON.stringify([left, ...others].slice(0, keptPlaces)));
  // The browser would scroll to the old number of pixels.
  if (place !== null) history.scrollRestoration = "manual";
}

/** After a reload or on return: scrolls to where the reader was. False if that is not known, or the page is a new one. */
export function restorePlace(): boolean {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const left = readPlaces().find(({ address }) => address === location.href);
  const returns = navigation?.type === "back_forward" || navigation?.type === "reload";
  if (!left || !returns) {
    history.scrollRestoration = "auto";
    return false;
  }
  if (left.place === null || !restore(left.place)) scrollTo({ top: left.scrolled, behavior: "instant" as ScrollBehavior });
  // Not before the browser would have scrolled by itself, which is when the page has loaded.
  const giveBack = () => setTimeout(() => { history.scrollRestoration = "auto"; });
  if (document.readyState === "complete") giveBack();
  else addEventListener("load", giveBack, { once: true });
  return true;
}

function readPlaces(): Left[] {
  try {
    const stored: unknown = JSON.parse(session.get(placesKey) ?? "[]");
    return Array.isArray(stored) ? (stored as Left[]) : [];
  } catch {
    return [];
  }
}
