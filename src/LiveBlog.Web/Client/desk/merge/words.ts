// Which words of two texts differ.

/** A piece of a text; `differs` where the other text has something else. */
export interface Piece {
  readonly text: string;
  readonly differs: boolean;
}

/** A table beyond this many cells takes too long: what lies between the common ends then counts as different. */
const mostCells = 4_000_000;

/** Both texts in pieces, by words. */
export function wordDifferences(a: string, b: string): { readonly a: Piece[]; readonly b: Piece[] } {
  const left = words(a);
  const right = words(b);
  let start = 0;
  while (start < Math.min(left.length, right.length) && left[start] === right[start]) start++;
  let end = 0;
  while (end < Math.min(left.length, right.length) - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end++;
  const [inLeft, inRight] = common(left.slice(start, left.length - end), right.slice(start, right.length - end));
  const isCommon = (length: number, inside: ReadonlySet<number>) => (at: number) => at < start || at >= length - end || inside.has(at - start);
  return { a: pieces(left, isCommon(left.length, inLeft)), b: pieces(right, isCommon(right.length, inRight)) };
}

const words = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];

/** The places of a longest common subsequence in both. */
function common(a: readonly string[], b: readonly string[]): [Set<number>, Set<number>] {
  const inA = new Set<number>();
  const inB = new Set<number>();
  const wide = b.length + 1;
  if (a.length * b.length > mostCells) return [inA, inB];
  const lengths = new Uint32Array((a.length + 1) * wide);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * wide + j] = a[i] === b[j]
        ? lengths[(i + 1) * wide + j + 1]! + 1
        : Math.max(lengths[(i + 1) * wide + j]!, lengths[i * wide + j + 1]!);
    }
  }
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      inA.add(i++);
      inB.add(j++);
    } else if (lengths[(i + 1) * wide + j]! >= lengths[i * wide + j + 1]!) i++;
    else j++;
  }
  return [inA, inB];
}

function pieces(all: readonly string[], isCommon: (at: number) => boolean): Piece[] {
  const joined: { text: string; differs: boolean }[] = [];
  all.forEach((text, at) => {
    const differs = !isCommon(at);
    const last = joined[joined.length - 1];
    if (last?.differs === differs) last.text += text;
    else joined.push({ text, differs });
  });
  return joined;
}
