// Whether a part of the page is open is remembered in this browser, for all events: `data-remember` names the part.
import { local } from "../../shared/storage";

const selector = "details[data-remember]";
const keyOf = (part: HTMLElement) => `liveblog.desk.${part.dataset.remember}`;

/** Opens and closes the parts as they were left. What was refused in one is never hidden. */
export function recall(root: ParentNode): void {
  for (const part of root.querySelectorAll<HTMLDetailsElement>(selector)) {
    const left = local.get(keyOf(part));
    if (left !== null) part.open = left === "open" || part.querySelector("[aria-invalid]") !== null;
  }
}

/** Remembers from now on: only what was clicked, for opening by script tells as well. */
export function remember(): void {
  document.addEventListener("click", (click) => {
    const part = click.target instanceof Element ? click.target.closest("summary")?.parentElement : null;
    if (part instanceof HTMLDetailsElement && part.matches(selector)) local.set(keyOf(part), part.open ? "closed" : "open");
  });
}
