// The outbox: everything an editor sends is stored here before anything else happens, and leaves in order, one at a time
// for all tabs of the browser, until the server has answered. What is sent may arrive twice; each request is made so that
// twice is once. No DOM: the clock, chance, the network and the other tabs are given.
import { init, once, type Answer, type NoAnswer, type Outcome, type Request } from "../send";
import { uuid7 } from "../uuid";
import { isHeld, isWaiting, type Item, type Wanted } from "./item";
import { settle, upToDate } from "./settle";
import type { Items, Store } from "./store";
import { turn } from "./turn";

/** What became of an item; told in every tab. */
export type Settled =
  | { readonly kind: "done"; readonly item: Item; readonly answer: Answer }
  | { readonly kind: "refused"; readonly item: Item };

/** What the tabs tell each other. */
export type Message = { readonly kind: "changed" } | { readonly kind: "signed-in" } | { readonly kind: "settled"; readonly settled: Settled };

export interface Surroundings {
  readonly store: Store;
  /** Runs the action while no other tab runs one. */
  alone(action: () => Promise<void>): Promise<void>;
  /** Tells the other tabs. */
  tell(message: Message): void;
  readonly fetch: typeof fetch;
  now(): number;
  /** A number in [0, 1). */
  random(): number;
  /** Calls back after that many milliseconds; answers how to call it off. */
  later(action: () => void, ms: number): () => void;
  /** The account whose outbox it is. */
  readonly account: string;
  /** This page. */
  readonly page: string;
  /** Whether a page is or was in this tab. */
  isOurs(page: string): boolean;
}

const rememberDoneMs = 24 * 60 * 60 * 1000;

export class Outbox {
  /** Items as this tab last saw them, in order. */
  items: readonly Item[] = [];
  /** Nobody is signed in any more, or somebody else is: nothing is sent. */
  signedOut: { readonly other?: string } | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly settledListeners = new Set<(settled: Settled) => void>();
  private callOff = () => {};
  private running = false;
  private closed = false;

  constructor(private readonly around: Surroundings) {}

  /** Whether what is stored outlives the page. */
  get lasts(): boolean {
    return this.around.store.lasts;
  }

  /** Looks for what an earlier page left, and goes on with it. */
  async begin(): Promise<void> {
    const old = this.around.now() - rememberDoneMs;
    await this.change((items) => {
      for (const [id, item] of items) if (item.state === "done" && item.at < old) items.delete(id);
    });
    this.wake();
  }

  /** This page goes: it sends nothing any more. */
  close(): void {
    this.closed = true;
    this.callOff();
  }

  /**
   * Takes something that is to be sent.
   * @param holdMs how long it is held, if it is undoable
   * @returns the item, once it is stored: from then on it is sent, whatever happens to this page
   * @throws if this browser stored nothing; the text must stay where it is
   */
  async enqueue(wanted: Wanted, holdMs = 0): Promise<Item> {
    const { around } = this;
    const item = await this.change((items) => {
      const at = around.now();
      const order = 1 + Math.max(0, ...[...items.values()].map((other) => other.order));
      const made = upToDate(items, {
        ...wanted, id: uuid7(at), ...(wanted.form && { textId: wanted.form.id }), order, page: around.page, at,
        heldUntil: wanted.undoable && holdMs > 0 ? at + holdMs : 0, state: "waiting", tried: false, failures: 0, retryAt: 0,
      });
      const replaced = earlierSelf(items, made);
      if (replaced !== undefined) items.delete(replaced.id);
      items.set(made.id, made);
      return made;
      // The form is cleared after this. What else is written may be lost with the power: then it is sent again.
    }, true);
    around.tell({ kind: "changed" });
    this.wake();
    return item;
  }

  /**
   * Pulls something back, or takes it off the list of what couldn't be sent.
   * @returns the item as it was; null if it is gone already. One that was tried may have arrived all the same.
   */
  async undo(id: string): Promise<Item | null> {
    const item = await this.change((items) => {
      const found = items.get(id);
      if (found === undefined || found.state === "done") return null;
      items.delete(id);
      return found;
    });
    this.around.tell({ kind: "changed" });
    this.wake();
    return item;
  }

  /** Sends at once what is held or waits for the next attempt: one item, or all. */
  async sendNow(id?: string): Promise<void> {
    await this.change((items) => {
      for (const item of items.values()) {
        if (isWaiting(item) && (id === undefined || item.id === id)) items.set(item.id, { ...item, heldUntil: 0, retryAt: 0 });
      }
    });
    this.around.tell({ kind: "changed" });
    this.wake();
  }

  /** The line is back: what waits for the next attempt need not. What is held stays held. */
  async sendWaiting(): Promise<void> {
    await this.change((items) => {
      for (const item of items.values()) if (isWaiting(item) && item.retryAt > 0) items.set(item.id, { ...item, retryAt: 0 });
    });
    this.wake();
  }

  /** Sends what was refused once more, as it is or as `wanted` has it. */
  async again(id: string, wanted: Partial<Wanted> = {}): Promise<void> {
    await this.change((items) => {
      const item = items.get(id);
      if (item?.state !== "refused") return;
      const { problem: _, ...rest } = item;
      items.set(id, { ...rest, ...wanted, state: "waiting", heldUntil: 0, retryAt: 0, failures: 0 });
    });
    this.around.tell({ kind: "changed" });
    this.wake();
  }

