// Remembers in this browser who photos are credited to, by where they come from: an agency's files are named alike, and so
// are those of one's own phone.
import type { SafeStorage } from "../../shared/storage";
import type { Described } from "./metadata";

const key = "liveblog.media.sources";
const mostSources = 60;
const mostRecent = 20;

interface Remembered {
  /** Credits by source, the latest first. */
  readonly sources: readonly (readonly [source: string, credit: string])[];
  readonly credits: readonly string[];
  readonly captions: readonly string[];
}

/** Where a file comes from: who it says made it, or else how its name begins; null where neither tells anything. */
export function sourceOf(name: string, described: Described): string | null {
  if (described.credit) return `by:${described.credit.toLowerCase()}`;
  const prefix = /^([\p{L}]{2,})[-_ ]?\d/u.exec(name)?.[1]?.toLowerCase();
  // What every screenshot is called says nothing.
  return prefix === undefined || prefix === "image" || prefix === "screenshot" ? null : `name:${prefix}`;
}

export class Sources {
  constructor(private readonly storage: SafeStorage) {}

  /** The credit last given to something from there. */
  creditFor(source: string | null): string | undefined {
    return source === null ? undefined : this.read().sources.find(([known]) => known === source)?.[1];
  }

  get credits(): readonly string[] {
    return this.read().credits;
  }

  get captions(): readonly string[] {
    return this.read().captions;
  }

  remember(source: string | null, texts: { readonly credit?: string; readonly caption?: string }): void {
    const known = this.read();
    const credit = texts.credit?.trim();
    const caption = texts.caption?.trim();
    this.storage.set(key, JSON.stringify({
      sources: credit && source !== null ? [[source, credit] as const, ...known.sources.filter(([other]) => other !== source)].slice(0, mostSources) : known.sources,
      credits: first(credit, known.credits),
      captions: first(caption, known.captions),
    }));
  }

  private read(): Remembered {
    try {
      const found = JSON.parse(this.storage.get(key) ?? "{}") as Partial<Remembered>;
      return { sources: found.sources ?? [], credits: found.credits ?? [], captions: found.captions ?? [] };
    } catch {
      return { sources: [], credits: [], captions: [] };
    }
  }
}

const first = (text: string | undefined, others: readonly string[]) =>
  text ? [text, ...others.filter((other) => other !== text)].slice(0, mostRecent) : others;
