// From Markdown to the editor's document, block by block. What can't be written back as it was read becomes `verbatim`.
import { Fragment, type Mark, type Node } from "prosemirror-model";
import { schema } from "../schema";
import { blockToMarkdown } from "./serialize";
import { tokensOf, type Token } from "./tokens";

const { nodes, marks } = schema;

/** A block of the text as it stands there. */
export interface Piece {
  readonly node: Node;
  readonly source: string;
  /** What stands between it and the block before it: line ends, at most with spaces. */
  readonly gap: string;
}

/** A text's blocks in their order. */
export function parsePieces(markdown: string): { pieces: Piece[]; tail: string } {
  const lines = markdown.split("\n");
  const pieces: Piece[] = [];
  let done = 0;
  let gapFrom = 0;
  const add = (from: number, to: number, build: () => Node) => {
    while (to > from && lines[to - 1]!.trim() === "") to--;
    while (from < to && lines[from]!.trim() === "") from++;
    if (from === to) return;
    const source = lines.slice(from, to).join("\n");
    const gap = lines.slice(gapFrom, from).map((line) => `${line}\n`).join("");
    pieces.push({ node: build(), source, gap: pieces.length === 0 ? gap : `\n${gap}` });
    gapFrom = to;
  };
  for (const group of topLevel(tokensOf(markdown))) {
    const [from, to] = group[0]!.map ?? [done, done];
    // What makes no token: where links lead ("[1]: https://…").
    add(done, from, () => verbatim(lines.slice(done, from).join("\n").trim()));
    add(from, to, () => blockOf(group, lines.slice(from, to).join("\n").replace(/\s+$/, "")));
    done = to;
  }
  add(done, lines.length, () => verbatim(lines.slice(done).join("\n").trim()));
  const rest = lines.slice(gapFrom);
  return { pieces, tail: pieces.length === 0 ? "" : rest.map((line) => `\n${line}`).join("") };
}

/** The document of a text; of an empty one, an empty paragraph. */
export function docOf(pieces: readonly Piece[]): Node {
  return nodes.doc.create(null, pieces.length === 0 ? nodes.paragraph.create() : pieces.map((piece) => piece.node));
}

function blockOf(tokens: Token[], source: string): Node {
  // An escaped colon or dot keeps an address from becoming a link, which the document can't say.
  if (/(?:https?|ftp|mailto|tel)\\:|www\\\./i.test(source)) return verbatim(source);
  const node = attempt(tokens);
  if (node === null) return verbatim(source);
  const again = topLevel(tokensOf(blockToMarkdown(node)));
  return again.length === 1 && attempt(again[0]!)?.eq(node) ? node : verbatim(source);
}

const verbatim = (source: string) => nodes.verbatim.create(null, source === "" ? null : schema.text(source));

function attempt(tokens: Token[]): Node | null {
  try {
    const [node, ...others] = new Builder(tokens).blocks();
    if (node === undefined || others.length > 0) return null;
    node.check();
    return node;
  } catch (failure) {
    if (failure instanceof Unknown || failure instanceof RangeError) return null;
    throw failure;
  }
}

/** Whether a line names a source: the rule of QuoteRenderer in LiveBlog.Core. */
const dash = /^(?:[—–]\s*|-- \s*)(?=\S)/;

/** Stands in a text that this editor doesn't know. */
class Unknown extends Error {}

function topLevel(tokens: Token[]): Token[][] {
  const groups: Token[][] = [];
  for (const token of tokens) {
    if (token.level === 0 && token.nesting >= 0) groups.push([]);
    groups.at(-1)!.push(token);
  }
  return groups;
}

class Builder {
  private at = 0;

  constructor(private readonly tokens: Token[]) {}

  /** Blocks up to the closing token of that type, or to the end. */
  blocks(until?: string): Node[] {
    const found: Node[] = [];
    for (let token = this.next(); token !== undefined && token.type !== until; token = this.next()) found.push(this.block(token));
    return found;
  }

  private next(): Token | undefined {
    return this.tokens[this.at++];
  }

  private block(token: Token): Node {
    switch (token.type) {
      case "paragraph_open": return nodes.paragraph.create(null, this.inline("paragraph_close"));
      case "heading_open": return nodes.heading.create({ level: Number(token.tag.slice(1)) }, this.line("heading_close"));
      case "hr": return nodes.horizontal_rule.create();
      case "fence": case "code_block": return nodes.code_block.create({ info: token.info.trim() }, textOf(token.content.replace(/\n$/, "")));
      case "blockquote_open": return this.quote(this.blocks("blockquote_close"));
      case "bullet_list_open": return this.list(nodes.bullet_list, "bullet_list_close", {});
      case "ordered_list_open": return this.list(nodes.ordered_list, "ordered_list_close", { order: Number(token.attrGet("start") ?? 1) });
      case "list_item_open": {
        const inner = this.blocks("list_item_close");
        return nodes.list_item.create(null, inner[0]?.type === nodes.paragraph ? inner : [nodes.paragraph.create(), ...inner]);
      }
      case "table_open": return this.table();
      case "frame_open": return token.info === "key-figure" ? this.keyFigure() : nodes.known_unknown.create(null, this.blocks("frame_close"));
      default: throw new Unknown(token.type);
    }
  }

