// @vitest-environment jsdom
import { expect, test } from "vitest";
import { pressed } from "./pressed";

test.each([
  ["Mod + Shift + Enter", "Ctrl + Shift + Enter", "⌘ ⇧ Enter"],
  ["Ctrl + Entrée", "Ctrl + Entrée", "⌘ Entrée"],
  ["Alt + ↑", "Alt + ↑", "⌥ ↑"],
  ["j", "j", "j"],
])("%s is written %s, and %s on a Mac", (keys, elsewhere, mac) => {
  expect([pressed(keys, false), pressed(keys, true)]).toEqual([elsewhere, mac]);
});
