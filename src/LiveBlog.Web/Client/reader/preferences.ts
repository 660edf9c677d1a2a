// What a reader chose once, for all events.
import { local } from "../shared/storage";

const orderKey = "liveblog.order";

/**
 * Where to go instead because the reader once chose the other order, or not to load pictures; null to stay. An address
 * that names an order or a page of its own is always heeded.
 * @param feed the feed's element, if the page has one
 */
export function preferredAddress(feed: HTMLElement | null, address: string): string | null {
  const url = new URL(address);
  const { order, page, target } = feed?.dataset ?? {};
  const remembered = local.get(orderKey);
  const named = ["order", "before", "after"].some((name) => url.searchParams.has(name));
  if (feed !== null && !named && (remembered === "newest" || remembered === "oldest") && remembered !== order) {
    // An entry's own address shows it among its neighbours in either order.
    if (target === undefined) url.pathname = page ?? url.pathname;
    url.searchParams.set("order", remembered);
  }
  if (local.get(settingKey("data-saver")) === "on" && !url.searchParams.has("images")) url.searchParams.set("images", "no");
  return url.href === address ? null : url.href;
}

const settingKey = (id: string) => `liveblog.${id}`;

/** A check box of the page whose state outlives it. */
export interface Setting {
  readonly on: boolean;
  set(on: boolean): void;
  /** Takes it off the page, where it can do nothing. */
  hide(): void;
}

/**
 * @param id of the check box; without it on the page the setting is off
 * @param onChange told whenever the reader turns it
 */
export function remembered(id: string, onChange: (on: boolean) => void = () => {}): Setting {
  const box = document.getElementById(id) as HTMLInputElement | null;
  const key = settingKey(id);
  const keep = () => local.set(key, box?.checked ? "on" : "off");
  const stored = local.get(key);
  if (box !== null && stored !== null) box.checked = stored === "on";
  box?.addEventListener("change", () => {
    keep();
    onChange(box.checked);
  });
  return {
    get on() { return box?.checked ?? false; },
    set(on) {
      if (box === null || box.checked === on) return;
      box.checked = on;
      keep();
    },
    hide() {
      const shown = box?.closest<HTMLElement>("label") ?? box;
      if (shown) shown.hidden = true;
    },
  };
}

/** Remembers the order when one of the links `a[data-order]` is followed. */
export function rememberOrder(): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest?.<HTMLElement>("a[data-order]");
    if (link?.dataset.order) local.set(orderKey, link.dataset.order);
  });
}

/**
 * The switch « Mise à jour automatique »; on where the page has no switch.
 * @param onChange told whenever the reader turns it
 */
export function autoUpdate(onChange: (on: boolean) => void): { readonly on: boolean } {
  return document.querySelector("#auto-update") === null ? { on: true } : remembered("auto-update", onChange);
}
