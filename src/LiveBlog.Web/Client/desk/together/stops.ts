// Tab stops: the places of a template, in the headline and then in the text, whether that is a plain field or the rich editor.
import { placeAfter, placeBefore } from "./placeholders";

type Plain = HTMLInputElement | HTMLTextAreaElement;

/** Where something is typed: a plain field, or what the rich editor shows in its place. */
function surfaces(form: HTMLFormElement): HTMLElement[] {
  return ["Entry.Headline", "Entry.Body"].flatMap((name) => {
    const field = form.querySelector<Plain>(`[name="${name}"]`);
    if (!field) return [];
    const rich = field.closest(".field")?.querySelector<HTMLElement>('[contenteditable="true"]');
    return [rich ?? field];
  });
}

const isPlain = (surface: HTMLElement): surface is Plain => surface instanceof HTMLInputElement || surface instanceof HTMLTextAreaElement;

/** The text with where it is in the document: `{{…}}` never spans two text nodes unless part of it is marked up. */
function textOf(surface: HTMLElement): { text: string; nodes: { node: Text; start: number }[] } {
  const walker = document.createTreeWalker(surface, NodeFilter.SHOW_TEXT);
  const nodes: { node: Text; start: number }[] = [];
  let text = "";
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    nodes.push({ node, start: text.length });
    text += node.data;
  }
  return { text, nodes };
}

function caretOf(surface: HTMLElement): { start: number; end: number } {
  if (isPlain(surface)) return { start: surface.selectionStart ?? 0, end: surface.selectionEnd ?? 0 };
  const selection = getSelection();
  if (!selection || selection.rangeCount === 0 || !surface.contains(selection.anchorNode)) return { start: 0, end: 0 };
  const range = selection.getRangeAt(0);
  const before = document.createRange();
  before.selectNodeContents(surface);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return { start, end: start + range.toString().length };
}

function select(surface: HTMLElement, start: number, end: number): void {
  surface.focus();
  if (isPlain(surface)) {
    surface.setSelectionRange(start, end);
    return;
  }
  const { nodes } = textOf(surface);
  const at = (offset: number) => {
    const found = nodes.filter((one) => one.start <= offset).pop() ?? nodes[0]!;
    return [found.node, Math.min(offset - found.start, found.node.data.length)] as const;
  };
  const range = document.createRange();
  range.setStart(...at(start));
  range.setEnd(...at(end));
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}

const valueOf = (surface: HTMLElement) => (isPlain(surface) ? surface.value : textOf(surface).text);

/** Selects the next place to fill in, from the caret on; the first one, if `first`. Answers whether there was one. */
export function next(form: HTMLFormElement, first = false): boolean {
  const all = surfaces(form);
  const at = first ? -1 : all.findIndex((surface) => surface.contains(document.activeElement));
  for (const [i, surface] of all.entries()) {
    if (i < at) continue;
    const place = placeAfter(valueOf(surface), i === at ? caretOf(surface).end : 0);
    if (place) {
      select(surface, place.start, place.end);
      return true;
    }
  }
  return false;
}

/** Selects the place before the caret. Answers whether there was one. */
export function previous(form: HTMLFormElement): boolean {
  const all = surfaces(form);
  const at = all.findIndex((surface) => surface.contains(document.activeElement));
  for (let i = at; i >= 0; i--) {
    const surface = all[i]!;
    const text = valueOf(surface);
    const place = placeBefore(text, i === at ? caretOf(surface).start : text.length);
    if (place) {
      select(surface, place.start, place.end);
      return true;
    }
  }
  return false;
}
