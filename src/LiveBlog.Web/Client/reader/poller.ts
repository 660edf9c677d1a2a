// Asks one set for its changes now and then, where the hub is not to be had. No DOM: it also runs under Node.
import { spread } from "../shared/backoff";
import type { ChangeMessage } from "../shared/protocol";

export interface PollerOptions {
  /** Address of the changes, without query; absolute under Node. */
  readonly changesUrl: string;
  position(): { readonly epoch: string; readonly revision: number };
  /** Milliseconds until the next question, when all goes well. */
  interval(): number;
  answered(message: ChangeMessage): void;
  /** The server knows no such set. */
  unknown(): void;
  failed(): void;
  readonly fetch: typeof fetch;
  /** Gives a number in [0, 1). */
  readonly random: () => number;
}

/** An answer takes at most this long, and failures slow the questions down to this; milliseconds. */
const answerMs = 10_000;
const capMs = 30_000;
const jitter = 0.2;
/**
 * Readers that are a few revisions apart ask by one address, so that a CDN asks LiveBlog once for all of them; what a reader
 * has already, it ignores. Chosen by measuring (docs/scale.md).
 */
export const step = 8;

export class Poller {
  private running = false;
  private inFlight: AbortController | null = null;
  private failures = 0;
  private retryAfterMs = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: PollerOptions) {}

  get active(): boolean {
    return this.running;
  }

  /** @param firstAfterMs milliseconds until the first question; by default an interval */
  start(firstAfterMs: number = this.interval()): void {
    if (this.running) return;
    this.running = true;
    this.timer = setTimeout(() => void this.ask(), firstAfterMs);
  }

  stop(): void {
    this.running = false;
    this.failures = 0;
    clearTimeout(this.timer);
    this.inFlight?.abort();
    this.inFlight = null;
  }

  /** Asks at once, whether it polls or not. */
  askOnce(): void {
    void this.ask();
  }

  /** Asks at once, if it polls at all. */
  wake(): void {
    if (this.running) void this.ask();
  }

  private interval(): number {
    const intervalMs = this.options.interval();
    const slowedMs = this.failures > 1 ? Math.max(intervalMs, Math.min(capMs, intervalMs * 2 ** (this.failures - 1))) : intervalMs;
    return spread(slowedMs, jitter, this.options.random);
  }

  private async ask(): Promise<void> {
    clearTimeout(this.timer);
    if (this.inFlight !== null) return;
    const request = (this.inFlight = new AbortController());
    const timer = setTimeout(() => request.abort(), answerMs);
    this.retryAfterMs = 0;
    try {
      const { epoch, revision } = this.options.position();
      const since = revision - (revision % step);
      let message = await this.get(epoch, since, request);
      // Too long ago, but perhaps not from where the page is; or a copy, or a server, that knows less than the page: which of both is told
      // to whoever asks from there.
      if (message && since < revision && (message.reload || message.to < revision)) message = await this.get(epoch, revision, request);
      if (message === undefined) return;
      this.failures = 0;
      this.options.answered(message);
    } catch {
      if (this.inFlight !== request) return;
      this.failures++;
      this.options.failed();
    } finally {
      clearTimeout(timer);
      if (this.inFlight === request) {
        this.inFlight = null;
        if (this.running) this.timer = setTimeout(() => void this.ask(), Math.max(this.interval(), this.retryAfterMs));
      }
    }
  }

  /** Undefined where the answer is not waited for any more, or the server knows no such set. */
  private async get(epoch: string, since: number, request: AbortController): Promise<ChangeMessage | undefined> {
    const query = new URLSearchParams({ since: String(since), epoch });
    const response = await this.options.fetch(`${this.options.changesUrl}?${query}`, {
      // `stale-while-revalidate` is for CDNs: a browser that heeds it would always be one answer behind.
      cache: "no-cache",
      headers: { accept: "application/json" },
      signal: request.signal,
    });
    if (this.inFlight !== request) return undefined;
    // Another 404 is not LiveBlog's: a proxy that has no server at the moment, say.
    if (response.status === 404 && /^application\/problem\+json\b/i.test(response.headers.get("content-type") ?? "")) {
      this.options.unknown();
      return undefined;
    }
    if (!response.ok) {
      this.retryAfterMs = 1000 * (Number(response.headers.get("retry-after")) || 0);
      throw new Error(`changes answered ${response.status}`);
    }
    const message = (await response.json()) as ChangeMessage;
    return this.inFlight === request ? message : undefined;
  }
}
