// Brings the files of a text to the server: reduces, keeps, sends, waits for the line, sends again. Knows nothing of the page.
import { fullJitter } from "../../shared/backoff";
import type { Item, Kind, Medium } from "./items";
import { find, forget, keep, type Kept } from "./kept";
import { reduceBeside } from "./reducer";
import { upload } from "./upload";

export type State =
  | { readonly kind: "reducing" }
  | { readonly kind: "queued" }
  | { readonly kind: "sending"; readonly share: number }
  /** Tried again by itself. */
  | { readonly kind: "failed"; readonly why: "line" | "sign-in" }
  /** Sending it again would change nothing. */
  | { readonly kind: "refused"; readonly code?: string; readonly args: readonly string[]; readonly detail?: string }
  /** It was chosen in another browser, or this one has kept nothing. */
  | { readonly kind: "lost" };

const atOnce = 2;
const backoff = { baseMs: 2_000, capMs: 60_000 };

interface Job {
  readonly kind: Kind;
  kept: Kept;
  state: State;
  stop: AbortController;
  failures: number;
  timer?: ReturnType<typeof setTimeout>;
}

export class Uploads {
  private readonly jobs = new Map<string, Job>();
  private sending = 0;

  /**
   * @param address takes them on the server
   * @param changed is told when the state of one has changed
   * @param arrived is told when one is on the server; answers whether its text is open here
   */
  constructor(
    private readonly address: string, private readonly changed: (id: string) => void, private readonly arrived: (id: string, medium: Medium) => boolean,
  ) {
    addEventListener("online", () => this.again());
    addEventListener("focus", () => this.again("sign-in"));
    // The desk says on it when somebody has signed in again in another window.
    if (typeof BroadcastChannel !== "undefined") new BroadcastChannel("liveblog-signed-in").onmessage = () => this.again();
  }

  state(id: string): State | undefined {
    return this.jobs.get(id)?.state;
  }

  /** The smallest picture of one that is a photo, once it is made. */
  preview(id: string): Blob | undefined {
    return this.jobs.get(id)?.kept.files?.[0];
  }

  source(id: string): string | null {
    return this.jobs.get(id)?.kept.source ?? null;
  }

  /** Takes a file that was chosen just now. */
  async take(id: string, kind: Kind, name: string, source: string | null, file: Blob): Promise<void> {
    const job: Job = { kind, kept: { id, at: Date.now(), name, source, file }, state: { kind: "queued" }, stop: new AbortController(), failures: 0 };
    this.jobs.set(id, job);
    // Kept before anything can go wrong with it.
    await keep(job.kept);
    await this.begin(id, job);
  }

  /** Goes on with one that a text names, which may be from before a reload. */
  async resume(item: Item & { readonly local: string }): Promise<void> {
    const id = item.local;
    if (this.jobs.has(id)) return;
    const job: Job = { kind: item.kind, kept: { id, at: 0, name: "", source: null }, state: { kind: "queued" }, stop: new AbortController(), failures: 0 };
    this.jobs.set(id, job);
    const kept = await find(id);
    if (kept === undefined) return this.set(id, job, { kind: "lost" });
    job.kept = kept;
    if (kept.medium) return this.done(id, kept.medium);
    await this.begin(id, job);
  }

  /** Nobody wants it any more. */
  drop(id: string): void {
    const job = this.jobs.get(id);
    this.jobs.delete(id);
    clearTimeout(job?.timer);
    job?.stop.abort();
    void forget(id);
  }

  /** Tries again what failed or was refused. */
  retry(id: string): void {
    const job = this.jobs.get(id);
    if (job === undefined || !["failed", "refused"].includes(job.state.kind)) return;
    clearTimeout(job.timer);
    void this.begin(id, job);
  }

  /** Whether this one will get there by itself; one that is still being read does. */
  isUnderWay(id: string): boolean {
    const kind = this.jobs.get(id)?.state.kind;
    return kind !== "refused" && kind !== "lost";
  }

  private again(why?: "sign-in"): void {
    for (const [id, job] of this.jobs) {
      if (job.state.kind === "failed" && (why === undefined || job.state.why === why)) this.retry(id);
    }
  }

  private async begin(id: string, job: Job): Promise<void> {
    if (job.kind === "photo" && job.kept.files === undefined && job.kept.file !== undefined) {
      this.set(id, job, { kind: "reducing" });
      try {
        const { files } = await reduceBeside(job.kept.file);
        const { file: _, ...kept } = job.kept;
        job.kept = { ...kept, files };
        if (this.jobs.get(id) === job) await keep(job.kept);
      } catch {
        return this.set(id, job, { kind: "refused", code: "media-broken", args: [] });
      }
    }
    this.set(id, job, { kind: "queued" });
    this.next();
  }

  private next(): void {
    for (const [id, job] of this.jobs) {
      if (this.sending >= atOnce) return;
      if (job.state.kind === "queued" && (job.kept.files ?? job.kept.file) !== undefined) void this.send(id, job);
    }
  }

  private async send(id: string, job: Job): Promise<void> {
    this.sending++;
    this.set(id, job, { kind: "sending", share: 0 });
    const files = job.kept.files ?? [job.kept.file!];
    const sent = await upload(this.address, slowLine() ? files.slice(-1) : files, (share) => this.set(id, job, { kind: "sending", share }), job.stop.signal);
    this.sending--;
    if (this.jobs.get(id) === job) {
      if (sent.kind === "done") await this.done(id, sent.medium);
      else if (sent.kind === "refused") this.set(id, job, sent);
      else if (sent.kind !== "stopped") {
        this.set(id, job, { kind: "failed", why: sent.kind === "sign-in" ? "sign-in" : "line" });
        job.timer = setTimeout(() => this.retry(id), 1_000 + fullJitter(++job.failures, backoff, Math.random));
      }
    }
    this.next();
  }

  private async done(id: string, medium: Medium): Promise<void> {
    const kept = this.jobs.get(id)?.kept;
    this.jobs.delete(id);
    if (this.arrived(id, medium)) await forget(id);
    // Its text is not open now: when it is again, this is what its photo has become.
    else if (kept !== undefined) await keep({ id, at: Date.now(), name: kept.name, source: kept.source, medium });
    this.changed(id);
  }

  private set(id: string, job: Job, state: State): void {
    if (this.jobs.get(id) !== job) return;
    job.state = state;
    this.changed(id);
  }
}

// There the smaller widths are left to the server, which makes them of the largest.
function slowLine(): boolean {
  const { connection } = navigator as { readonly connection?: { readonly effectiveType?: string; readonly saveData?: boolean } };
  return connection?.saveData === true || /2g|3g/.test(connection?.effectiveType ?? "");
}
