// Where the caret stands in the other form of the same text, so that changing the form does not lose it.
import { Fragment, type Node, Slice } from "prosemirror-model";
import { parsePieces } from "../markdown/parse";
import { blockToMarkdown } from "../markdown/serialize";
import { schema } from "../schema";
import type { Source } from "../source";

// A sign of private use, which no text has: put at the caret, it is found again.
const mark = "\uE000";

/** The offset in the Markdown of a position in the document. */
export function placeInText(source: Source, doc: Node, pos: number): number {
  const $pos = doc.resolve(pos);
  const whole = source.write(doc);
  if ($pos.depth === 0) return whole.length;
  const index = $pos.index(0);
  const before = source.write(doc.cut(0, $pos.after(1)));
  const block = doc.child(index);
  const written = blockToMarkdown(block);
  const start = Math.max(0, before.length - written.length);
  if (!$pos.parent.isTextblock) return before.length;
  const inside = pos - $pos.before(1) - 1;
  const marked = block.replace(inside, inside, new Slice(Fragment.from(schema.text(mark)), 0, 0));
  const at = blockToMarkdown(marked).indexOf(mark);
  return Math.min(at < 0 ? before.length : start + at, whole.length);
}

/** The position in the document of an offset in the Markdown. */
export function placeFromText(source: Source, doc: Node, markdown: string, offset: number): number {
  let start = 0;
  let pos = 0;
  for (const piece of parsePieces(markdown).pieces) {
    start += piece.gap.length;
    const end = start + piece.source.length;
    if (offset <= end) {
      const at = Math.max(0, offset - start);
      const marked = parsePieces(`${piece.source.slice(0, at)}${mark}${piece.source.slice(at)}`).pieces[0]?.node;
      return pos + (found(marked) ?? Math.max(1, piece.node.nodeSize - 1));
    }
    start = end;
    pos += piece.node.nodeSize;
  }
  return source.doc.eq(doc) ? doc.content.size : Math.min(pos, doc.content.size);
}

/** The position of the mark in a block, counted from before it. */
function found(block: Node | undefined): number | null {
  let at: number | null = null;
  block?.descendants((node, pos) => {
    const inside = node.isText ? node.text!.indexOf(mark) : -1;
    if (inside >= 0) at = pos + 1 + inside;
  });
  return at;
}
