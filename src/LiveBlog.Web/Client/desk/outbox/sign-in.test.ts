// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Item } from "./item";
import type { Outbox } from "./outbox";
import { signInOnTop } from "./sign-in";

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(1_000_000);
  globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS;
  HTMLDialogElement.prototype.showModal = vi.fn();
});
afterEach(() => { vi.useRealTimers(); });

test("whoever types is asked to sign in again when the keys rest, so that no letter lands in the dialog", () => {
  let changed = () => {};
  const outbox = { signedOut: null as object | null, items: [{ state: "waiting" } as Item], onChange: (listener: () => void) => { changed = listener; } };
  signInOnTop(outbox as unknown as Outbox);
  const asks = () => document.querySelectorAll("#sign-in-again").length;
  const key = () => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
  key();
  outbox.signedOut = {};
  changed();
  vi.advanceTimersByTime(600);
  key();
  vi.advanceTimersByTime(600);
  expect(asks()).toBe(0);
  vi.advanceTimersByTime(1_500);
  expect(asks()).toBe(1);
});
