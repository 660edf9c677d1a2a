// Follows one event: by the hub, by polling where the hub is not to be had. No DOM: it also runs under Node.
import { fullJitter, spread, type Backoff } from "../shared/backoff";
import { deadline, DeadlineError } from "../shared/deadline";
import type { ChangeMessage, EventStatus } from "../shared/protocol";
import type { Hub, HubFactory } from "./hub";

/**
 * `live`: the hub tells at once; `polling`: asked now and then; `ended`: the event is over, asked rarely;
 * `offline`: no contact for more than ten seconds and the last attempt failed.
 */
export type ConnectionState = "live" | "polling" | "offline" | "ended";

/** `reload`: the server said so; `deleted`: it knows no such event. Nothing is followed any more. */
export type StopReason = "reload" | "deleted";

export interface ConnectionOptions {
  readonly slug: string;
  /** Address of the hub; absolute under Node. */
  readonly hubUrl: string;
  /** Address of the changes, without query; absolute under Node. */
  readonly changesUrl: string;
  /** Where the replica is now. */
  position(): { readonly epoch: string; readonly revision: number; readonly status: EventStatus };
  /** Takes a message in and says whether something before it is missing. */
  receive(message: ChangeMessage): { readonly gap: boolean; readonly reload: boolean };
  onState?(state: ConnectionState): void;
  onStop?(reason: StopReason): void;
  readonly hub: HubFactory;
  readonly fetch?: typeof fetch;
  /** Gives a number in [0, 1). */
  readonly random?: () => number;
}

/** All in milliseconds. */
export const timing = {
  /** A socket that does not open in this time is taken for blocked. */
  open: 5_000,
  ask: 5_000,
  poll: 10_000,
  /** Followed for this long, a connection counts as good and the backoff begins anew. */
  stable: 10_000,
  offline: 10_000,
  /** Between two asks of `wake`, as several events may tell of the same awakening. */
  wake: 3_000,
  /** Readers that learn of a new head together ask within this time. */
  headSpread: 500,
  /** Until an answer has said how often to poll. */
  pollAfter: 10_000,
  pollAfterEnded: 60_000,
  pollCap: 60_000,
} as const;

const backoff: Backoff = { baseMs: 500, capMs: 30_000 };
const backoffWhilePolling: Backoff = { baseMs: 500, capMs: 60_000 };
const failuresBeforePolling = 2;
const pollJitter = 0.2;

type Timer = ReturnType<typeof setTimeout> | undefined;

/** Keeps a replica up to date until `stop`, or until the page has to be loaded anew. */
export class Connection {
  private hub: Hub | null = null;
  /** When the hub first answered on this connection; 0 while it has not. */
  private followedSince = 0;
  private asking: Hub | null = null;
  private askedAt = 0;
  /** The highest revision heard of; the replica is to reach it. */
  private wanted = 0;
  /** Failed or short-lived hub connections in a row. */
  private failures = 0;

  private polling = false;
  private pollInFlight: AbortController | null = null;
  private pollFailures = 0;
  private pollAfterMs: number | undefined;

  private ended = false;
  private running = false;
  private state: ConnectionState | undefined;
  private contactAt = 0;
  private lastFailed = false;

  private hubTimer: Timer;
  private headTimer: Timer;
  private pollTimer: Timer;
  private stateTimer: Timer;

  private readonly fetch: typeof fetch;
  private readonly random: () => number;

  constructor(private readonly options: ConnectionOptions) {
    this.fetch = options.fetch ?? ((...request) => fetch(...request));
    this.random = options.random ?? Math.random;
  }

  /** Begins, or goes on after `stop`. */
  start(): void {
    if (this.running) return;
    this.running = true;
    this.contactAt = Date.now();
    this.lastFailed = false;
    this.failures = this.pollFailures = 0;
    this.ended = this.options.position().status === "ended";
    if (this.ended) this.startPolling(this.pollInterval());
    else void this.connect();
    this.assess();
  }

