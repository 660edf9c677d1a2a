// One medium in the list: its picture, how far it is, its texts, and what can be done with it.
import { refusal, word } from "../words";
import type { Item, Texts } from "./items";
import type { State } from "./uploads";

export interface Acts {
  typed(texts: Texts): void;
  move(by: number): void;
  remove(): void;
  retry(): void;
  dropped(onto: Element): void;
}

let last = 0;
let dragged: Card | null = null;

export class Card {
  readonly element = document.createElement("li");
  private readonly picture = document.createElement("div");
  private readonly progress = document.createElement("progress");
  private readonly problem = document.createElement("p");
  private readonly texts: Record<keyof Texts, HTMLInputElement>;
  private readonly buttons: Record<"earlier" | "later" | "remove" | "retry", HTMLButtonElement>;
  private pictured: Blob | string | undefined;

  /** @param lists the beginning of the ids of the lists of suggestions */
  constructor(private readonly acts: Acts, lists: string, isSingle: boolean) {
    const id = `media-${++last}`;
    this.texts = {
      alt: input(`${id}-alt`), caption: input(`${id}-caption`, `${lists}-captions`), credit: input(`${id}-credit`, `${lists}-credits`),
    };
    this.buttons = {
      earlier: this.button("↑", () => acts.move(-1)), later: this.button("↓", () => acts.move(1)),
      remove: this.button("", () => acts.remove()), retry: this.button("", () => acts.retry()),
    };
    this.buttons.retry.textContent = word("media-retry");
    this.buttons.remove.textContent = word("media-remove");
    this.element.className = "media-card";
    this.picture.className = "picture";
    this.progress.max = 1;
    this.problem.className = "error";
    const fields = document.createElement("div");
    fields.className = "texts";
    for (const name of ["alt", "caption", "credit"] as const) {
      const field = document.createElement("div");
      field.className = `text-${name}`;
      const label = Object.assign(document.createElement("label"), { htmlFor: this.texts[name].id, textContent: word(`media-${name}`) });
      field.append(label, this.texts[name]);
      fields.append(field);
      this.texts[name].addEventListener("input", (typed) => {
        // The form hears of it when its hidden field has changed.
        typed.stopPropagation();
        acts.typed({ alt: this.texts.alt.value, caption: this.texts.caption.value, credit: this.texts.credit.value });
      });
    }
    const tools = document.createElement("div");
    tools.className = "tools";
    tools.append(...(isSingle ? [] : [this.buttons.earlier, this.buttons.later]), this.buttons.retry, this.buttons.remove);
    this.element.append(this.picture, fields, this.problem, this.progress, tools);
    this.drag(isSingle);
  }

  show(item: Item, at: number, count: number, state: State | undefined, preview: Blob | undefined): void {
    const name = word(`media-${item.kind}`, at + 1);
    this.element.setAttribute("aria-label", name);
    for (const key of ["alt", "caption", "credit"] as const) {
      if (this.texts[key].value !== (item[key] ?? "")) this.texts[key].value = item[key] ?? "";
    }
    this.element.classList.toggle("without-alt", item.kind === "photo" && !item.alt?.trim());
    this.element.classList.toggle("alone", count < 2);
    const { earlier, later, remove, retry } = this.buttons;
    earlier.ariaLabel = word("media-earlier", name);
    later.ariaLabel = word("media-later", name);
    remove.ariaLabel = word("media-remove-of", name);
    earlier.disabled = at === 0;
    later.disabled = at === count - 1;
    earlier.hidden = later.hidden = count < 2;
    retry.hidden = state?.kind !== "failed" && state?.kind !== "refused";
    const text = state === undefined ? "" : problemOf(state);
    this.problem.hidden = text === "";
    if (this.problem.textContent !== text) this.problem.textContent = text;
    const isMoving = state !== undefined && ["reducing", "queued", "sending"].includes(state.kind);
    this.progress.hidden = !isMoving;
    this.progress.ariaLabel = word("media-progress", name);
    if (state?.kind === "sending") this.progress.value = state.share;
    else this.progress.removeAttribute("value");
    this.paint(item, preview);
  }

  focus(): void {
    this.texts.alt.focus();
  }

  /** Where the focus goes on after the card was moved. */
  focusMove(by: number): void {
    const { earlier, later } = this.buttons;
    const [wanted, other] = by < 0 ? [earlier, later] : [later, earlier];
    (wanted.disabled ? other : wanted).focus();
  }

  private paint(item: Item, preview: Blob | undefined): void {
    const source = item.path !== "" && item.kind === "photo" ? `${item.path}-${item.widths?.split(" ")[0]}.jpg` : preview ?? item.kind;
    if (source === this.pictured) return;
    // The one that this browser made shows the same, and is here already.
    if (this.pictured instanceof Blob && typeof source === "string") return;
    this.pictured = source;
    if (typeof source === "string" && !source.startsWith("/")) {
      this.picture.textContent = source === "audio" ? "♪" : source === "video" ? "▶" : "";
      return;
    }
    const image = document.createElement("img");
    image.alt = "";
    this.picture.replaceChildren(image);
    if (typeof source === "string") image.src = source;
    // The desk's policy knows no blob: addresses; these are small.
    else {
      const reader = new FileReader();
      reader.onload = () => { image.src = String(reader.result); };
      reader.readAsDataURL(source);
    }
  }

  private drag(isSingle: boolean): void {
    if (isSingle) return;
    const { element, picture } = this;
    // By its picture only: a text in its fields can still be marked with the mouse.
    picture.draggable = true;
    picture.addEventListener("dragstart", (drag) => {
      dragged = this;
      drag.dataTransfer?.setDragImage(element, 20, 20);
      drag.dataTransfer?.setData("application/x-liveblog-media", "");
      element.classList.add("dragged");
    });
    picture.addEventListener("dragend", () => {
      dragged = null;
      element.classList.remove("dragged");
    });
    element.addEventListener("dragover", (drag) => { if (dragged !== null && dragged !== this) drag.preventDefault(); });
    element.addEventListener("drop", (drop) => {
      if (dragged === null) return;
      drop.preventDefault();
      drop.stopPropagation();
      dragged.acts.dropped(element);
    });
    element.addEventListener("keydown", (key) => {
      if (!key.altKey || (key.key !== "ArrowUp" && key.key !== "ArrowDown")) return;
      key.preventDefault();
      this.acts.move(key.key === "ArrowUp" ? -1 : 1);
    });
  }

  private button(text: string, act: () => void): HTMLButtonElement {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.addEventListener("click", act);
    return made;
  }
}

function problemOf(state: State): string {
  switch (state.kind) {
    case "failed": return word(state.why === "sign-in" ? "media-sign-in" : "media-line");
    case "refused": return (state.code && refusal(state.code, state.args)) || state.detail || word("media-failed");
    case "lost": return word("media-lost");
    default: return "";
  }
}

function input(id: string, list?: string): HTMLInputElement {
  const made = Object.assign(document.createElement("input"), { id, autocomplete: "off", maxLength: 1_000 });
  if (list !== undefined) made.setAttribute("list", list);
  return made;
}
