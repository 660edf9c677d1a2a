// Follows the replicated sets of a page (its event, the wire) over one hub connection; by one stream where the hub is not to be
// had; by polling each where that is not either. No DOM: it also runs under Node.
import { fullJitter, type Backoff } from "../shared/backoff";
import { deadline, DeadlineError } from "../shared/deadline";
import type { ChangeMessage, EventStatus } from "../shared/protocol";
import type { Hub, HubFactory } from "./hub";
import { Poller } from "./poller";
import type { Stream, StreamFactory } from "./stream";

/**
 * `live`: the hub or a stream tells at once; `polling`: asked now and then; `ended`: the page's event is over;
 * `offline`: no contact for more than ten seconds and the last attempt failed.
 */
export type ConnectionState = "live" | "polling" | "offline" | "ended";

/** `reload`: the server said so; `deleted`: it knows no such event. Nothing is followed any more. */
export type StopReason = "reload" | "deleted";

/** One replicated set of the page. */
export interface FollowedSet {
  readonly slug: string;
  /** Address of the changes, without query; absolute under Node. */
  readonly changesUrl: string;
  /** Address of its stream, without query; absolute under Node. */
  readonly streamUrl?: string;
  /** Where the replica is now. */
  position(): { readonly epoch: string; readonly revision: number; readonly status: EventStatus };
  /** Takes a message in and says whether something before it is missing. */
  receive(message: ChangeMessage): { readonly gap: boolean; readonly reload: boolean };
  /** The page is whole without it: it is let go where the server does not know it. */
  readonly optional?: boolean;
}

export interface ConnectionOptions {
  /** Address of the hub; absolute under Node. */
  readonly hubUrl: string;
  /** The first is what the page is about. */
  readonly sets: readonly FollowedSet[];
  onState?(state: ConnectionState): void;
  onStop?(reason: StopReason): void;
  readonly hub: HubFactory;
  /** Without it, polling is all there is beside the hub. */
  readonly stream?: StreamFactory;
  readonly fetch?: typeof fetch;
  /** Gives a number in [0, 1). */
  readonly random?: () => number;
}

/** All in milliseconds. */
export const timing = {
  /** A socket that does not open in this time is taken for blocked. */
  open: 5_000,
  ask: 5_000,
  /** Followed for this long, a connection counts as good and the backoff begins anew. */
  stable: 10_000,
  offline: 10_000,
  /** A server that wants to be left alone for this long is full; one that only stops names a moment. */
  full: 30_000,
  /** Between two asks of `wake`, as several events may tell of the same awakening. */
  wake: 3_000,
  /** Readers that learn of a new head together ask within this time. */
  headSpread: 500,
  /** Between two asks because of an epoch that belongs to no set. */
  stranger: 30_000,
  /** Until an answer has said how often to poll. */
  pollAfter: 10_000,
  pollAfterEnded: 60_000,
} as const;

const backoff: Backoff = { baseMs: 500, capMs: 30_000 };
const backoffWhilePolling: Backoff = { baseMs: 500, capMs: 60_000 };
/** Who is told at once either way is in no hurry to come to the hub. */
const backoffWhileStreaming: Backoff = { baseMs: 15_000, capMs: 300_000 };
/** The server holds as many connections as it may: asking more often would not help it. */
const backoffWhenFull: Backoff = { baseMs: 30_000, capMs: 300_000 };
const failuresBeforeStream = 2;

type Timer = ReturnType<typeof setTimeout> | undefined;

/** What the connection knows of a set beside its replica. */
interface Following {
  readonly set: FollowedSet;
  readonly poller: Poller;
  /** The hub connection that follows it. */
  hub: Hub | null;
  /** The stream that follows it. */
  stream: Stream | null;
  /** The hub connection whose answer is awaited. */
  asking: Hub | null;
  askedAt: number;
  /** The highest revision heard of; the replica is to reach it. */
  wanted: number;
  pollAfterMs: number | undefined;
  headTimer: Timer;
}

/** Keeps replicas up to date until `stop`, or until the page has to be loaded anew. */
export class Connection {
  private followings: Following[];
  private hub: Hub | null = null;
  /** It can be asked. */
  private open = false;
  /** Its server stops; it goes on telling until another follows what it does. */
  private leaving: Hub | null = null;
  /** When the hub first answered on this connection; 0 while it has not. */
  private followedSince = 0;
  /** Failed or short-lived hub connections in a row. */
  private failures = 0;
  private strangerAt = -Infinity;

  private stream: Stream | null = null;
  /** As `leaving`. */
  private leavingStream: Stream | null = null;
  /** When something first came by this stream; 0 while nothing has. */
  private streamedSince = 0;
  /** Failed or short-lived streams in a row. */
  private streamFailures = 0;
  /** The server said that it has no place for another stream. */
  private full = false;

