// The related card of an entry: searched among our own events, entries and articles, or any address.
import { word } from "../../words";
import type { EditorOptions, Found } from "..";
import { isSafe } from "../paste/links";
import { watchValue } from "../value";
import { button, labelled } from "./fields";

export interface Related {
  readonly panel: { element: HTMLElement; open(): void };
  /** What was chosen, with the way to take it away. */
  readonly card: HTMLElement;
}

interface Card {
  headline: string;
  url?: string | null;
  publishedOn?: string | null;
  image?: string | null;
}

const waitMs = 200;

/** @returns null where the form has no field for it */
export function relatedOf(textarea: HTMLTextAreaElement, options: EditorOptions): Related | null {
  const field = textarea.form?.querySelector<HTMLInputElement>('input[name="Entry.Related"]');
  if (!field) return null;
  const card = Object.assign(document.createElement("div"), { className: "rich-related", hidden: true });
  const element = Object.assign(document.createElement("div"), { className: "rich-panel" });
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", word("text-related"));

  const choose = (chosen: Card | null) => {
    // An empty headline takes a card away that the entry had.
    field.value = chosen === null ? '{"headline":""}' : JSON.stringify(chosen);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    show();
    element.dispatchEvent(new Event("close"));
  };
  const show = () => {
    const chosen = cardIn(field.value);
    card.hidden = chosen === null;
    card.replaceChildren();
    if (chosen === null) return;
    const what = document.createElement("p");
    what.append(Object.assign(document.createElement("small"), { textContent: word("text-related") }), Object.assign(document.createElement("b"), { textContent: chosen.headline }),
      Object.assign(document.createElement("small"), { textContent: [chosen.publishedOn, chosen.url].filter(Boolean).join(" · ") }));
    card.append(what, button(word("text-related-remove"), () => choose(null)));
  };
  watchValue(field, show);

  const [search, query] = labelled(word("text-related-search"), "search");
  const status = Object.assign(document.createElement("p"), { className: "hint" });
  status.setAttribute("role", "status");
  const results = Object.assign(document.createElement("ul"), { className: "rich-found" });
  const other = document.createElement("details");
  other.append(Object.assign(document.createElement("summary"), { textContent: word("text-related-other") }));
  const [titleLabel, title] = labelled(word("text-related-title"), "text");
  const [addressLabel, address] = labelled(word("text-address"), "url");
  const use = button(word("text-related-use"), () => {
    const url = address.value.trim();
    const wrong = title.value.trim() === "" ? title : isSafe(url) ? null : address;
    if (wrong === null) choose({ headline: title.value.trim(), url });
    else {
      status.textContent = word(wrong === title ? "text-related-untitled" : "text-address-wrong");
      wrong.focus();
    }
  });
  other.append(titleLabel, addressLabel, use);
  element.append(search, status, results, other);

  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const ask = async () => {
    const wanted = query.value.trim();
    const turn = ++asked;
    if (wanted.length < 2 || !options.search) return list([]);
    try {
      const found = await options.search(wanted);
      if (turn !== asked) return;
      status.textContent = found.length === 0 ? word("text-related-none") : "";
      list(found);
    } catch {
      if (turn !== asked) return;
      status.textContent = word("text-related-failed");
      other.open = true;
    }
  };
  const list = (found: readonly Found[]) => results.replaceChildren(...found.slice(0, 8).map((one) => {
    const made = button(one.headline, () => choose({ headline: one.headline, url: one.url, publishedOn: one.publishedOn ?? null, image: one.image ?? null }));
    made.append(Object.assign(document.createElement("small"), { textContent: [word(`text-kind-${one.kind}`), one.publishedOn].filter(Boolean).join(" · ") }));
    const item = document.createElement("li");
    item.append(made);
    return item;
  }));
  query.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), waitMs);
  });
  element.addEventListener("keydown", (key) => {
    // Enter in one of these fields means this field, not the form.
    if (key.key === "Enter" && key.target instanceof HTMLInputElement && !key.ctrlKey && !key.metaKey) {
      key.preventDefault();
      if (key.target === query) results.querySelector("button")?.click();
      else use.click();
    }
    if (key.key !== "ArrowDown" && key.key !== "ArrowUp") return;
    const stops = [query, ...results.querySelectorAll("button")];
    const at = stops.indexOf(document.activeElement as HTMLButtonElement);
    const next = at < 0 ? undefined : stops[at + (key.key === "ArrowDown" ? 1 : -1)];
    if (next) { key.preventDefault(); next.focus(); }
  });
  show();
  return { panel: { element, open: () => query.focus() }, card };
}

function cardIn(json: string): Card | null {
  try {
    const card = JSON.parse(json || "null") as Card | null;
    return card && typeof card.headline === "string" && card.headline !== "" ? card : null;
  } catch {
    return null;
  }
}
