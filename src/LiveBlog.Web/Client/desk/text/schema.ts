// What the rich editor knows of the Markdown that readers get (src/LiveBlog.Core/Text). Whatever else stands in a text is kept
// as `verbatim`: shown and edited as it was typed.
import { Schema, type Attrs, type DOMOutputSpec, type Node } from "prosemirror-model";
import { isSafe } from "./paste/links";

const element = (name: string, attrs: Record<string, string> = {}) => (): DOMOutputSpec => [name, attrs, 0];
const heading = (level: number) => ({ tag: `h${level}`, attrs: { level } });
const alignment = (dom: HTMLElement): Attrs => ({ align: /^(?:left|right|center)$/.test(dom.dataset.align ?? "") ? dom.dataset.align : null });
const cell = (name: string) => (node: Node): DOMOutputSpec => [name, node.attrs.align ? { "data-align": node.attrs.align as string } : {}, 0];

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { content: "inline*", group: "block flow", parseDOM: [{ tag: "p" }], toDOM: element("p") },
    heading: {
      content: "text*", group: "block flow", defining: true, attrs: { level: { default: 3 } },
      parseDOM: [1, 2, 3, 4, 5, 6].map(heading), toDOM: (node) => [`h${node.attrs.level as number}`, 0],
    },
    bullet_list: {
      content: "list_item+", group: "block flow", attrs: { tight: { default: true } }, parseDOM: [{ tag: "ul" }], toDOM: element("ul"),
    },
    ordered_list: {
      content: "list_item+", group: "block flow", attrs: { order: { default: 1 }, tight: { default: true } },
      parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ order: (dom as HTMLOListElement).start || 1 }) }],
      toDOM: (node) => ["ol", node.attrs.order === 1 ? {} : { start: String(node.attrs.order) }, 0],
    },
    list_item: { content: "paragraph flow*", defining: true, parseDOM: [{ tag: "li" }], toDOM: element("li") },
    blockquote: { content: "flow+ speaker?", group: "block flow", defining: true, parseDOM: [{ tag: "blockquote" }], toDOM: element("blockquote") },
    speaker: { content: "text*", defining: true, parseDOM: [{ tag: "footer" }], toDOM: element("footer") },
    code_block: {
      content: "text*", marks: "", group: "block flow", code: true, defining: true, attrs: { info: { default: "" } },
      parseDOM: [{ tag: "pre", preserveWhitespace: "full" }], toDOM: () => ["pre", ["code", 0]],
    },
    horizontal_rule: { group: "block flow", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
    table: { content: "header_row table_row*", group: "block", isolating: true, parseDOM: [{ tag: "table" }], toDOM: () => ["table", ["tbody", 0]] },
    header_row: { content: "header_cell+", parseDOM: [{ tag: "tr.header", priority: 60 }], toDOM: element("tr", { class: "header" }) },
    table_row: { content: "cell+", parseDOM: [{ tag: "tr" }], toDOM: element("tr") },
    header_cell: {
      content: "text*", isolating: true, attrs: { align: { default: null } }, parseDOM: [{ tag: "th", getAttrs: alignment }], toDOM: cell("th"),
    },
    cell: { content: "text*", isolating: true, attrs: { align: { default: null } }, parseDOM: [{ tag: "td", getAttrs: alignment }], toDOM: cell("td") },
    key_figure: {
      content: "figure_number figure_measure figure_source", group: "block", isolating: true, defining: true,
      parseDOM: [{ tag: "figure.key-figure" }], toDOM: element("figure", { class: "key-figure" }),
    },
    figure_number: { content: "text*", parseDOM: [{ tag: "p.number", priority: 60 }], toDOM: element("p", { class: "number" }) },
    figure_measure: { content: "inline*", parseDOM: [{ tag: "p.measure", priority: 60 }], toDOM: element("p", { class: "measure" }) },
    figure_source: { content: "text*", parseDOM: [{ tag: "figcaption" }], toDOM: element("figcaption") },
    known_unknown: {
      content: "flow+", group: "block", isolating: true, defining: true,
      parseDOM: [{ tag: "div.known-unknown" }], toDOM: element("div", { class: "known-unknown" }),
    },
    verbatim: {
      content: "text*", marks: "", group: "block", code: true, defining: true,
      parseDOM: [{ tag: "pre.verbatim", preserveWhitespace: "full", priority: 60 }], toDOM: element("pre", { class: "verbatim" }),
    },
    text: { group: "inline" },
    hard_break: { group: "inline", inline: true, selectable: false, linebreakReplacement: true, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
  },
  marks: {
    link: {
      attrs: { href: {}, title: { default: null } }, inclusive: false,
      parseDOM: [{ tag: "a[href]", getAttrs: (dom) => ({ href: dom.getAttribute("href"), title: dom.getAttribute("title") }) }],
      toDOM: ({ attrs }) => ["a", {
        ...(isSafe(attrs.href as string) && { href: attrs.href as string, rel: "noopener" }), ...(attrs.title && { title: attrs.title as string }),
      }, 0],
    },
    strong: {
      parseDOM: [{ tag: "strong" }, { tag: "b" }],
      toDOM: element("strong"),
    },
    em: {
      parseDOM: [{ tag: "em" }, { tag: "i" }, { tag: "cite" }],
      toDOM: element("em"),
    },
    strike: {
      parseDOM: [{ tag: "s" }, { tag: "del" }, { tag: "strike" }],
      toDOM: element("s"),
    },
    code: { excludes: "_", parseDOM: [{ tag: "code" }, { tag: "kbd" }, { tag: "samp" }, { tag: "tt" }], toDOM: element("code") },
  },
});

/** Where the text is nothing that readers would get. */
export function isEmpty(node: Node): boolean {
  return node.type !== schema.nodes.horizontal_rule && node.textContent.trim() === "" && !hasRule(node);
}

function hasRule(node: Node): boolean {
  let found = false;
  node.descendants((inner) => { found ||= inner.type === schema.nodes.horizontal_rule; });
  return found;
}