  /** All sets are over, so that nothing needs the hub. */
  private ended = false;
  private running = false;
  private state: ConnectionState | undefined;
  private contactAt = 0;
  private lastFailed = false;

  private hubTimer: Timer;
  private streamTimer: Timer;
  private stateTimer: Timer;

  private readonly fetch: typeof fetch;
  private readonly random: () => number;

  constructor(private readonly options: ConnectionOptions) {
    this.fetch = options.fetch ?? ((...request) => fetch(...request));
    this.random = options.random ?? Math.random;
    this.followings = options.sets.map((set) => this.following(set));
  }

  /** Begins, or goes on after `stop`. */
  start(): void {
    if (this.running || this.followings.length === 0) return;
    this.running = true;
    this.contactAt = Date.now();
    this.lastFailed = false;
    this.failures = this.streamFailures = 0;
    this.ended = this.allEnded();
    if (this.ended) this.startPolling();
    else void this.connect();
    this.assess();
  }

  /** Drops everything at once; `start` goes on from where the replicas are. */
  stop(): void {
    this.running = false;
    this.dropAll();
    for (const { poller } of this.followings) poller.stop();
    for (const timer of [this.hubTimer, this.stateTimer]) clearTimeout(timer);
  }

  /** The page became visible or came online: whatever was waited for is tried at once. */
  wake(): void {
    if (!this.running) return;
    this.failures = 0;
    if (!this.ended && this.hub === null && this.stream === null) void this.connect();
    for (const following of this.followings) {
      if ((following.hub ?? following.stream) !== null && Date.now() - following.askedAt > timing.wake) this.catchUp(following);
      following.poller.wake();
    }
  }

  private following(set: FollowedSet): Following {
    const following: Following = {
      set,
      poller: new Poller({
        changesUrl: set.changesUrl,
        position: () => set.position(),
        interval: () => following.pollAfterMs ?? (isOver(set) ? timing.pollAfterEnded : timing.pollAfter),
        answered: (message) => this.deliver(following, message),
        unknown: () => this.unknown(following),
        failed: () => this.failed(),
        fetch: (...request) => this.fetch(...request),
        random: () => this.random(),
      }),
      hub: null,
      stream: null,
      asking: null,
      askedAt: 0,
      wanted: 0,
      pollAfterMs: undefined,
      headTimer: undefined,
    };
    return following;
  }

  private allEnded(): boolean {
    return this.followings.every(({ set }) => isOver(set));
  }

  private get polling(): boolean {
    return this.followings.some(({ poller }) => poller.active);
  }

  private async connect(): Promise<void> {
    clearTimeout(this.hubTimer);
    if (!this.running || this.ended || this.hub !== null) return;
    const hub: Hub = this.options.hub(this.options.hubUrl, {
      changes: (message) => { if (this.hub === hub || this.leaving === hub) this.pushed(message); },
      head: (epoch, revision) => { if (this.hub === hub || this.leaving === hub) this.heard(epoch, revision); },
      moving: () => this.move(hub),
      closed: () => this.lost(hub),
    });
    this.hub = hub;
    try {
      await deadline(hub.start(), timing.open);
    } catch (error) {
      this.lost(hub, error instanceof DeadlineError);
      return;
    }
    if (this.hub !== hub) return;
    this.open = true;
    this.askAll();
  }

  private askAll(): void {
    for (const following of [...this.followings]) void this.ask(following);
  }

  /** Asks for what was missed, whichever way there is. */
  private catchUp(following: Following): void {
    if (this.open) {
      void this.ask(following);
    } else {
      following.askedAt = Date.now();
      following.poller.askOnce();
    }
  }

  /** Asks the hub for what was missed. One question a set at a time: another follows if the answer was not enough. */
  private async ask(following: Following): Promise<void> {
    const { hub } = this;
    if (hub === null || following.asking === hub) return;
    following.asking = hub;
    const { set } = following;
    const gone = () => this.hub !== hub || !this.followings.includes(following);
    try {
      for (;;) {
        const { epoch, revision } = set.position();
        const { wanted } = following;
        following.askedAt = Date.now();
        const message = await deadline(hub.follow(set.slug, epoch, revision), timing.ask);
        if (gone()) return;
        if (this.followedSince === 0) this.followedSince = Date.now();
        following.hub = hub;
        following.poller.stop();
        this.leaveOthers();
        this.deliver(following, message);
        if (gone()) return;
        // An answer that brought nothing is not asked for again at once; the next head does that.
        const now = set.position().revision;
        if (now >= following.wanted || (now === revision && following.wanted === wanted)) return;
      }
    } catch (error) {
      if (gone()) return;
      if (String(error).includes("unknown-event")) this.unknown(following);
      // The hub follows no more on this connection.
      else if (String(error).includes("too-many")) following.poller.start(0);
      else this.lost(hub);
    } finally {
      if (following.asking === hub) following.asking = null;
    }
  }

