// Reads a page that the server rendered into a replica. Shared by the browser and the process test, which has no DOM.
import type { EventStatus } from "../shared/protocol";
import type { Item, Part, Replica } from "./replica";

/** As much of an element as is needed to read it. */
export interface ReadableElement {
  getAttribute(name: string): string | null;
  readonly outerHTML: string;
}

/** What the id of an entry's element begins with. */
export const entryIdPrefix = "e-";

/**
 * Reads the feed's attributes, its articles and the parts (elements with `data-part`) into a replica.
 * @throws Error when the feed lacks its epoch or revision.
 */
export function readReplica(
  feed: ReadableElement,
  articles: Iterable<ReadableElement>,
  partElements: Iterable<ReadableElement>,
): Replica {
  const text = (name: string) => feed.getAttribute(name) ?? "";
  const epoch = text("data-epoch");
  const revision = Number(text("data-revision") || NaN);
  if (epoch === "" || !Number.isInteger(revision)) throw new Error("The feed has no data-epoch or data-revision.");

  const items = new Map<string, Item>();
  let newest = "";
  for (const article of articles) {
    const position = article.getAttribute("data-position") ?? "";
    items.set((article.getAttribute("id") ?? "").slice(entryIdPrefix.length), {
      revision: Number(article.getAttribute("data-revision")),
      position,
      pinned: article.getAttribute("data-pinned") !== null,
      rank: Number(article.getAttribute("data-pinned") ?? 0),
      html: article.outerHTML,
    });
    if (position > newest) newest = position;
  }

  const parts = new Map<string, Part>();
  for (const part of partElements) {
    const id = part.getAttribute("id");
    if (id !== null) parts.set(id, { revision: Number(part.getAttribute("data-revision")), html: part.outerHTML });
  }

  const window = { from: text("data-from"), to: text("data-to"), pinnedHere: text("data-pinned-here") === "true" };
  return {
    epoch,
    revision,
    window,
    order: text("data-order") === "oldest" ? "oldest" : "newest",
    // A page without the live edge does not show the newest entry, so the server may say which it is.
    newest: [text("data-newest"), window.to, newest].reduce((a, b) => (a > b ? a : b)),
    event: { revision, status: (text("data-status") || "live") as EventStatus, title: text("data-title") },
    items,
    parts,
  };
}
