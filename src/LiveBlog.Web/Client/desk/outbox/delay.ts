// How long what is sent can be pulled back: the newsroom's setting, or what the editor chose for this browser.
import { local } from "../../shared/storage";

const key = "liveblog.undo-seconds";

/** Milliseconds. */
export function holdMs(): number {
  const seconds = Number(local.get(key) ?? document.body.dataset.undoSeconds ?? 10);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : 10_000;
}

/** Lets the editor choose, wherever the page offers it. */
export function offerDelay(root: ParentNode): void {
  for (const choice of root.querySelectorAll<HTMLSelectElement>("select[data-undo-choice]")) {
    choice.closest<HTMLElement>("[hidden]")?.removeAttribute("hidden");
    const chosen = `${holdMs() / 1000}`;
    if (![...choice.options].some((option) => option.value === chosen)) choice.add(new Option(`${chosen} s`, chosen));
    choice.value = chosen;
    choice.addEventListener("change", () => local.set(key, choice.value));
  }
}
