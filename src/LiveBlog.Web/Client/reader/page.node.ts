// Reads a page's HTML without a DOM, for processes that follow with a thousand readers.
import type { Replica } from "./replica";
import { readReplica, type ReadableElement } from "./snapshot";

/**
 * The replica that a browser would read from this page.
 * @throws Error when the page has no feed
 */
export function parsePage(html: string): Replica {
  // What a browser does not take for elements of the page.
  const text = html.replace(/<!--[\s\S]*?-->/g, "").replace(/<(script|template|style)\b[\s\S]*?<\/\1>/gi, "")
    // Whether an entry begins a day depends on its neighbours: the browser says it anew where entries come and go.
    .replace(/<p class="day">/g, '<p class="day" hidden="hidden">');
  const [feed] = elements(text, /<(div|section)\b[^>]*\bid="entries"[^>]*>/g);
  if (!feed) throw new Error("The page has no feed.");
  return readReplica(
    feed,
    elements(feed.outerHTML, /<(article)\b[^>]*\bid="e-[^"]*"[^>]*>/g),
    elements(text, /<([a-z][a-z0-9]*)\b[^>]*\bdata-part\b[^>]*>/gi),
  );
}

/** The elements whose start tags match; the pattern's first group is the tag's name. */
function elements(html: string, startTag: RegExp): ReadableElement[] {
  const found: ReadableElement[] = [];
  for (const match of html.matchAll(startTag)) {
    const [tag, name = ""] = match;
    found.push({
      outerHTML: html.slice(match.index, endOf(html, name, match.index + tag.length)),
      getAttribute: (attribute) => attributeOf(tag, attribute),
    });
  }
  return found;
}

/** Where the element that is open at `from` ends, elements of the same name inside it passed over. */
function endOf(html: string, name: string, from: number): number {
  const tags = new RegExp(`<(/?)${name}\\b[^>]*>`, "gi");
  tags.lastIndex = from;
  let depth = 1;
  for (let tag = tags.exec(html); tag !== null; tag = tags.exec(html)) {
    depth += tag[1] === "/" ? -1 : 1;
    if (depth === 0) return tags.lastIndex;
  }
  return html.length;
}

function attributeOf(tag: string, name: string): string | null {
  const match = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s>/])`).exec(tag);
  return match === null ? null : decode(match[1] ?? "");
}

/** The character references that an HTML encoder writes in attributes. */
function decode(text: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (all, hex?: string, decimal?: string, name?: string) =>
    hex ? String.fromCodePoint(parseInt(hex, 16))
    : decimal ? String.fromCodePoint(Number(decimal))
    : (named[name ?? ""] ?? all));
}
