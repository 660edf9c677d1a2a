// The card that leads to something related: found among our own events, entries and articles, or by its address.
import { restoredEvent } from "../keeper";
import { button } from "../state-line";
import { word } from "../words";

const typedMs = 200;
const answerMs = 5_000;

interface Card {
  readonly headline: string;
  readonly url?: string | null;
  readonly publishedOn?: string | null;
  readonly image?: string | null;
}

interface Found extends Card {
  readonly kind?: string;
  readonly event?: string | null;
}

export function related(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>("[data-related]");
  const field = place?.querySelector<HTMLInputElement>('input[name="Entry.Related"]');
  if (!place || !field) return;
  place.hidden = false;
  const shown = document.createElement("div");
  place.append(shown);
  field.addEventListener(restoredEvent, show);
  show();

  function show(): void {
    const card = read(field!.value);
    if (card?.headline) {
      const name = Object.assign(document.createElement("span"), { className: "related-name", textContent: card.headline });
      shown.replaceChildren(name, button(word("related-remove"), () => {
        set(null);
        shown.querySelector<HTMLElement>("button")?.focus();
      }));
    } else {
      const add = button(word("related-add"), () => find());
      add.className = "plain add";
      shown.replaceChildren(add);
    }
  }

  function set(card: Card | null): void {
    field!.value = card === null ? "" : JSON.stringify({ headline: card.headline, url: card.url ?? null, publishedOn: card.publishedOn ?? null, image: card.image ?? null });
    field!.dispatchEvent(new Event("input", { bubbles: true }));
    show();
  }

  function find(): void {
    const id = `${form.id}-related`;
    const input = Object.assign(document.createElement("input"), { type: "search", id: `${id}-find`, autocomplete: "off", placeholder: word("related-find") });
    input.role = "combobox";
    input.ariaLabel = word("related-find");
    input.setAttribute("aria-controls", id);
    input.ariaExpanded = "false";
    const list = Object.assign(document.createElement("ul"), { id, className: "related-found" });
    list.role = "listbox";
    list.ariaLabel = word("related-add");
    list.hidden = true;
    shown.replaceChildren(input, list);
    input.focus();
    let found: readonly Found[] = [];
    let chosen = -1;
    let timer: ReturnType<typeof setTimeout> | undefined;

    input.addEventListener("input", (event) => {
      // It is no field of the entry.
      event.stopPropagation();
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), typedMs);
    });
    input.addEventListener("keydown", (key) => {
      if (key.ctrlKey || key.metaKey || key.isComposing) return;
      if (key.key === "ArrowDown" || key.key === "ArrowUp") choose(chosen + (key.key === "ArrowDown" ? 1 : -1));
      else if (key.key === "Enter") take(found[Math.max(chosen, 0)]);
      else if (key.key === "Escape") {
        show();
        shown.querySelector<HTMLElement>("button")?.focus();
      } else return;
      key.preventDefault();
      key.stopPropagation();
    });
    list.addEventListener("click", (click) => {
      const at = click.target instanceof Element ? [...list.children].indexOf(click.target.closest("li")!) : -1;
      take(found[at]);
    });

    async function ask(): Promise<void> {
      const wanted = input.value.trim();
      found = wanted === "" ? [] : await search(wanted);
      if (wanted !== input.value.trim() || !input.isConnected) return;
      list.replaceChildren(...found.map((card, at) => {
        const item = Object.assign(document.createElement("li"), { id: `${id}-${at}` });
        item.role = "option";
        item.ariaSelected = "false";
        item.append(Object.assign(document.createElement("b"), { textContent: card.headline }), " ",
          Object.assign(document.createElement("small"), { textContent: [card.event, card.publishedOn].filter(Boolean).join(" · ") }));
        return item;
      }));
      if (wanted !== "" && found.length === 0) list.append(Object.assign(document.createElement("li"), { textContent: word("related-none"), ariaDisabled: "true", role: "option" }));
      list.hidden = wanted === "";
      input.ariaExpanded = String(!list.hidden);
      chosen = -1;
      choose(0);
    }

    function choose(at: number): void {
      if (found.length === 0) return;
      chosen = (at + found.length) % found.length;
      [...list.children].forEach((item, index) => { item.ariaSelected = String(index === chosen); });
      input.setAttribute("aria-activedescendant", `${id}-${chosen}`);
      list.children[chosen]?.scrollIntoView({ block: "nearest" });
    }

    function take(card: Found | undefined): void {
      if (!card) return;
      set(card);
      shown.querySelector<HTMLElement>("button")?.focus();
    }
  }
}

/** What is found; an address is a card of its own, whatever is found. */
async function search(wanted: string): Promise<readonly Found[]> {
  if (/^https?:\/\/\S+$/.test(wanted)) return [{ headline: wanted.replace(/^https?:\/\/(www\.)?/, ""), url: wanted }];
  try {
    const response = await fetch(`/api/v1/search?q=${encodeURIComponent(wanted)}`, {
      headers: { accept: "application/json" }, redirect: "error", signal: AbortSignal.timeout?.(answerMs) ?? null,
    });
    return response.ok ? ((await response.json()) as Found[]) : [];
  } catch {
    return [];
  }
}

function read(json: string): Card | null {
  try {
    return json === "" ? null : (JSON.parse(json) as Card | null);
  } catch {
    return null;
  }
}
