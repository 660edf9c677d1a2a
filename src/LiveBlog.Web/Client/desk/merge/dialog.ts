// Two versions of an entry side by side, field by field: the editor takes theirs, mine or both.
import { button } from "../state-line";
import type { Answer } from "../send";
import { word } from "../words";
import { merge } from "./three-way";
import { wordDifferences, type Piece } from "./words";

type Fields = Readonly<Record<string, unknown>>;
type Choice = "mine" | "theirs" | "both";

/**
 * Joins an edit with what somebody else saved meanwhile; asks where both changed the same.
 * @returns what is still to be changed of what stands now; null if the editor called it off
 */
export async function joinWith(base: Fields | undefined, mine: Fields, theirs: Answer): Promise<Record<string, unknown> | null> {
  const { changes, conflicts } = merge(base, mine, theirs);
  if (conflicts.length === 0) return changes;
  const chosen = await ask(conflicts, mine, theirs);
  if (chosen === null) return null;
  for (const [name, choice] of chosen) {
    if (choice === "theirs") delete changes[name];
    else if (choice === "both") changes[name] = both(theirs[name], mine[name], name);
  }
  return changes;
}

/** Only texts can stand one after the other. */
const canBeBoth = (name: string, mine: unknown, theirs: unknown): boolean =>
  (name === "headline" || name === "body" || name === "correction" || name === "media") && size(mine) > 0 && size(theirs) > 0;

const size = (value: unknown): number => typeof value === "string" || Array.isArray(value) ? value.length : 0;

function both(theirs: unknown, mine: unknown, name: string): unknown {
  if (Array.isArray(theirs) && Array.isArray(mine)) return [...theirs, ...mine.filter((one) => !theirs.some((other) => JSON.stringify(other) === JSON.stringify(one)))] as unknown;
  return `${String(theirs)}${name === "body" ? "\n\n" : " – "}${String(mine)}`;
}

function ask(names: readonly string[], mine: Fields, theirs: Answer): Promise<Map<string, Choice> | null> {
  const dialog = Object.assign(document.createElement("dialog"), { className: "over merge", id: "merge" });
  const title = Object.assign(document.createElement("h2"), { id: "merge-title", textContent: word("merge-title") });
  dialog.setAttribute("aria-labelledby", title.id);
  const who = typeof theirs.savedBy === "string" && theirs.savedBy !== "" ? theirs.savedBy : word("merge-somebody");
  const form = document.createElement("form");
  form.method = "dialog";
  const save = Object.assign(document.createElement("button"), { className: "primary", textContent: word("merge-save") });
  const buttons = Object.assign(document.createElement("div"), { className: "buttons" });
  buttons.append(save, button(word("cancel"), () => dialog.close()));
  form.append(Object.assign(document.createElement("p"), { textContent: word("merge-text", who) }),
    ...names.map((name) => fieldOf(name, mine[name], theirs[name])), buttons);
  dialog.append(title, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    let chosen: Map<string, Choice> | null = null;
    form.addEventListener("submit", () => {
      chosen = new Map(names.map((name) => [name, (new FormData(form).get(name) ?? "mine") as Choice]));
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(chosen);
    });
  });
}

function fieldOf(name: string, mine: unknown, theirs: unknown): HTMLElement {
  const place = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = word(`field-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`) || word(name) || name;
  const differences = wordDifferences(shown(theirs), shown(mine));
  place.append(legend, side("theirs", name, word("merge-theirs"), differences.a), side("mine", name, word("merge-mine"), differences.b));
  if (canBeBoth(name, mine, theirs)) place.append(option("both", name, word("merge-both")));
  return place;
}

function side(choice: Choice, name: string, label: string, pieces: readonly Piece[]): HTMLElement {
  const place = Object.assign(document.createElement("div"), { className: choice });
  const text = Object.assign(document.createElement("div"), { className: "version" });
  text.append(...pieces.map(({ text: words, differs }) => differs ? Object.assign(document.createElement("mark"), { textContent: words }) : words));
  if (pieces.length === 0) text.append(word("merge-empty"));
  place.append(option(choice, name, label), text);
  return place;
}

function option(choice: Choice, name: string, text: string): HTMLElement {
  const label = Object.assign(document.createElement("label"), { className: "check" });
  label.append(Object.assign(document.createElement("input"), { type: "radio", name, value: choice, defaultChecked: choice === "mine" }), ` ${text}`);
  return label;
}

/** A value of the API as people read it. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return word(value ? "merge-yes" : "merge-no");
  if (Array.isArray(value)) return value.map(shown).join("\n");
  if (typeof value === "object") {
    const { headline, alt, caption, url, path } = value as Record<string, unknown>;
    return [headline, alt, caption, url ?? path].filter((part) => typeof part === "string" && part !== "").join(" · ");
  }
  return String(value as string | number);
}
