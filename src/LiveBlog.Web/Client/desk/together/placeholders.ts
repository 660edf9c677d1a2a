// The places that a template leaves to be filled in, written {{…}}.

export interface Place {
  readonly start: number;
  readonly end: number;
  /** What stands between the braces. */
  readonly name: string;
}

const pattern = /\{\{([^{}\n]*)\}\}/g;

/** All of them, in order. */
export function places(text: string): Place[] {
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length, name: match[1]!.trim() }));
}

/** The first that begins at `from` or after it, or null. */
export function placeAfter(text: string, from: number): Place | null {
  return places(text).find(({ start }) => start >= from) ?? null;
}

/** The last that ends at `before` or before it, or null. */
export function placeBefore(text: string, before: number): Place | null {
  return places(text).filter(({ end }) => end <= before).pop() ?? null;
}

/** Text as names are compared: without accents, in lower case. */
export function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/** The templates whose name begins with what was typed after `;`; null where the text is no such call. */
export function called<T extends { readonly name: string }>(text: string, templates: readonly T[]): T[] | null {
  const call = /^;([^\n;]*)$/.exec(text);
  if (call === null) return null;
  const wanted = folded(call[1]!);
  return templates.filter(({ name }) => folded(name).startsWith(wanted));
}
