// What is held when the page goes: it is sent at once, unless another page of the desk comes, which goes on counting.
import type { Outbox } from "./outbox";

/** A navigation that was begun is over by then, or was called off. */
const validMs = 5_000;

let stayingUntil = 0;

/** The page that comes next is the desk's. */
export function staysAtDesk(address: string): boolean {
  const url = new URL(address, location.href);
  const stays = url.origin === location.origin && /^\/desk(\/|$)/.test(url.pathname);
  stayingUntil = stays ? Date.now() + validMs : 0;
  return stays;
}

interface Navigating extends Event {
  readonly destination: { readonly url: string };
  readonly downloadRequest: string | null;
}

export function sendWhenLeaving(outbox: Outbox): void {
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener("navigate", (event) => {
    const { destination, downloadRequest } = event as Navigating;
    if (downloadRequest === null) staysAtDesk(destination.url);
  });
  // Browsers without the Navigation API.
  document.addEventListener("click", (click) => {
    const link = click.target instanceof Element ? click.target.closest<HTMLAnchorElement>("a[href]") : null;
    if (link && !click.defaultPrevented && !click.ctrlKey && !click.metaKey && !click.shiftKey && link.target === "") staysAtDesk(link.href);
  });
  const leave = () => { if (Date.now() > stayingUntil) outbox.leave(); };
  addEventListener("pagehide", leave);
  document.addEventListener("freeze", leave);
  // A phone may never come back to a page that it hid; a desk's window goes on counting behind another.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && matchMedia("(pointer: coarse)").matches) leave();
  });
  addEventListener("beforeunload", (leaving) => {
    if (!outbox.lasts && outbox.items.some((item) => item.state !== "done")) leaving.preventDefault();
  });
}
