// How keys are written: with the signs of the keyboard that this machine has.

export const isMac = /Mac|iP(?:hone|ad|od)/.test(navigator.platform);

/** @param keys names with " + " between them; "Mod" is Ctrl, or ⌘ where there is that */
export function pressed(keys: string, mac = isMac): string {
  if (!mac) return keys.replace("Mod", "Ctrl");
  return keys.split(" + ").map((key) => ({ Mod: "⌘", Ctrl: "⌘", Alt: "⌥", Shift: "⇧" })[key] ?? key).join(" ");
}

/** Writes the titles that name keys, `data-pressed`, as this machine has them. */
export function writePressed(root: ParentNode): void {
  for (const named of root.querySelectorAll<HTMLElement>("[data-pressed]")) named.title = pressed(named.title);
}
