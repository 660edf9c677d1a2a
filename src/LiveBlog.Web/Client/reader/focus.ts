// Keyboard focus survives the replacing of what it is in.

const focusable = "a[href],button,input,select,textarea,summary,[tabindex]";

/**
 * Makes a change and, if it took the focused element out of the page, focuses the same control of what replaced it,
 * that replacement itself, or the neighbour `heir` names.
 * @param heir gives the element to focus when the one with this id is gone
 */
export function keepFocus(change: () => void, heir: (id: string) => HTMLElement | null): void {
  const focused = document.activeElement as HTMLElement | null;
  const host = focused?.closest<HTMLElement>("article[id],[data-part]");
  if (!focused || !host) {
    change();
    return;
  }
  const index = [...host.querySelectorAll(focusable)].indexOf(focused);
  change();
  if (focused.isConnected && document.activeElement === focused) return;
  const successor = document.getElementById(host.id);
  if (successor === null) focusOn(heir(host.id));
  else focusOn(successor.querySelectorAll<HTMLElement>(focusable)[index] ?? successor);
}

/** Focuses an element, which need not be focusable by itself, without scrolling. */
export function focusOn(element: HTMLElement | null): void {
  if (element === null) return;
  if (!element.matches(focusable)) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
