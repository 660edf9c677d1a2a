// Which notes somebody has not seen yet: this browser remembers how far they have read.
import type { SafeStorage } from "../../shared/storage";

export interface NoteLine {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly mine: boolean;
  readonly settled: boolean;
}

export class ReadUntil {
  constructor(private readonly storage: SafeStorage, private readonly name: string) {}

  /** How many open notes of others are newer than what was read. */
  unread(notes: readonly NoteLine[]): number {
    const until = this.storage.get(this.name) ?? "";
    return notes.filter(({ at, mine, settled }) => !mine && !settled && at > until).length;
  }

  /** All of these were seen. */
  read(notes: readonly NoteLine[]): void {
    const latest = notes.reduce((max, { at }) => (at > max ? at : max), this.storage.get(this.name) ?? "");
    if (latest !== "") this.storage.set(this.name, latest);
  }
}
