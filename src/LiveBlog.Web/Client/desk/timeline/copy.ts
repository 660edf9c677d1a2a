import type { StateLine } from "../state-line";
import { word } from "../words";

/** Buttons that put an address of this site on the clipboard. */
export function copyLinks(line: StateLine): void {
  document.addEventListener("click", (click) => {
    const button = click.target instanceof Element ? click.target.closest<HTMLElement>("[data-copy]") : null;
    if (button === null) return;
    const address = new URL(button.dataset.copy ?? "", location.href).href;
    button.closest("details")?.removeAttribute("open");
    // Only a secure page has a clipboard.
    (navigator.clipboard?.writeText(address) ?? Promise.reject(new Error("There is no clipboard.")))
      .then(() => line.say(word("link-copied")), () => line.say(word("link-not-copied", address)));
  });
}
