// Puts what was pulled back into the form it came from, exactly as it was typed.
import type { Drafts } from "../drafts";
import type { Item, TypedForm } from "./item";
import type { Outbox } from "./outbox";

/** Asks the forms on the page whether the text is theirs; `preventDefault` says yes. */
export const backEvent = "outbox:back";

export interface Back {
  readonly form: TypedForm;
  /** It was sent: the server may have it under its id, so it must keep that. */
  readonly tried: boolean;
}

/**
 * Takes a text out of the outbox. It is among the drafts before that: a page that goes away between the two loses nothing.
 * @param drafts those of the form it came from
 * @param page this page
 * @returns null if it is gone already
 */
export async function pullBack(outbox: Pick<Outbox, "undo">, item: Item & { readonly form: TypedForm }, drafts: Drafts, page: string): Promise<Back | null> {
  const { id, fields, version, base } = item.form;
  // Another page's sending may be on its way without our knowing it.
  const mayBeThere = ({ tried }: Item) => tried || item.page !== page;
  const keep = (tried: boolean) => drafts.takeOver({
    id, fields, savedAt: item.at, ...(version !== undefined && { version }), ...(base !== undefined && { base }), ...(tried && { tried }),
  });
  keep(mayBeThere(item));
  const pulled = await outbox.undo(item.id);
  if (pulled === null) {
    drafts.remove(id);
    return null;
  }
  const tried = mayBeThere(pulled);
  if (tried !== mayBeThere(item)) keep(tried);
  return { form: item.form, tried };
}

/** @returns whether a form on this page took it */
export const giveBack = (back: Back): boolean =>
  !document.dispatchEvent(new CustomEvent<Back>(backEvent, { detail: back, cancelable: true }));

/** @param take puts it into the form; called for texts of the form's own name only, while the form is on the page */
export function takesBack(form: HTMLElement, name: string, take: (back: Back) => void): void {
  document.addEventListener(backEvent, (event) => {
    const { detail } = event as CustomEvent<Back>;
    if (event.defaultPrevented || !form.isConnected || detail.form.name !== name) return;
    event.preventDefault();
    take(detail);
  });
}
