// Puts what was pulled back into the form it came from, exactly as it was typed.
import type { TypedForm } from "./item";

/** Asks the forms on the page whether the text is theirs; `preventDefault` says yes. */
export const backEvent = "outbox:back";

export interface Back {
  readonly form: TypedForm;
  /** It was sent: the server may have it under its id, so it must keep that. */
  readonly tried: boolean;
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