  /** A set tells itself apart by its epoch; one of no set means that a set was given a new one. */
  private owner(epoch: string): Following | undefined {
    return this.followings.find(({ set }) => set.position().epoch === epoch);
  }

  private pushed(message: ChangeMessage): void {
    const following = this.owner(message.epoch);
    if (following) this.deliver(following, message);
    else this.stranger();
  }

  private heard(epoch: string, revision: number): void {
    this.contact();
    const following = this.owner(epoch);
    if (!following) {
      this.stranger();
      return;
    }
    const { set } = following;
    const behind = () => revision > set.position().revision;
    if (!behind()) return;
    following.wanted = Math.max(following.wanted, revision);
    clearTimeout(following.headTimer);
    // The change itself may be on its way.
    following.headTimer = setTimeout(() => { if (behind()) this.catchUp(following); }, this.random() * timing.headSpread);
  }

  private stranger(): void {
    this.contact();
    if (Date.now() - this.strangerAt < timing.stranger) return;
    this.strangerAt = Date.now();
    const { hub, stream } = this;
    setTimeout(() => {
      if (hub === this.hub && stream === this.stream) for (const following of [...this.followings]) this.catchUp(following);
    }, this.random() * timing.headSpread);
  }

  private deliver(following: Following, message: ChangeMessage): void {
    this.contact();
    following.pollAfterMs = message.pollAfterMs;
    const { gap, reload } = following.set.receive(message);
    if (reload) {
      this.finish("reload");
      return;
    }
    if (gap) {
      following.wanted = Math.max(following.wanted, message.to);
      this.catchUp(following);
    }
    this.noticeStatus();
    this.assess();
  }

  /** Leaves hub and stream when all is over, and goes back to it when a set is reopened. */
  private noticeStatus(): void {
    const ended = this.allEnded();
    if (ended === this.ended) return;
    this.ended = ended;
    if (ended) {
      this.dropAll();
      clearTimeout(this.hubTimer);
      this.startPolling();
    } else {
      this.failures = 0;
      void this.connect();
    }
  }

  private unknown(following: Following): void {
    if (!following.set.optional) {
      this.finish("deleted");
      return;
    }
    clearTimeout(following.headTimer);
    following.poller.stop();
    this.followings = this.followings.filter((other) => other !== following);
    this.leaveOthers();
    if (this.followings.length === 0) this.stop();
    else this.noticeStatus();
  }

  private lost(hub: Hub, neverOpened = false): void {
    if (this.leaving === hub) {
      this.dropLeaving();
      if (this.followedSince === 0) this.openStream();
    }
    if (this.hub !== hub) return;
    const stable = this.followedSince > 0 && Date.now() - this.followedSince >= timing.stable;
    this.dropHub();
    this.failures = stable ? 0 : this.failures + 1;
    // While a stream, polling or a server that stops works the page is up to date, whatever becomes of the hub.
    if (!this.polling && this.stream === null && this.leaving === null) this.failed();
    if (neverOpened || this.failures >= failuresBeforeStream) this.openStream();
    this.connectLater();
    this.assess();
  }

  /** Sent away by a server that stops, not lost: the server has seen to it that not all come back at once. */
  private move(hub: Hub): void {
    if (this.hub !== hub) return;
    this.leaving?.stop();
    this.leaving = hub;
    this.hub = null;
    this.open = false;
    this.followedSince = 0;
    void this.connect();
  }

  private moveStream(stream: Stream): void {
    if (this.stream !== stream) return;
    this.leavingStream?.stop();
    this.leavingStream = stream;
    this.stream = null;
    this.streamedSince = 0;
    this.openStream();
  }

  private connectLater(): void {
    const pace = this.stream !== null ? backoffWhileStreaming
      : this.full ? backoffWhenFull
      : this.polling ? backoffWhilePolling
      : backoff;
    clearTimeout(this.hubTimer);
    this.hubTimer = setTimeout(() => void this.connect(), fullJitter(this.failures, pace, this.random));
  }

