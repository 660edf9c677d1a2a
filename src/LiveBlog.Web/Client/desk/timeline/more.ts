// Whether the rarer fields are open is remembered in this browser, for all texts.
import { local } from "../../shared/storage";

const key = "liveblog.desk.more";

export function more(form: HTMLFormElement): void {
  const details = form.querySelector<HTMLDetailsElement>("details[data-more]");
  if (details === null) return;
  if (local.get(key) === "open") details.open = true;
  // Opening by script tells as well, but only what was clicked is remembered.
  details.querySelector("summary")?.addEventListener("click", () => local.set(key, details.open ? "closed" : "open"));
}
