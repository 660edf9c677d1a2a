// The list of keys, and whether single letters may be used (WCAG 2.1.4).
import { local } from "../../shared/storage";
import { pressed } from "../pressed";

const key = "liveblog.desk.letters";

/** Whether single letters may be used. */
export const letters = (): boolean => local.get(key) !== "no";

/** @returns shows the list */
export function help(): () => void {
  const dialog = document.querySelector<HTMLDialogElement>("#key-help");
  if (dialog === null) return () => {};
  for (const keys of dialog.querySelectorAll("kbd")) keys.textContent = pressed(keys.textContent ?? "");
  const choice = dialog.querySelector<HTMLInputElement>("[data-letters]");
  if (choice) {
    choice.checked = letters();
    choice.addEventListener("change", () => local.set(key, choice.checked ? "yes" : "no"));
  }
  document.addEventListener("click", (click) => {
    if (click.target instanceof Element && click.target.closest("[data-key-help]")) dialog.showModal();
  });
  return () => { if (!dialog.open) dialog.showModal(); };
}
