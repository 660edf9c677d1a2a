// Texts that were typed and not yet sent, kept in this browser. Each text has a key of its own, so that two tabs never
// write over each other; a tab holds a lock on its text while it is open.

/** A text as it is kept. */
export interface Draft {
  /** Of a new entry, the id it will be posted with; else one of its own. */
  readonly id: string;
  /** The version that an edit started from, as typed into the form's hidden field. */
  readonly version?: string;
  /** The fields by name; a checkbox has "true" or "". */
  readonly fields: Readonly<Record<string, string>>;
  /** What the form held before anything was typed, where that was not nothing. */
  readonly base?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** It was sent at least once: the server may have it under its id, whether or not an answer came. */
  readonly tried?: boolean;
  /** The page that wrote it last. */
  readonly owner: string;
}

/** As much of `Storage` as is needed. Its methods may throw. */
export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** Tells which texts are open in a tab. */
export interface Locks {
  /** Takes it until the page goes; false if another tab has it. What this page has already it may take again. */
  take(name: string): Promise<boolean>;
  held(): Promise<ReadonlySet<string>>;
}

const prefix = "liveblog.draft.";

/** The texts of one form: a new entry of an event, or the edit of an entry. */
export class Drafts {
  /** @param form names the form; drafts of one form can stand in for each other */
  constructor(
    private readonly storage: DraftStorage,
    readonly form: string,
    private readonly owner: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** The text with that id, or null. */
  read(id: string): Draft | null {
    try {
      const draft = JSON.parse(this.storage.getItem(this.key(id)) ?? "null") as Draft | null;
      return draft !== null && typeof draft.id === "string" && typeof draft.fields === "object" ? draft : null;
    } catch {
      return null;
    }
  }

  /**
   * Keeps a text.
   * @returns `kept`; `failed`, if the browser keeps nothing; `taken`, if another page has taken this text over: it is left
   * as it is
   */
  save(id: string, fields: Draft["fields"], version?: string, tried = false, base?: Draft["base"]): "kept" | "failed" | "taken" {
    const stored = this.read(id);
    if (stored !== null && stored.owner !== this.owner) return "taken";
    return this.write({
      id, fields, savedAt: this.now(), owner: this.owner, ...(version !== undefined && { version }), ...(tried && { tried }), ...(base !== undefined && { base }),
    });
  }

  /** Makes a text that another page wrote this page's own. */
  takeOver(draft: Omit<Draft, "owner">): void {
    this.write({ ...draft, owner: this.owner });
  }

  remove(id: string): void {
    try {
      this.storage.removeItem(this.key(id));
    } catch {
      // Nothing was kept, so there is nothing to remove.
    }
  }

  /** All texts of this form, the latest first. */
  list(): Draft[] {
    try {
      const keys = Array.from({ length: this.storage.length }, (_, at) => this.storage.key(at) ?? "");
      const start = this.key("");
      return keys.filter((key) => key.startsWith(start))
        .map((key) => this.read(key.slice(start.length)))
        .filter((draft): draft is Draft => draft !== null)
        .sort((a, b) => b.savedAt - a.savedAt);
    } catch {
      return [];
    }
  }

  /** The name of the lock on a text. */
  key(id: string): string {
    return `${prefix}${this.form}|${id}`;
  }

  private write(draft: Draft): "kept" | "failed" {
    try {
      this.storage.setItem(this.key(draft.id), JSON.stringify(draft));
      return "kept";
    } catch {
      return "failed";
    }
  }
}

/** Forgets a text of any form: the server has it. */
export function forget(storage: DraftStorage, id: string): void {
  try {
    const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "");
    for (const key of keys) if (key.startsWith(prefix) && key.endsWith(`|${id}`)) storage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

/**
 * What a page begins with: the text that this tab had before it was loaded anew, or else the only one that no tab has open.
 * @param mine the id of the text that this tab had, if any
 * @param begun the ids of what was typed here meanwhile
 */
export async function choose(
  drafts: Drafts, locks: Locks, mine: string | null, begun: ReadonlySet<string> = new Set(),
): Promise<{ readonly own: Draft | null; readonly others: Draft[] }> {
  const all = drafts.list().filter((draft) => !begun.has(draft.id));
  const held = await locks.held();
  const free = all.filter((draft) => !held.has(drafts.key(draft.id)));
  const wanted = all.find((draft) => draft.id === mine) ?? (free.length === 1 ? free[0] : undefined);
  // A duplicated tab believes that the text is its own; the lock knows better.
  const own = wanted !== undefined && (await locks.take(drafts.key(wanted.id))) ? wanted : null;
  if (own !== null) drafts.takeOver(own);
  return { own, others: free.filter((draft) => draft !== own) };
}

/** Web Locks, where the browser has them; only secure pages do. Elsewhere every text counts as free. One for the whole page. */
export function browserLocks(manager: LockManager | undefined, patienceMs = 500): Locks {
  const own = new Set<string>();
  if (manager === undefined) return { take: () => Promise.resolve(true), held: () => Promise.resolve(new Set()) };
  return {
    // The page that this one replaces may let go a moment later.
    take: (name) => own.has(name) ? Promise.resolve(true) : new Promise((resolve) => {
      const impatience = new AbortController();
      const timer = setTimeout(() => impatience.abort(), patienceMs);
      manager.request(name, { signal: impatience.signal }, () => {
        clearTimeout(timer);
        own.add(name);
        resolve(true);
        return new Promise(() => {});
      }).catch(() => resolve(false));
    }),
    async held() {
      const { held = [] } = await manager.query();
      return new Set(held.map((lock) => lock.name ?? ""));
    },
  };
}
