// Binds the wire: the panel of a page, or the count alone on the wire's own page.
import { arrangePlaces, followFocus } from "./arrange";
import { Feed } from "./feed";
import type { ReadingPlace } from "./reading-place";
import { hasLiveEdge } from "./replica";
import type { Times } from "./times";
import { whenLookedAt, WireCount, wireOrder } from "./wire-panel";

export function bindWire({ place, times }: { readonly place: ReadingPlace; readonly times: Times }): Feed | null {
  const panel = document.querySelector<HTMLElement>("#wire-panel");
  const element = document.querySelector<HTMLElement>("#wire[data-event]");
  if (element === null) return null;

  const count = new WireCount();
  const positions = () => [...feed.state.items.values()].flatMap(({ html, position }) => (html === null ? [] : [position]));
  const arrange = () => {
    const shown = feed.shown();
    times.refresh(element);
    arrangePlaces(shown, feed.state.window.from === "" && hasLiveEdge(feed.state.window));
  };
  const feed = new Feed(element, { autoUpdate: () => true, aside: true, place, arrange, onChange: () => count.update(positions()) });
  arrange();
  followFocus(element);
  if (panel !== null) wireOrder(panel, feed);
  count.update(positions());
  whenLookedAt(panel ?? element, () => count.looked());
  // Looked at in another tab.
  addEventListener("storage", () => count.show());
  return feed;
}
