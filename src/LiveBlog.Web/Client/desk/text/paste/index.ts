// One way for everything that is pasted, whatever the mode: cleaned, read by the editor's schema, written as Markdown.
import { DOMParser as FromDom, Fragment, Slice, type Node } from "prosemirror-model";
import { docOf, parsePieces } from "../markdown/parse";
import { schema } from "../schema";
import { Source } from "../source";
import { clean } from "./clean";
import { normal, plainToMarkdown } from "./plain";

/** What the clipboard offers. */
export interface Pasted {
  readonly html: string;
  readonly text: string;
}

/** What was pasted, as a document; null where the HTML holds nothing (a picture) and there is no text either. */
export function pastedDoc({ html, text }: Pasted): Node | null {
  if (html !== "") {
    const doc = FromDom.fromSchema(schema).parse(clean(html));
    if (doc.textContent.trim() !== "") return doc;
  }
  return text.trim() === "" ? null : docOf(parsePieces(plainToMarkdown(text)).pieces);
}

/** As Markdown, for the plain mode. */
export function pastedMarkdown(pasted: Pasted): string | null {
  // Text alone is Markdown already, or the page of a PDF.
  if (pasted.html === "") return pasted.text.trim() === "" ? null : plainToMarkdown(pasted.text);
  const doc = pastedDoc(pasted);
  return doc === null ? null : new Source("").write(doc);
}

/** To be put where the caret is: a single paragraph goes on in the present one. */
export function pastedSlice(pasted: Pasted): Slice | null {
  const doc = pastedDoc(pasted);
  if (doc === null) return null;
  const only = doc.childCount === 1 && doc.firstChild!.type === schema.nodes.paragraph;
  const { firstChild: first, lastChild: last } = doc;
  const isText = (node: Node) => node.type === schema.nodes.paragraph;
  return new Slice(doc.content, isText(first!) ? 1 : 0, only || isText(last!) ? 1 : 0);
}

/** The text as it is, to the letter: what Ctrl+Shift+V means. */
export function literalSlice(text: string): Slice {
  const paragraphs = normal(text).split(/\n\s*\n/).map((block) => {
    const lines = block.split("\n").flatMap((line, at) => [...(at > 0 ? [schema.nodes.hard_break.create()] : []), ...(line === "" ? [] : [schema.text(line)])]);
    return schema.nodes.paragraph.create(null, lines);
  });
  return new Slice(Fragment.fromArray(paragraphs), 1, 1);
}
