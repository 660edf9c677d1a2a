// Texts as typed, kept on the server too: for another browser, another phone, or after one that broke. Quietly: what is
// typed is kept in this browser first, and whether it is here as well is nobody's worry.
import { init } from "../send";

/** A text as the server keeps it. */
export interface Copy {
  readonly id: string;
  readonly entryId: string | null;
  readonly entryVersion: number | null;
  readonly fields: Readonly<Record<string, string>>;
  /** The browser that has it open. */
  readonly browser: string;
  /** ISO 8601. */
  readonly savedAt: string;
}

export interface Typed {
  readonly fields: Readonly<Record<string, string>>;
  readonly version?: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

export interface ServerDraftsOptions {
  /** The address of the event's working copies. */
  readonly url: string;
  /** The entry being edited, if it is not a new one. */
  readonly entryId?: string;
  readonly account: string;
  /** This browser, as the server tells it from others. */
  readonly browser: string;
  readonly fetch?: typeof fetch;
}

/** After typing stopped for so long. */
const restMs = 2_000;
/** While typing goes on. */
const mostMs = 10_000;

export class ServerDrafts {
  private readonly waiting = new Map<string, { typed: Typed; since: number; takeOver: boolean; timer: ReturnType<typeof setTimeout> | undefined }>();
  private readonly kept = new Set<string>();
  /** Texts that are not to be kept any more, whatever is on its way. */
  private readonly over = new Set<string>();
  private readonly ask: typeof fetch;

  /** @param taken is told when another browser has taken a text over */
  constructor(private readonly options: ServerDraftsOptions, private readonly taken: (id: string) => void = () => {}) {
    this.ask = options.fetch ?? ((...args) => fetch(...args));
  }

  /** This browser. */
  get browser(): string {
    return this.options.browser;
  }

  /** The texts of this form, the latest first; none where the server can't be asked. */
  async list(): Promise<Copy[]> {
    try {
      const response = await this.ask(this.options.url, init({ method: "GET", url: this.options.url, account: this.options.account }));
      if (!response.ok) return [];
      const copies = (await response.json()) as Copy[];
      return copies.filter((copy) => (copy.entryId ?? undefined) === this.options.entryId);
    } catch {
      return [];
    }
  }

  /** Keeps a text soon. */
  keep(id: string, typed: Typed, takeOver = false): void {
    const before = this.waiting.get(id);
    clearTimeout(before?.timer);
    this.over.delete(id);
    const since = before?.since ?? Date.now();
    const ms = takeOver ? 0 : Math.max(0, Math.min(restMs, since + mostMs - Date.now()));
    this.waiting.set(id, { typed, since, takeOver: takeOver || before?.takeOver === true, timer: setTimeout(() => void this.send(id), ms) });
  }

  /** Does not keep what was not kept yet: the text is in the outbox. */
  stop(id: string): void {
    this.over.add(id);
    this.take(id);
  }

  /** Nobody wants the text any more. */
  forget(id: string): void {
    const isThere = this.kept.has(id) || this.waiting.has(id);
    this.stop(id);
    if (isThere) void this.remove(id);
  }

  /** The same, for one that another page kept. */
  async remove(id: string): Promise<void> {
    this.kept.delete(id);
    const url = this.address(id);
    await this.ask(url, { ...init({ method: "DELETE", url, account: this.options.account }), keepalive: true }).catch(() => {});
  }

  /** The page goes: what waits is kept now. */
  flush(): void {
    for (const id of this.waiting.keys()) void this.send(id, true);
  }

  private take(id: string) {
    const wanted = this.waiting.get(id);
    clearTimeout(wanted?.timer);
    this.waiting.delete(id);
    return wanted;
  }

  private async send(id: string, keepalive = false): Promise<void> {
    const wanted = this.take(id);
    if (wanted === undefined) return;
    this.kept.add(id);
    const { entryId, browser, account } = this.options;
    const { fields, version, savedAt } = wanted.typed;
    const body = JSON.stringify({
      fields, browser, savedAt: new Date(savedAt).toISOString(), takeOver: wanted.takeOver,
      ...(entryId !== undefined && { entryId }), ...(version !== undefined && { entryVersion: Number(version) }),
    });
    try {
      const url = this.address(id);
      const response = await this.ask(url, { ...init({ method: "PUT", url, body, account }), keepalive });
      if (response.status === 409) {
        const { code } = (await response.json()) as { code?: string };
        if (code === "working-copy-taken") this.taken(id);
      } else if (response.status >= 500) this.retry(id, wanted);
    } catch {
      this.retry(id, wanted);
    }
  }

  private retry(id: string, wanted: { typed: Typed; takeOver: boolean }): void {
    if (!this.waiting.has(id) && !this.over.has(id)) this.waiting.set(id, { ...wanted, since: Date.now(), timer: setTimeout(() => void this.send(id), mostMs) });
  }

  private address(id: string): string {
    return `${this.options.url}/${id}`;
  }
}