  /** Drops everything at once; `start` goes on from where the replica is. */
  stop(): void {
    this.running = false;
    this.dropHub();
    this.stopPolling();
    for (const timer of [this.hubTimer, this.stateTimer]) clearTimeout(timer);
  }

  /** The page became visible or came online: whatever was waited for is tried at once. */
  wake(): void {
    if (!this.running) return;
    this.failures = 0;
    if (this.followedSince > 0) {
      if (Date.now() - this.askedAt > timing.wake) void this.ask();
    } else if (!this.ended && this.hub === null) {
      void this.connect();
    }
    if (this.polling) void this.poll();
  }

  private async connect(): Promise<void> {
    clearTimeout(this.hubTimer);
    if (!this.running || this.ended || this.hub !== null) return;
    const hub: Hub = this.options.hub(this.options.hubUrl, {
      changes: (message) => { if (this.hub === hub) this.deliver(message); },
      head: (epoch, revision) => { if (this.hub === hub) this.heard(epoch, revision); },
      closed: () => this.lost(hub),
    });
    this.hub = hub;
    try {
      await deadline(hub.start(), timing.open);
    } catch (error) {
      this.lost(hub, error instanceof DeadlineError);
      return;
    }
    if (this.hub === hub) await this.ask();
  }

  /** Asks the hub for what was missed. One question at a time: another follows if the answer was not enough. */
  private async ask(): Promise<void> {
    const { hub } = this;
    if (hub === null || this.asking === hub) return;
    this.asking = hub;
    try {
      for (;;) {
        const { epoch, revision } = this.options.position();
        const { wanted } = this;
        this.askedAt = Date.now();
        const message = await deadline(hub.follow(this.options.slug, epoch, revision), timing.ask);
        if (this.hub !== hub) return;
        if (this.followedSince === 0) {
          this.followedSince = Date.now();
          this.stopPolling();
        }
        this.deliver(message);
        if (this.hub !== hub) return;
        // An answer that brought nothing is not asked for again at once; the next head does that.
        const now = this.options.position().revision;
        if (now >= this.wanted || (now === revision && this.wanted === wanted)) return;
      }
    } catch (error) {
      if (this.hub !== hub) return;
      if (String(error).includes("unknown-event")) this.finish("deleted");
      else this.lost(hub);
    } finally {
      if (this.asking === hub) this.asking = null;
    }
  }

  private heard(epoch: string, revision: number): void {
    this.contact();
    const behind = () => {
      const position = this.options.position();
      return epoch !== position.epoch || revision > position.revision;
    };
    if (!behind()) return;
    this.wanted = Math.max(this.wanted, revision);
    clearTimeout(this.headTimer);
    // The change itself may be on its way.
    this.headTimer = setTimeout(() => { if (behind()) void this.ask(); }, this.random() * timing.headSpread);
  }

  private deliver(message: ChangeMessage): void {
    this.contact();
    this.pollAfterMs = message.pollAfterMs;
    const { gap, reload } = this.options.receive(message);
    if (reload) {
      this.finish("reload");
      return;
    }
    if (gap) {
      this.wanted = Math.max(this.wanted, message.to);
      void this.ask();
    }
    this.noticeStatus();
    this.assess();
  }

  /** Leaves the hub when the event ends, and goes back to it when the event is reopened. */
  private noticeStatus(): void {
    const ended = this.options.position().status === "ended";
    if (ended === this.ended) return;
    this.ended = ended;
    if (ended) {
      this.dropHub();
      clearTimeout(this.hubTimer);
      this.startPolling(this.pollInterval());
    } else {
      this.failures = 0;
      void this.connect();
    }
  }

