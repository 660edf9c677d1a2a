// Loads the page anew without losing the reader's place, and never in a tight loop.
import { session } from "../shared/storage";
import { firstVisible, restore, type Place } from "./reading-place";

const reloadedAtKey = "liveblog.reloaded-at";
const placeKey = "liveblog.place";
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
export function reloadPage(feed: HTMLElement): void {
  const last = session.get(reloadedAtKey);
  setTimeout(() => {
    session.set(reloadedAtKey, String(Date.now()));
    const place = firstVisible(feed);
    // At the very top the reader wants the top of the new page.
    if (place !== null && scrollY > 0) {
      session.set(placeKey, JSON.stringify(place));
      // The browser would scroll to the old number of pixels.
      history.scrollRestoration = "manual";
    }
    location.reload();
  }, reloadDelay(last === null ? null : Number(last), Date.now(), Math.random));
}

/** After a reload: scrolls to where the reader was. */
export function restorePlace(): void {
  const stored = session.get(placeKey);
  if (stored === null) return;
  session.remove(placeKey);
  restore(JSON.parse(stored) as Place);
  // Not before the browser would have scrolled by itself, which is when the page has loaded.
  const giveBack = () => setTimeout(() => { history.scrollRestoration = "auto"; });
  if (document.readyState === "complete") giveBack();
  else addEventListener("load", giveBack, { once: true });
}