  /** Somebody signed in again, or it may be so. */
  signedIn(): void {
    this.signedOut = null;
    this.announce();
    this.wake();
  }

  /**
   * The page goes and may not come back: sends what this tab holds, without waiting for answers; what another one holds can
   * still be pulled back there. Everything stays in the outbox
   * until an answer is known; sending it again does no harm.
   */
  leave(): void {
    if (this.signedOut !== null) return;
    const now = this.around.now();
    const entries = new Set<string>();
    const held = this.items.filter((item) => {
      const isFirst = item.entryId === undefined || !entries.has(item.entryId);
      if (item.entryId !== undefined && item.state !== "done") entries.add(item.entryId);
      return isFirst && isHeld(item, now) && this.around.isOurs(item.page);
    });
    if (held.length === 0) return;
    for (const item of held) void this.around.fetch(item.url, { ...init(this.request(item)), keepalive: true }).catch(() => {});
    const ids = new Set(held.map((item) => item.id));
    // May still be written, or not any more; the server knows what it has.
    void this.change((items) => {
      for (const id of ids) {
        const item = items.get(id);
        if (item && isWaiting(item)) items.set(id, { ...item, heldUntil: 0, tried: true });
      }
    }).then(() => this.wake(), () => {});
  }

  /** Hears what another tab tells. */
  hear(message: Message): void {
    if (message.kind === "signed-in") this.signedIn();
    else {
      if (message.kind === "settled") this.announceSettled(message.settled);
      void this.change(() => {}).then(() => this.wake(), () => {});
    }
  }

  /** Is told whenever the items changed; answers how to stop that. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Is told what became of an item, whichever tab sent it. */
  onSettled(listener: (settled: Settled) => void): () => void {
    this.settledListeners.add(listener);
    return () => this.settledListeners.delete(listener);
  }

  /** Sends what is due, and sees to it that what is not is sent in time. */
  wake(): void {
    this.callOff();
    if (this.closed || this.running || this.signedOut !== null) return;
    const now = this.around.now();
    const next = turn(this.items, now);
    if (next === null) return;
    if (next.at > now) this.callOff = this.around.later(() => this.wake(), next.at - now);
    else void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    try {
      // One item at a time, and then the next tab may: a page in the background is slow, and may be stopped altogether.
      await this.around.alone(() => this.step());
    } catch {
      // Nothing was stored: the next attempt may find the storage again.
      this.callOff = this.around.later(() => this.wake(), 1000);
      this.running = false;
      return;
    }
    this.running = false;
    this.wake();
  }

  private async step(): Promise<void> {
    const { around } = this;
    if (this.closed) return;
    const item = await this.change((items) => {
      const now = around.now();
      const next = turn(items.values(), now);
      if (next === null || next.at > now) return null;
      const sending: Item = { ...next.item, state: "sending", tried: true };
      items.set(sending.id, sending);
      return sending;
    });
    if (item === null) return;
    around.tell({ kind: "changed" });
    const result = await once(this.request(item), { fetch: around.fetch, now: around.now, stop: new AbortController().signal });
    if (this.closed) return;
    if ("kind" in result && result.kind === "sign-in") {
      this.signedOut = result.other === undefined ? {} : { other: result.other };
      this.announce();
    }
    await this.finish(item, result);
  }

  private async finish(item: Item, result: Outcome | NoAnswer): Promise<void> {
    const { around } = this;
    const settled = await this.change((items) => settle(items, item.id, result, around.now(), around.random));
    around.tell({ kind: "changed" });
    // Pulled back while it was on its way: it may have come through all the same, and whoever has the text should know.
    const came = settled === null && "kind" in result && result.kind === "done";
    if (settled === null && !came) return;
    // With all it had: what is done is stored without its text.
    const told: Settled | null = settled === null || settled.state === "done" ? { kind: "done", item, answer: "kind" in result && result.kind === "done" ? result.answer : currentOf(result) }
      : settled.state === "refused" ? { kind: "refused", item: settled }
      : null;
    if (told === null) return;
    around.tell({ kind: "settled", settled: told });
    this.announceSettled(told);
  }

  private request(item: Item): Request {
    return {
      method: item.method, url: item.url, account: this.around.account,
      ...(item.body !== undefined && { body: JSON.stringify(item.body) }),
      ...(item.method === "PUT" && item.form !== undefined && { copy: item.form.id }),
    };
  }

  private async change<T>(change: (items: Items) => T, strict = false): Promise<T> {
    let seen: readonly Item[] = [];
    const outcome = await this.around.store.transact((items) => {
      const value = change(items);
      seen = [...items.values()].sort((a, b) => a.order - b.order);
      return value;
    }, strict);
    this.items = seen;
    this.announce();
    return outcome;
  }

  private announce(): void {
    for (const listener of this.listeners) listener();
  }

  private announceSettled(settled: Settled): void {
    for (const listener of this.settledListeners) listener(settled);
  }
}

/** The same new entry sent again, with another text, while the first was not yet: it takes its place. */
function earlierSelf(items: Items, made: Item): Item | undefined {
  if (made.method !== "POST" || made.entryId === undefined) return undefined;
  return [...items.values()].find((item) => item.method === "POST" && item.entryId === made.entryId && item.url === made.url
    && (isWaiting(item) && !item.tried || item.state === "refused"));
}

const currentOf = (result: Outcome | NoAnswer): Answer => ("kind" in result && result.kind === "refused" && result.problem.current) || {};
