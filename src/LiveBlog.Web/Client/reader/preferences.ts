// What a reader chose once, for all events.
import { local } from "../shared/storage";

const orderKey = "liveblog.order";
const autoUpdateKey = "liveblog.auto-update";

/**
 * Where to go instead because the reader once chose the other order; null to stay. An address that names an order or
 * a page of its own is always heeded.
 * @param feed the feed's element
 */
export function preferredAddress(feed: HTMLElement, address: string): string | null {
  const url = new URL(address);
  const remembered = local.get(orderKey);
  if (remembered !== "newest" && remembered !== "oldest") return null;
  if (remembered === feed.dataset.order) return null;
  if (["order", "before", "after"].some((name) => url.searchParams.has(name))) return null;
  url.pathname = feed.dataset.page ?? url.pathname;
  url.searchParams.set("order", remembered);
  return url.href;
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
  const box = document.querySelector<HTMLInputElement>("#auto-update");
  if (box === null) return { on: true };
  const remembered = local.get(autoUpdateKey);
  if (remembered !== null) box.checked = remembered === "on";
  box.addEventListener("change", () => {
    local.set(autoUpdateKey, box.checked ? "on" : "off");
    onChange(box.checked);
  });
  return { get on() { return box.checked; } };
}
