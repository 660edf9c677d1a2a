// Signing in again on top of the page: the sign-in page of this site in a frame, so that a second factor and a passkey work
// as they do there. The text stays where it is, and the outbox goes on by itself.
import { signInAction } from "../deliver";
import { button } from "../state-line";
import { word } from "../words";
import { isWaiting } from "./item";
import type { Outbox } from "./outbox";

const address = "/account/sign-in?popup=1&frame=1";

/** Nobody who types is interrupted: the rest of the word would land in the dialog. */
const restMs = 1_000;

/** Asks as soon as something can't be sent and the keys rest; "later" waits until there is something more to send. */
export function signInOnTop(outbox: Outbox): void {
  let dialog: HTMLDialogElement | null = null;
  let declinedFor = 0;
  let typedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = () => {
    const { signedOut } = outbox;
    const waiting = outbox.items.filter(isWaiting).length;
    if (signedOut === null) {
      declinedFor = 0;
      dialog?.close();
      return;
    }
    if (waiting <= declinedFor || document.hidden || dialog !== null) return;
    const rest = typedAt + restMs - Date.now();
    if (rest > 0) {
      clearTimeout(timer);
      timer = setTimeout(show, rest);
      return;
    }
    dialog = signedOut.other === undefined ? ask() : tell(signedOut.other);
    const decline = () => { declinedFor = outbox.items.filter(isWaiting).length; };
    dialog.addEventListener("cancel", decline);
    dialog.addEventListener("click", (click) => { if ((click.target as Element).matches("[data-later]")) decline(); });
    dialog.addEventListener("close", () => {
      dialog?.remove();
      dialog = null;
      // The next attempt may have failed by now.
      show();
    });
    document.body.append(dialog);
    dialog.showModal();
  };
  addEventListener("keydown", () => { typedAt = Date.now(); }, true);
  outbox.onChange(show);
  document.addEventListener("visibilitychange", show);
  show();
}

function ask(): HTMLDialogElement {
  const frame = Object.assign(document.createElement("iframe"), { src: address, title: word("sign-in-open") });
  const window = signInAction();
  const dialog = made(word("sign-in-open"), word("sign-in-again"), frame);
  dialog.lastElementChild!.append(
    button(word("sign-in-window"), () => {
      dialog.close();
      window.act();
    }),
    later(dialog));
  (dialog.querySelector(".buttons button") as HTMLElement).dataset.later = "";
  return dialog;
}

/** Somebody else is signed in: what the first one typed is not sent in their name. */
function tell(other: string): HTMLDialogElement {
  const dialog = made(word("sign-in-open"), word("other-account", other, document.body.dataset.user ?? ""));
  dialog.lastElementChild!.append(
    button(word("other-account-go-on", other), () => location.assign("/desk")),
    later(dialog));
  return dialog;
}

function later(dialog: HTMLDialogElement): HTMLButtonElement {
  const made = button(word("sign-in-later"), () => dialog.close());
  made.dataset.later = "";
  return made;
}

function made(title: string, text: string, ...parts: readonly HTMLElement[]): HTMLDialogElement {
  const dialog = Object.assign(document.createElement("dialog"), { className: "over", id: "sign-in-again" });
  const heading = Object.assign(document.createElement("h2"), { textContent: title, id: "sign-in-again-title" });
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(heading, Object.assign(document.createElement("p"), { textContent: text }), ...parts,
    Object.assign(document.createElement("div"), { className: "buttons" }));
  return dialog;
}
