// The connection to the desk's hub: says who is here and what they do, and hears when something changed. It comes back by itself.
import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { fullJitter } from "../../shared/backoff";

export type DoingKind = "here" | "writing" | "editing";

/** What somebody does in a tab. */
export interface Doing {
  readonly doing: DoingKind;
  readonly entryId: string | null;
}

/** Somebody at the desk, however many tabs they have open. */
export interface Person extends Doing {
  readonly name: string;
  readonly key: string;
  /** All the entries they edit. */
  readonly entryIds: readonly string[];
  readonly since: string;
}

/** What changed; `all` after a time without connection. */
export type DeskPart = "all" | "people" | "entries" | "notes" | "templates";

export interface DeskEvents {
  people(people: readonly Person[]): void;
  changed(part: DeskPart): void;
  /** The connection is gone; nothing more comes. */
  closed(): void;
}

/** One connection; it is never used again after `stop` or `closed`. */
export interface DeskHub {
  start(): Promise<void>;
  join(slug: string, tab: string): Promise<readonly Person[]>;
  doing(slug: string, tab: string, what: Doing): Promise<void>;
  stop(): void;
}

export type DeskHubFactory = (events: DeskEvents) => DeskHub;

const serverTimeoutMs = 15_000;
const keepAliveMs = 5_000;
const backoff = { baseMs: 500, capMs: 15_000 };

export const signalRDeskHub: DeskHubFactory = (events) => {
  const connection = new HubConnectionBuilder()
    .withUrl("/hubs/desk", { skipNegotiation: true, transport: HttpTransportType.WebSockets })
    .withServerTimeout(serverTimeoutMs)
    .withKeepAliveInterval(keepAliveMs)
    .configureLogging(LogLevel.None)
    .build();
  connection.on("People", events.people);
  connection.on("Changed", events.changed);
  connection.onclose(() => events.closed());
  return {
    start: () => connection.start(),
    join: (slug, tab) => connection.invoke<readonly Person[]>("Join", slug, tab),
    doing: (slug, tab, { doing, entryId }) => connection.invoke("Doing", slug, tab, doing, entryId),
    stop: () => { connection.stop().catch(() => {}); },
  };
};

export interface DeskConnectionOptions {
  readonly slug: string;
  readonly tab: string;
  readonly hub: DeskHubFactory;
  people(people: readonly Person[]): void;
  changed(part: DeskPart): void;
  readonly random?: () => number;
}

export class DeskConnection {
  private hub: DeskHub | null = null;
  private joined = false;
  private running = false;
  private failures = 0;
  private wasJoined = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private what: Doing = { doing: "here", entryId: null };

  constructor(private readonly options: DeskConnectionOptions) {}

  start(): void {
    if (this.running) return;
    this.running = true;
    void this.connect();
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
    this.drop();
  }

  /** Tries at once, if it is waiting to. */
  wake(): void {
    if (this.running && this.hub === null) {
      clearTimeout(this.timer);
      void this.connect();
    }
  }

  /** Says what is done; after reconnecting it is said again. */
  say(what: Doing): void {
    if (what.doing === this.what.doing && what.entryId === this.what.entryId) return;
    this.what = what;
    if (this.joined) void this.tell();
  }

  private async connect(): Promise<void> {
    const hub = this.options.hub({
      people: (people) => { if (this.hub === hub) this.options.people(people); },
      changed: (part) => { if (this.hub === hub) this.options.changed(part); },
      closed: () => { if (this.hub === hub) this.lost(); },
    });
    this.hub = hub;
    try {
      await hub.start();
      const people = await hub.join(this.options.slug, this.options.tab);
      if (this.hub !== hub) return;
      this.joined = true;
      this.failures = 0;
      this.options.people(people);
      // What happened meanwhile nobody told.
      if (this.wasJoined) this.options.changed("all");
      this.wasJoined = true;
      if (this.what.doing !== "here") await this.tell();
    } catch {
      if (this.hub === hub) this.lost();
    }
  }

  private async tell(): Promise<void> {
    try {
      await this.hub?.doing(this.options.slug, this.options.tab, this.what);
    } catch {
      // A connection that is lost says so itself.
    }
  }

  private lost(): void {
    this.drop();
    if (!this.running) return;
    this.timer = setTimeout(() => void this.connect(), fullJitter(this.failures++, backoff, this.options.random ?? Math.random));
  }

  private drop(): void {
    const { hub } = this;
    this.hub = null;
    this.joined = false;
    hub?.stop();
  }
}
