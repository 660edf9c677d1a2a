// The outbox of this page, for whatever the desk sends.
import { openOutbox } from "./browser";
import { holdMs } from "./delay";
import type { Item, Wanted } from "./item";
import type { Outbox, Settled } from "./outbox";
import { uuid7 } from "../uuid";

export type { Item, Settled, Wanted };

/** This page, as the outbox and the drafts know it. */
export const pageId = uuid7();

let opened: Promise<Outbox> | undefined;

/** The outbox of whoever is signed in. */
export const outbox = (): Promise<Outbox> => (opened ??= openOutbox(document.body.dataset.userKey ?? "", pageId));

/**
 * Gives something to the outbox. When this answers it is stored and will be sent, whatever happens to the page; it throws
 * where nothing could be stored.
 * @param now not to be held, even if it is undoable
 */
export async function enqueue(wanted: Wanted, now = false): Promise<Item> {
  return (await outbox()).enqueue(wanted, now ? 0 : holdMs());
}

/** Is told what became of anything that was sent, by whichever tab. */
export function onSettled(listener: (settled: Settled) => void): void {
  void outbox().then((box) => box.onSettled(listener));
}

/** Whether a form's text is in the outbox, or was. */
export async function wasSent(textId: string): Promise<boolean> {
  return (await outbox()).items.some((item) => item.textId === textId);
}
