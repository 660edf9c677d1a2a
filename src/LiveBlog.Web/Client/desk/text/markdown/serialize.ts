// From the editor's document to Markdown.
import type { Fragment, Node } from "prosemirror-model";
import { isEmpty, schema } from "../schema";
import { inlineToMarkdown } from "./inline";

const { nodes } = schema;

/** What stands before a block of the same text, where that matters. */
export interface Before {
  /** The marker of the list that it follows: two lists in a row with one marker would be one list (CommonMark 5.3). */
  readonly marker?: string;
}

/** The block as Markdown; empty, if there is nothing in it. */
export function blockToMarkdown(node: Node, before: Before = {}): string {
  switch (node.type) {
    case nodes.paragraph: return inlineToMarkdown(node.content);
    case nodes.heading: return heading(node);
    case nodes.bullet_list: case nodes.ordered_list: return list(node, before.marker);
    case nodes.blockquote: return quote(node);
    case nodes.code_block: return code(node);
    case nodes.horizontal_rule: return "---";
    case nodes.table: return table(node);
    case nodes.key_figure: return keyFigure(node);
    case nodes.known_unknown: return frame("known-unknown", blocksToMarkdown(node.content));
    case nodes.verbatim: return node.textContent.trim() === "" ? "" : node.textContent;
    default: throw new RangeError(`No block: ${node.type.name}`);
  }
}

/** The marker that a list written as that text has. */
export function markerOf(node: Node, markdown: string): string | undefined {
  if (node.type === nodes.bullet_list) return markdown.trimStart()[0];
  return node.type === nodes.ordered_list ? /^\s*\d+([.)])/.exec(markdown)?.[1] : undefined;
}

/** Whether nothing at all would be written: an empty paragraph, where the editor rests. */
function blocksToMarkdown(content: Fragment): string {
  const written: string[] = [];
  let marker: string | undefined;
  content.forEach((node) => {
    const text = blockToMarkdown(node, marker === undefined ? {} : { marker });
    if (text === "") return;
    written.push(text);
    marker = markerOf(node, text);
  });
  return written.join("\n\n");
}

function heading(node: Node): string {
  const text = inlineToMarkdown(node.content);
  // It may end in signs that do not count (CommonMark 4.2).
  return text === "" ? "" : `${"#".repeat(node.attrs.level as number)} ${unescapedStart(text).replace(/(^|[ \t])(#+)$/, "$1\\$2")}`;
}

function list(node: Node, taken?: string): string {
  const ordered = node.type === nodes.ordered_list;
  const marker = ordered ? (taken === "." ? ")" : ".") : taken === "-" ? "*" : "-";
  let number = node.attrs.order as number;
  const items: string[] = [];
  let loose = !(node.attrs.tight as boolean);
  node.forEach((item) => {
    item.forEach((block, _, at) => { loose ||= at > 0 && block.type !== nodes.bullet_list && block.type !== nodes.ordered_list; });
  });
  node.forEach((item) => {
    // Where the caret rests is no item for readers yet.
    if (isEmpty(item)) return;
    const prefix = ordered ? `${number++}${marker} ` : `${marker} `;
    items.push(listItem(item, prefix, loose));
  });
  return items.join(loose ? "\n\n" : "\n");
}

function listItem(item: Node, prefix: string, loose: boolean): string {
  const written: string[] = [];
  let marker: string | undefined;
  item.forEach((block, _, at) => {
    const text = blockToMarkdown(block, marker === undefined ? {} : { marker });
    if (text === "" && at > 0) return;
    written.push(text);
    marker = markerOf(block, text);
  });
  const [first = "", ...rest] = written;
  const indented = rest.map((text) => indent(text, prefix.length));
  // Without a first line there may be no empty one after the marker (CommonMark 5.2).
  return [(prefix + indent(first, prefix.length).trimStart()).trimEnd(), ...indented].join(loose && first !== "" ? "\n\n" : "\n");
}

const indent = (text: string, width: number) => text.replace(/^(?=.)/gm, " ".repeat(width));

function quote(node: Node): string {
  const speaker = node.lastChild!.type === nodes.speaker ? node.lastChild : null;
  const said = blocksToMarkdown(speaker ? node.content.cut(0, node.content.size - speaker.nodeSize) : node.content);
  const name = speaker ? inlineToMarkdown(speaker.content) : "";
  const text = name === "" ? said : `${said}${said === "" ? "" : "\n\n"}— ${unescapedStart(name)}`;
  return text === "" ? "" : text.split("\n").map((line) => (line === "" ? ">" : `> ${line}`)).join("\n");
}

// Behind a dash or the signs of a heading nothing begins a block.
const unescapedStart = (line: string) => line.replace(/^\\(?=[-+>=:#])/, "");

function code(node: Node): string {
  const text = node.textContent;
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return text.trim() === "" ? "" : `${fence}${node.attrs.info as string}\n${text}\n${fence}`;
}

function frame(name: string, inner: string): string {
  // A line of colons in it must not close it.
  const longest = Math.max(2, ...(inner.match(/^:{3,}/gm) ?? []).map((run) => run.length));
  const colons = ":".repeat(longest + 1);
  return inner === "" ? "" : `${colons} ${name}\n${inner}\n${colons}`;
}

function keyFigure(node: Node): string {
  const [number, measure, source] = [0, 1, 2].map((at) => inlineToMarkdown(node.child(at).content)) as [string, string, string];
  return frame("key-figure", [number, measure, source === "" ? "" : `— ${unescapedStart(source)}`].filter((line) => line !== "").join("\n"));
}

function table(node: Node): string {
  if (node.textContent.trim() === "") return "";
  const width = Math.max(...node.children.map((row) => row.childCount));
  const rows = node.children.map((row) => line(Array.from({ length: width }, (_, at) => (at < row.childCount ? inCell(row.child(at)) : ""))));
  const rule = Array.from({ length: width }, (_, at) => {
    const align = at < node.firstChild!.childCount ? node.firstChild!.child(at).attrs.align as string | null : null;
    return `${align === "left" || align === "center" ? ":" : "-"}--${align === "right" || align === "center" ? ":" : "-"}`.replace("----", "---");
  });
  return [rows[0], line(rule), ...rows.slice(1)].join("\n");
}

const line = (cells: string[]) => `| ${cells.join(" | ")} |`.replace(/ {2,}(?=\|)/g, " ");

const inCell = (cell: Node) => unescapedStart(inlineToMarkdown(cell.content, true)).replace(/\n/g, " ");