  private lost(hub: Hub, neverOpened = false): void {
    if (this.hub !== hub) return;
    const stable = this.followedSince > 0 && Date.now() - this.followedSince >= timing.stable;
    this.dropHub();
    this.failures = stable ? 0 : this.failures + 1;
    // While polling works the page is up to date, whatever becomes of the hub.
    if (!this.polling) this.failed();
    if (neverOpened || this.failures >= failuresBeforePolling) this.startPolling(0);
    const waitMs = fullJitter(this.failures, this.polling ? backoffWhilePolling : backoff, this.random);
    this.hubTimer = setTimeout(() => void this.connect(), waitMs);
    this.assess();
  }

  private dropHub(): void {
    const { hub } = this;
    this.hub = null;
    this.followedSince = 0;
    clearTimeout(this.headTimer);
    hub?.stop();
  }

  private startPolling(firstAfterMs: number): void {
    if (this.polling) return;
    this.polling = true;
    this.pollTimer = setTimeout(() => void this.poll(), firstAfterMs);
  }

  private stopPolling(): void {
    this.polling = false;
    this.pollFailures = 0;
    clearTimeout(this.pollTimer);
    this.pollInFlight?.abort();
    this.pollInFlight = null;
  }

  private pollInterval(): number {
    const intervalMs = this.pollAfterMs ?? (this.ended ? timing.pollAfterEnded : timing.pollAfter);
    const slowedMs = this.pollFailures > 1
      ? Math.max(intervalMs, Math.min(timing.pollCap, intervalMs * 2 ** (this.pollFailures - 1)))
      : intervalMs;
    return spread(slowedMs, pollJitter, this.random);
  }

  private async poll(): Promise<void> {
    clearTimeout(this.pollTimer);
    if (!this.polling || this.pollInFlight !== null) return;
    const request = (this.pollInFlight = new AbortController());
    const timer = setTimeout(() => request.abort(), timing.poll);
    let retryAfterMs = 0;
    try {
      const { epoch, revision } = this.options.position();
      const query = new URLSearchParams({ since: String(revision), epoch });
      const response = await this.fetch(`${this.options.changesUrl}?${query}`, {
        // `stale-while-revalidate` is for CDNs: a browser that heeds it would always be one answer behind.
        cache: "no-cache",
        headers: { accept: "application/json" },
        signal: request.signal,
      });
      if (this.pollInFlight !== request) return;
      // Another 404 is not LiveBlog's: a proxy that has no server at the moment, say.
      if (response.status === 404 && /^application\/problem\+json\b/i.test(response.headers.get("content-type") ?? "")) {
        this.finish("deleted");
        return;
      }
      if (!response.ok) {
        retryAfterMs = 1000 * (Number(response.headers.get("retry-after")) || 0);
        throw new Error(`changes answered ${response.status}`);
      }
      const message = (await response.json()) as ChangeMessage;
      if (this.pollInFlight !== request) return;
      this.pollFailures = 0;
      this.deliver(message);
    } catch {
      if (this.pollInFlight !== request) return;
      this.pollFailures++;
      this.failed();
    } finally {
      clearTimeout(timer);
      if (this.pollInFlight === request) {
        this.pollInFlight = null;
        if (this.polling) this.pollTimer = setTimeout(() => void this.poll(), Math.max(this.pollInterval(), retryAfterMs));
      }
    }
  }

  private finish(reason: StopReason): void {
    this.stop();
    this.options.onStop?.(reason);
  }

  private contact(): void {
    this.contactAt = Date.now();
    this.lastFailed = false;
  }

  private failed(): void {
    this.lastFailed = true;
    this.assess();
  }

  private assess(): void {
    clearTimeout(this.stateTimer);
    if (!this.running) return;
    const quietMs = Date.now() - this.contactAt;
    if (this.lastFailed && quietMs > timing.offline) this.report("offline");
    else if (this.lastFailed) this.stateTimer = setTimeout(() => this.assess(), timing.offline - quietMs + 1);
    else if (this.ended) this.report("ended");
    else if (this.followedSince > 0) this.report("live");
    else if (this.polling) this.report("polling");
  }

  private report(state: ConnectionState): void {
    if (state === this.state) return;
    this.state = state;
    this.options.onState?.(state);
  }
}
