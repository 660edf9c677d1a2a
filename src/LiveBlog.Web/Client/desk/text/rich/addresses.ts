// Addresses as readers will get them: links, and alone on their line a card of a known site (ExternalSite in LiveBlog.Core).
import { type EditorState, Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { schema } from "../schema";
import { word } from "../../words";
import { parsed } from "../paste/links";

const { nodes, marks } = schema;
const written = /(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)[^\s<>"«»]+/giu;

interface Site { readonly provider: string; readonly pattern: RegExp }
let sites: Site[] | undefined;

/** The table that the page brings, whose patterns know `host/path?v=…&start=…`. */
function table(): Site[] {
  const json = document.querySelector<HTMLElement>("#text-sites")?.dataset.sites ?? "[]";
  return sites ??= (JSON.parse(json) as { provider: string; pattern: string }[]).map(({ provider, pattern }) => ({ provider, pattern: new RegExp(`^(?:${pattern})(?:\\?v=[^&]*)?&start=[0-9]*$`) }));
}

/** The name of the site whose card an address will be, or null. */
export function providerOf(address: string): string | null {
  if (!/^https?:\/\/[^/?#@:]+(?:[/?#]|$)/i.test(address) || !/^[!-~]+$/.test(address)) return null;
  const url = parsed(address);
  if (url === null) return null;
  const known = `${url.hostname}${url.pathname.replace(/\/+$/, "")}?v=${url.searchParams.get("v") ?? ""}&start=`;
  return table().find((site) => site.pattern.test(known))?.provider ?? null;
}

function decorations({ doc }: EditorState): DecorationSet {
  const found: Decoration[] = [];
  doc.descendants((node, pos, parent) => {
    if (node.type === nodes.paragraph && parent === doc) {
      const only = node.childCount === 1 && node.firstChild!.isText && node.firstChild!.marks.length === 0 ? node.textContent.trim() : "";
      const provider = providerOf(only);
      if (provider !== null) found.push(Decoration.node(pos, pos + node.nodeSize, { class: "rich-card", "data-card": word("text-card", provider) }));
    }
    if (!node.isText || node.marks.some((mark) => mark.type === marks.link || mark.type === marks.code) || parent?.type.spec.code) return true;
    for (const match of node.text!.matchAll(written)) {
      const address = match[0].replace(/[!?;:.,)\]'*_~…]+$/u, "");
      found.push(Decoration.inline(pos + match.index, pos + match.index + address.length, { class: "rich-address" }));
    }
    return true;
  });
  return DecorationSet.create(doc, found);
}

export const addresses = new Plugin<DecorationSet>({
  state: { init: (_, state) => decorations(state), apply: (tr, old, __, state) => (tr.docChanged ? decorations(state) : old) },
  props: { decorations(state) { return this.getState(state); } },
});