  private list(type: typeof nodes.bullet_list, close: string, attrs: object): Node {
    const start = this.at;
    const items = this.blocks(close);
    // The paragraphs of a tight list are hidden; which of them are this list's own, their level says.
    const level = this.tokens[start - 1]!.level + 2;
    const tight = !this.tokens.slice(start, this.at).some((token) => token.type === "paragraph_open" && token.level === level && !token.hidden);
    return type.create({ ...attrs, tight }, items);
  }

  private quote(inner: Node[]): Node {
    const last = inner.at(-1);
    if (last?.type !== nodes.paragraph) return nodes.blockquote.create(null, inner);
    const [rest, speaker] = cutSource(last.content, inner.length > 1);
    if (speaker === null) return nodes.blockquote.create(null, inner);
    const quoted = inner.slice(0, -1);
    if (rest.size > 0) quoted.push(nodes.paragraph.create(null, rest));
    return nodes.blockquote.create(null, [...quoted, nodes.speaker.create(null, speaker)]);
  }

  private keyFigure(): Node {
    const [paragraph, ...others] = this.blocks("frame_close");
    if (paragraph?.type !== nodes.paragraph || others.length > 0) throw new Unknown("key figure");
    const [rest, source] = cutSource(paragraph.content, false);
    const end = breakIn(rest, false);
    const number = end === null ? rest : rest.cut(0, end);
    return nodes.key_figure.create(null, [
      nodes.figure_number.create(null, number),
      nodes.figure_measure.create(null, end === null ? Fragment.empty : rest.cut(end + 1)),
      nodes.figure_source.create(null, source),
    ]);
  }

  private table(): Node {
    const rows: Node[] = [];
    let cells: Node[] = [];
    let header = false;
    for (let token = this.next()!; token.type !== "table_close"; token = this.next()!) {
      if (token.type === "thead_open") header = true;
      else if (token.type === "thead_close") header = false;
      else if (token.type === "tr_open") cells = [];
      else if (token.type === "tr_close") rows.push((header ? nodes.header_row : nodes.table_row).create(null, cells));
      else if (token.type === "th_open" || token.type === "td_open") {
        const align = /text-align:(\w+)/.exec(String(token.attrGet("style") ?? ""))?.[1] ?? null;
        cells.push((header ? nodes.header_cell : nodes.cell).create({ align }, this.line(token.type.replace("open", "close"))));
      }
    }
    return nodes.table.create(null, rows);
  }

  private line(close: string): Fragment {
    const content = this.inline(close);
    content.forEach((node) => { if (!node.isText) throw new Unknown("line break"); });
    return content;
  }

  private inline(close: string): Fragment {
    const token = this.next()!;
    if (token.type === close) return Fragment.empty;
    if (this.next()?.type !== close) throw new Unknown(close);
    return inlineOf(token.children ?? []);
  }
}

function inlineOf(tokens: Token[]): Fragment {
  const found: Node[] = [];
  const active: Mark[] = [];
  const set = () => active.reduce((all, mark) => mark.addToSet(all), [] as readonly Mark[]);
  const close = (name: string) => { active.splice(active.map((mark) => mark.type.name).lastIndexOf(name), 1); };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    switch (token.type) {
      case "text": case "text_special": if (token.content !== "") found.push(schema.text(token.content, set())); break;
      case "softbreak": case "hardbreak": found.push(nodes.hard_break.create(null, null, set())); break;
      case "code_inline": found.push(schema.text(token.content, marks.code.create().addToSet(set()))); break;
      case "strong_open": active.push(marks.strong.create()); break;
      case "em_open": active.push(marks.em.create()); break;
      case "s_open": active.push(marks.strike.create()); break;
      case "strong_close": close("strong"); break;
      case "em_close": close("em"); break;
      case "s_close": close("strike"); break;
      case "link_open": {
        const href = String(token.attrGet("href") ?? "");
        // An address that is written out is a link as it stands.
        if (token.markup === "autolink" && /^https?:\/\//i.test(href)) {
          found.push(schema.text(tokens[i + 1]!.content, set()));
          i += 2;
        } else {
          active.push(marks.link.create({ href, title: token.attrGet("title") || null }));
        }
        break;
      }
      case "link_close": close("link"); break;
      default: throw new Unknown(token.type);
    }
  }
  return Fragment.fromArray(merged(found));
}

function merged(inline: Node[]): Node[] {
  const result: Node[] = [];
  for (const node of inline) {
    const last = result.at(-1);
    if (last?.isText && node.isText && last.sameMarkup(node)) result[result.length - 1] = schema.text(last.text! + node.text!, node.marks);
    else result.push(node);
  }
  return result;
}

function breakIn(content: Fragment, last: boolean): number | null {
  let found: number | null = null;
  content.forEach((node, offset) => { if (node.type === nodes.hard_break && (last || found === null)) found = offset; });
  return found;
}

/** Takes the last line, if it begins with a dash, off the content. */
function cutSource(content: Fragment, alone: boolean): [rest: Fragment, source: Fragment | null] {
  const at = breakIn(content, true);
  if (at === null && !alone) return [content, null];
  const line = at === null ? content : content.cut(at + 1);
  const first = line.firstChild;
  const begin = first?.isText && first.marks.length === 0 ? dash.exec(`${first.text!}${line.childCount > 1 ? "x" : ""}`) : null;
  if (begin === null) return [content, null];
  return [at === null ? Fragment.empty : content.cut(0, at), line.cut(Math.min(begin[0].length, first!.nodeSize))];
}

function textOf(text: string): Node | null {
  return text === "" ? null : schema.text(text);
}
