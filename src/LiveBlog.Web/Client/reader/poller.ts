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

export class Poller {
  private running = false;
  private inFlight: AbortController | null = null;
  private failures = 0;
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
    let retryAfterMs = 0;
    try {
      const { epoch, revision } = this.options.position();
      const query = new URLSearchParams({ since: String(revision), epoch });
      const response = await this.options.fetch(`${this.options.changesUrl}?${query}`, {
        // `stale-while-revalidate` is for CDNs: a browser that heeds it would always be one answer behind.
        cache: "no-cache",
        headers: { accept: "application/json" },
        signal: request.signal,
      });
      if (this.inFlight !== request) return;
      // Another 404 is not LiveBlog's: a proxy that has no server at the moment, say.
      if (response.status === 404 && /^application\/problem\+json\b/i.test(response.headers.get("content-type") ?? "")) {
        this.options.unknown();
        return;
      }
      if (!response.ok) {
        retryAfterMs = 1000 * (Number(response.headers.get("retry-after")) || 0);
        throw new Error(`changes answered ${response.status}`);
      }
      const message = (await response.json()) as ChangeMessage;
      if (this.inFlight !== request) return;
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
        if (this.running) this.timer = setTimeout(() => void this.ask(), Math.max(this.interval(), retryAfterMs));
      }
    }
  }
}
