// A Markdown text as a document, and back: what nobody changed stays as it was typed, to the letter.
import type { Node } from "prosemirror-model";
import { docOf, parsePieces, type Piece } from "./markdown/parse";
import { blockToMarkdown, markerOf } from "./markdown/serialize";
import { schema } from "./schema";

const { nodes } = schema;

export class Source {
  readonly doc: Node;
  private readonly pieces: readonly Piece[];
  private readonly tail: string;
  private readonly known = new WeakMap<Node, Piece | null>();
  private readonly written = new WeakMap<Node, string>();

  constructor(readonly markdown: string) {
    const { pieces, tail } = parsePieces(markdown);
    this.pieces = pieces;
    this.tail = tail;
    this.doc = docOf(pieces);
    for (const piece of pieces) this.known.set(piece.node, piece);
  }

  /** The document as Markdown; that of the document that this text gave is this text. */
  write(doc: Node): string {
    if (doc.eq(this.doc)) return this.markdown;
    let out = "";
    let previous: Piece | null = null;
    let marker: string | undefined;
    doc.forEach((node, _, at) => {
      const last = at === doc.childCount - 1;
      let piece = this.pieceOf(node);
      const follows = piece !== null && this.pieces.indexOf(piece) === (out === "" ? 0 : previous === null ? -1 : this.pieces.indexOf(previous) + 1);
      if (piece !== null && (!last && piece === this.pieces.at(-1) && mayBeOpen(piece) || !follows && !standsAlone(piece, marker))) piece = null;
      const text = piece?.source ?? this.canonical(node, marker);
      if (text === "") return;
      const separator: string = follows && piece !== null ? piece.gap : out === "" ? "" : "\n\n";
      out += separator + text;
      previous = piece;
      marker = markerOf(node, text);
    });
    return out + (previous !== null && previous === this.pieces.at(-1) ? this.tail : "");
  }

  private canonical(node: Node, marker: string | undefined): string {
    if (marker !== undefined) return blockToMarkdown(node, { marker });
    let text = this.written.get(node);
    if (text === undefined) this.written.set(node, text = blockToMarkdown(node));
    return text;
  }

  // Undo makes an equal block, not the same one.
  private pieceOf(node: Node): Piece | null {
    let piece = this.known.get(node);
    if (piece === undefined) {
      piece = this.pieces.find((other) => other.node.eq(node)) ?? null;
      this.known.set(node, piece);
    }
    return piece;
  }
}

/** Whether it means the same after another block than the one that it stood after. */
function standsAlone(piece: Piece, marker: string | undefined): boolean {
  return !/^(?: {4}| {0,3}\t)/.test(piece.source) && (marker === undefined || marker !== markerOf(piece.node, piece.source));
}

/** Whether it may have no end of its own, so that what follows would become part of it. */
function mayBeOpen(piece: Piece): boolean {
  return piece.node.type === nodes.code_block || piece.node.type === nodes.key_figure || piece.node.type === nodes.known_unknown;
}
