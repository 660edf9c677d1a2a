import type { Problem } from "../send";

/** What somebody wants to be sent. */
export interface Wanted {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  /** What is sent as JSON. That of an edit names its `version`; that of a new entry its `id`. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** What the editor calls it: "Publication : Ouverture de la séance". */
  readonly label: string;
  /** Whether it is held for a while, during which it can be pulled back as if nothing had been. */
  readonly undoable: boolean;
  /** The entry it is about: what is about one entry is sent in order, each after the other has come through. */
  readonly entryId?: string;
  /** What the entry said where the edit began, as the API says it; then only what two people changed has to be asked. */
  readonly base?: Readonly<Record<string, unknown>>;
  /** The form it was typed into, so that it can be put back. */
  readonly form?: TypedForm;
}

/** A form as it was when it was sent. */
export interface TypedForm {
  /** The name of its drafts. */
  readonly name: string;
  /** The id of the text among them. */
  readonly id: string;
  /** Its fields as typed. */
  readonly fields: Readonly<Record<string, string>>;
  readonly version?: string;
  /** What the form held before anything was typed. */
  readonly base?: Readonly<Record<string, string>>;
  /** Where the form is, site-relative. */
  readonly page: string;
}

/** Something in the outbox. */
export interface Item extends Wanted {
  readonly id: string;
  /** The id of the typed text, which is remembered for a day after it was sent. */
  readonly textId?: string;
  /** Its place: what is lower is sent first. */
  readonly order: number;
  /** The page it was sent from; another one can't be asked any more. */
  readonly page: string;
  /** When it was sent, milliseconds since 1970. */
  readonly at: number;
  /** It is not sent before that time, milliseconds since 1970; 0 if it was not held. */
  readonly heldUntil: number;
  /** `waiting` also while it is held. */
  readonly state: "waiting" | "sending" | "refused" | "done";
  /** It was sent at least once: the server may have it, whether or not an answer came. */
  readonly tried: boolean;
  /** Attempts without an answer. */
  readonly failures: number;
  /** The next attempt, milliseconds since 1970. */
  readonly retryAt: number;
  /** The last attempt reached a server that failed at this very item. */
  readonly failing?: boolean;
  /** Why it was refused. */
  readonly problem?: Problem;
  /** Once done: the version that it was made from, and the next one, which it brought about. */
  readonly versions?: readonly [from: number, to: number];
}

/** Whether it is still to be sent. */
export const isWaiting = (item: Item): boolean => item.state === "waiting" || item.state === "sending";

/** Whether it is held back at `now`, so that it can be pulled back. */
export const isHeld = (item: Item, now: number): boolean => isWaiting(item) && !item.tried && item.heldUntil > now;