  /** Follows all by one stream, until the hub does; polls where there is none. */
  private openStream(): void {
    clearTimeout(this.streamTimer);
    const [first, ...others] = this.followings;
    if (!this.running || this.ended || this.stream !== null || !first) return;
    if (!this.options.stream || first.set.streamUrl === undefined) {
      this.startPolling(0);
      return;
    }
    const { epoch, revision } = first.set.position();
    const query = new URLSearchParams({ since: String(revision), epoch });
    for (const { set } of others) query.append("follow", `${set.slug}:${set.position().epoch}:${set.position().revision}`);
    const stream: Stream = this.options.stream(`${first.set.streamUrl}?${query}`, {
      changes: (message) => this.streamed(stream, message.epoch, () => this.pushed(message)),
      head: (headEpoch, at) => this.streamed(stream, headEpoch, () => this.heard(headEpoch, at)),
      moving: () => this.moveStream(stream),
      closed: (retryAfterMs) => this.streamLost(stream, retryAfterMs),
    });
    this.stream = stream;
    // Of a set that the server does not know, nothing comes.
    this.streamTimer = setTimeout(() => {
      for (const following of this.followings) if (following.stream !== stream && following.hub === null) following.poller.start(0);
    }, timing.open);
  }

  private streamed(stream: Stream, epoch: string, take: () => void): void {
    if (this.stream === stream) {
      if (this.streamedSince === 0) this.streamedSince = Date.now();
      this.full = false;
      const following = this.owner(epoch);
      if (following && following.stream !== stream) {
        following.stream = stream;
        following.poller.stop();
      }
      if (!this.followings.some((each) => each.stream === this.leavingStream)) this.dropLeavingStream();
    } else if (this.leavingStream !== stream) {
      return;
    }
    take();
    this.assess();
  }

  private streamLost(stream: Stream, retryAfterMs: number): void {
    if (this.leavingStream === stream) this.dropLeavingStream();
    if (this.stream !== stream) return;
    const stable = this.streamedSince > 0 && Date.now() - this.streamedSince >= timing.stable;
    this.dropStream();
    this.streamFailures = stable ? 0 : this.streamFailures + 1;
    this.full = retryAfterMs >= timing.full;
    if (!this.polling && this.leavingStream === null) this.failed();
    if (!stable) this.startPolling(0);
    const pace = this.full ? backoffWhenFull : this.polling ? backoffWhilePolling : backoff;
    const waitMs = Math.max(retryAfterMs * (1 + this.random()), fullJitter(this.streamFailures, pace, this.random));
    this.streamTimer = setTimeout(() => this.openStream(), waitMs);
    if (this.hub === null) this.connectLater();
    this.assess();
  }

  /** What the hub follows needs no server that stops; once it follows all, no stream either. */
  private leaveOthers(): void {
    if (!this.followings.some(({ hub }) => hub === this.leaving)) this.dropLeaving();
    if (this.hub !== null && this.followings.every(({ hub }) => hub === this.hub)) this.dropStreams();
  }

  private dropAll(): void {
    this.dropHub();
    this.dropLeaving();
    this.dropStreams();
  }

  private dropHub(): void {
    const { hub } = this;
    this.hub = null;
    this.open = false;
    this.followedSince = 0;
    for (const { headTimer } of this.followings) clearTimeout(headTimer);
    this.dropOne(hub);
  }

  private dropLeaving(): void {
    const { leaving } = this;
    this.leaving = null;
    this.dropOne(leaving);
  }

  private dropStreams(): void {
    this.dropStream();
    this.dropLeavingStream();
  }

  private dropStream(): void {
    const { stream } = this;
    this.stream = null;
    this.streamedSince = 0;
    clearTimeout(this.streamTimer);
    this.dropOne(stream);
  }

  private dropLeavingStream(): void {
    const { leavingStream } = this;
    this.leavingStream = null;
    this.dropOne(leavingStream);
  }

  private dropOne(one: Hub | Stream | null): void {
    for (const following of this.followings) {
      if (following.hub === one) following.hub = null;
      if (following.stream === one) following.stream = null;
    }
    one?.stop();
  }

  private startPolling(firstAfterMs?: number): void {
    // What is over need not be asked at once because a socket failed.
    for (const { set, poller, hub } of this.followings) if (hub === null) poller.start(isOver(set) ? undefined : firstAfterMs);
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
    const [first] = this.followings;
    if (!this.running || !first) return;
    const quietMs = Date.now() - this.contactAt;
    if (this.lastFailed && quietMs > timing.offline) this.report("offline");
    else if (this.lastFailed) this.stateTimer = setTimeout(() => this.assess(), timing.offline - quietMs + 1);
    else if (isOver(first.set)) this.report("ended");
    else if ((first.hub ?? first.stream) !== null) this.report("live");
    else if (this.polling) this.report("polling");
  }

  private report(state: ConnectionState): void {
    if (state === this.state) return;
    this.state = state;
    this.options.onState?.(state);
  }
}

function isOver(set: FollowedSet): boolean {
  return set.position().status === "ended";
}
