// The messages of docs/protocol.md, word for word.

/** `scheduled`: not begun; `live`: being covered; `paused`: it will go on; `ended`: over, though corrections may still come. */
export type EventStatus = "scheduled" | "live" | "paused" | "ended";

/** A piece of the page that is not an entry; it replaces the element with this `id`. */
export interface PartChange {
  readonly id: string;
  readonly revision: number;
  readonly html: string;
}

/** What changed of the event itself. */
export interface EventChange {
  readonly title: string;
  readonly status: EventStatus;
  readonly revision: number;
  readonly parts: readonly PartChange[];
}

/** An entry as readers now see it. */
export interface VisibleEntry {
  readonly id: string;
  readonly revision: number;
  /** ISO 8601 with the offset of the event's time zone. */
  readonly at: string;
  /** The sort key, `20220112T173800000Z-{id}`: UTC, compared as a plain string. */
  readonly position: string;
  readonly pinned: boolean;
  /** Among pinned entries the higher stands first; 0 where a server does not say. */
  readonly rank?: number | null;
  readonly html: string;
  readonly gone?: false;
}

/** An entry that readers must not see, or no longer. */
export interface GoneEntry {
  readonly id: string;
  readonly revision: number;
  readonly gone: true;
}

export type EntryChange = VisibleEntry | GoneEntry;

/** The answer to "what changed since revision N?", whichever way it came. */
export interface ChangeMessage {
  readonly epoch: string;
  /** The message is complete for a reader at this revision or a later one. */
  readonly from: number;
  readonly to: number;
  readonly event: EventChange | null;
  readonly entries: readonly EntryChange[];
  /** True: nothing can be replayed; the page has to be loaded anew. */
  readonly reload: boolean;
  /** Milliseconds until a polling reader should ask again. */
  readonly pollAfterMs: number;
}
