// Two people changed the same entry: what can be joined without asking, and what has to be asked.

type Fields = Readonly<Record<string, unknown>>;

/** What does not depend on the text: it is set on whatever version stands. */
const marks = new Set(["key", "breaking", "pinned", "wire", "pinRank", "certainty"]);

/** Not the entry's content. */
const aside = new Set(["version", "id"]);

export interface Merge {
  /** What is still to be changed of what stands now; without `version`. */
  readonly changes: Record<string, unknown>;
  /** The fields that both changed, each in another way. */
  readonly conflicts: string[];
}

/**
 * Three-way: a field that only one side changed is taken from that side.
 * @param base what the entry said where the edit began; without it only marks can be joined
 * @param mine what the edit wants, by the API's names
 * @param theirs what stands now
 */
export function merge(base: Fields | undefined, mine: Fields, theirs: Fields): Merge {
  const changes: Record<string, unknown> = {};
  const conflicts: string[] = [];
  for (const [name, wanted] of Object.entries(mine)) {
    if (aside.has(name) || equal(wanted, theirs[name])) continue;
    const known = base !== undefined && name in base;
    if (known && equal(wanted, base[name])) continue;
    changes[name] = wanted;
    if (!marks.has(name) && !(known && equal(theirs[name], base[name]))) conflicts.push(name);
  }
  return { changes, conflicts };
}

/** Whether two values of the API are the same: a text ends where its last letter is, and nothing is as good as an empty text. */
export function equal(a: unknown, b: unknown): boolean {
  return normal(a) === normal(b);
}

function normal(value: unknown): string {
  if (value === null || value === undefined) return '""';
  if (typeof value === "string") {
    const moment = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value) ? Date.parse(value) : NaN;
    return Number.isNaN(moment) ? JSON.stringify(value.replace(/\r\n?/g, "\n").trimEnd()) : `${moment}`;
  }
  if (Array.isArray(value)) return `[${value.map(normal).join()}]`;
  // What the API leaves out is as good as nothing, whatever the order of the rest.
  if (typeof value === "object") {
    return `{${Object.entries(value).filter(([, part]) => normal(part) !== '""').map(([name, part]) => `${name}:${normal(part)}`).sort().join()}}`;
  }
  return JSON.stringify(value);
}
