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
export async function pullBack(
  outbox: Outbox, item: Item & { readonly form: TypedForm }, drafts: Drafts, page: string,
): Promise<Back | null> {
  const { name: _, page: __, ...text } = item.form;
  // Another page's sending may be on its way without our knowing it.
  const triedBy = (known: Item) => known.tried || known.page !== page;
  const keep = (tried: boolean) => drafts.takeOver({ ...text, savedAt: item.at, ...(tried && { tried }) });
  keep(triedBy(item));
  const pulled = await outbox.undo(item.id);
  if (pulled === null) {
    drafts.remove(text.id);
    return null;
  }
  const back = { form: item.form, tried: triedBy(pulled) };
  if (back.tried) keep(true);
  return back;
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
