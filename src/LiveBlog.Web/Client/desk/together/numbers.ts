// Brings the numbers of readers up to date: the line in the desk's head, and their page.
import { elementFrom } from "../../shared/html";

const everyMs = 30_000;

export function numbers(root: ParentNode = document): void {
  const line = root.querySelector<HTMLElement>("[data-numbers]");
  const page = root.querySelector<HTMLElement>("[data-numbers-page]");
  if (!line && !page) return;
  setInterval(() => {
    if (document.hidden) return;
    if (line) void replace("#numbers-line", `/desk/${encodeURIComponent(line.dataset.event ?? "")}/numbers?handler=Line`);
    if (page) void replace("#numbers", location.pathname);
  }, everyMs);
}

async function replace(selector: string, address: string): Promise<void> {
  try {
    const answer = await fetch(address, { cache: "no-store", redirect: "error" });
    if (!answer.ok) return;
    const html = await answer.text();
    const next = html.trimStart().startsWith("<!") ? new DOMParser().parseFromString(html, "text/html").querySelector<HTMLElement>(selector) : elementFrom(html);
    const old = document.querySelector<HTMLElement>(selector);
    // Whoever reads the table goes on with it.
    if (!next || !old || old.contains(document.activeElement)) return;
    const open = [...old.querySelectorAll("details")].map((details) => details.open);
    next.querySelectorAll("details").forEach((details, i) => { details.open = open[i] ?? false; });
    old.replaceWith(next);
  } catch {
    // The next time will do.
  }
}
