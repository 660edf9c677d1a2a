// A model of the server for the tests: the smallest thing that keeps the promises of docs/protocol.md.
import type { ChangeMessage, EntryChange, EventStatus } from "../shared/protocol";
import type { Order, PageWindow, Replica } from "./replica";

interface ModelEntry {
  id: string;
  revision: number;
  position: string;
  pinned: boolean;
  rank: number;
  text: string;
  withdrawn: boolean;
}

/** One event with its history. */
export class ModelServer {
  readonly epoch = "k3v9x2";
  revision = 0;
  status: EventStatus = "live";
  title = "Direct";
  titleRevision = 0;
  readonly entries = new Map<string, ModelEntry>();
  /** The message that announced each revision. */
  readonly messages: ChangeMessage[] = [];

  post(id: string, time: number, pinned = false): void {
    if (this.entries.has(id)) return;
    this.change({ id, revision: 0, position: positionOf(time, id), pinned, rank: 0, text: "", withdrawn: false });
  }

  edit(id: string, change: Partial<Pick<ModelEntry, "pinned" | "rank" | "text" | "withdrawn">> & { time?: number }): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    const { time, ...fields } = change;
    this.change({ ...entry, ...fields, ...(time !== undefined && { position: positionOf(time, id) }) });
  }

  rename(title: string, status: EventStatus = this.status): void {
    this.title = title;
    this.status = status;
    this.titleRevision = ++this.revision;
    this.messages.push(this.since(this.revision - 1));
  }

  /** What changed since the revision. */
  since(from: number): ChangeMessage {
    const changed = [...this.entries.values()].filter((entry) => entry.revision > from);
    return {
      epoch: this.epoch,
      from,
      to: this.revision,
      event: from === this.revision ? null : {
        title: this.title,
        status: this.status,
        revision: this.revision,
        parts: this.parts().filter((part) => part.revision > from),
      },
      entries: changed.map(describe),
      reload: from > this.revision,
      pollAfterMs: 10_000,
    };
  }

  /** The page as it would be rendered now. */
  page(window: PageWindow, order: Order): Replica {
    const visible = [...this.entries.values()].filter((entry) => !entry.withdrawn);
    return {
      epoch: this.epoch,
      revision: this.revision,
      window,
      order,
      newest: visible.map(({ position }) => position).reduce((a, b) => (a > b ? a : b), ""),
      event: { revision: this.revision, status: this.status, title: this.title },
      items: new Map(visible
        .filter(({ pinned, position }) => pinned ? window.pinnedHere : position >= window.from && (!window.to || position < window.to))
        .map((entry) => [entry.id, { revision: entry.revision, position: entry.position, pinned: entry.pinned, rank: entry.pinned ? entry.rank : 0, html: html(entry) }])),
      parts: new Map(this.parts().map(({ id, revision, html }) => [id, { revision, html }])),
    };
  }

  /** What a reader of the page sees, in the order it is shown; written out anew, not by the replica's code. */
  sight({ from, to, pinnedHere }: PageWindow, order: Order): string[] {
    const visible = [...this.entries.values()].filter((entry) => !entry.withdrawn);
    const descending = (a: ModelEntry, b: ModelEntry) => (a.position < b.position ? 1 : -1);
    const pinned = pinnedHere ? visible.filter((entry) => entry.pinned).sort(descending).sort((a, b) => b.rank - a.rank) : [];
    const rest = visible.filter((entry) => !entry.pinned && from <= entry.position && (to === "" || entry.position < to)).sort(descending);
    if (order === "oldest") rest.reverse();
    return [...pinned, ...rest].map(html);
  }

  parts() {
    return [
      { id: "event-state", revision: this.revision, html: `<div id="event-state" data-part="" data-revision="${this.revision}">${this.status}</div>` },
      { id: "event-header", revision: this.titleRevision, html: `<header id="event-header" data-part="" data-revision="${this.titleRevision}">${this.title}</header>` },
    ];
  }

  private change(entry: ModelEntry): void {
    this.entries.set(entry.id, { ...entry, revision: ++this.revision });
    this.messages.push(this.since(this.revision - 1));
  }
}

/** The position of a time, given as a small whole number. */
export function positionOf(time: number, id = ""): string {
  return `20220112T17${String(time).padStart(4, "0")}000Z-${id}`;
}

function html({ id, revision, position, pinned, rank, text }: ModelEntry): string {
  return `<article id="e-${id}" class="entry" data-revision="${revision}" data-position="${position}"${pinned ? ` data-pinned="${rank}"` : ""}>`
    + `<h3>${text || id}</h3><a href="#share">Partager</a><a href="#more">Lire</a></article>`;
}

function describe(entry: ModelEntry): EntryChange {
  const { id, revision, position, pinned, rank, withdrawn } = entry;
  return withdrawn
    ? { id, revision, gone: true }
    : { id, revision, at: "2022-01-12T18:00:00+01:00", position, pinned, rank: pinned ? rank : null, html: html(entry) };
}
