// What is seen of a form's media: a list to describe, to order and to remove from, and ways to add to it.
import { local } from "../../shared/storage";
import { isAtOnce, submitForm } from "../at-once";
import { uuid7 } from "../uuid";
import { refusal, word } from "../words";
import { arrived, keyOf, moved, read, withoutAlt, type Item, type Medium, type Texts } from "./items";
import { sweep } from "./kept";
import { kindOf, type Limits } from "./limits";
import { describe, enough, type Described } from "./metadata";
import { Card } from "./card";
import { Sources, sourceOf } from "./sources";
import { Uploads } from "./uploads";

interface Sending {
  readonly submitter: HTMLElement | null;
  readonly atOnce: boolean;
}

const api = "/api/v1/media";

export class Tray {
  private items: Item[] = [];
  private readonly cards = new Map<string, Card>();
  private readonly sources = new Sources(local);
  private readonly uploads: Uploads;
  private readonly field: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly state: HTMLElement;
  private readonly limits: Limits;
  private readonly isSingle: boolean;
  private readonly onlyPhotos: boolean;
  private written: string;
  private idle: (() => void)[] = [];
  /** A sending that waits for the uploads. */
  private waiting: Sending | null = null;
  /** A sending that did not go, because something can't be sent. */
  private stopped: Sending | null = null;

  /** @param zone where files may be dropped */
  constructor(private readonly form: HTMLFormElement, private readonly place: HTMLElement, private readonly zone: HTMLElement) {
    this.field = place.querySelector<HTMLInputElement>("input[type=hidden]")!;
    this.list = place.querySelector<HTMLElement>("[data-list]")!;
    this.state = place.querySelector<HTMLElement>("[data-media-state]")!;
    this.isSingle = place.dataset.media === "photo";
    this.onlyPhotos = place.dataset.media !== "entry";
    this.limits = {
      photoBytes: Number(place.dataset.photoBytes), audioBytes: Number(place.dataset.audioBytes ?? Infinity),
      videoBytes: Number(place.dataset.videoBytes ?? Infinity), perEntry: this.isSingle ? 1 : Number(place.dataset.most),
    };
    this.uploads = new Uploads(place.dataset.upload ?? api, (id) => this.show(id), (id, medium) => this.arrive(id, medium));
    this.written = this.field.value;
    place.classList.add("mounted");
    this.listenToChoosing();
    this.listenToDropping();
    this.listenToSending();
    // Whoever restores or empties the form sets the value of its field, which for a hidden one is its attribute.
    new MutationObserver(() => {
      if (this.field.value !== this.written) this.load();
    }).observe(this.field, { attributes: true, attributeFilter: ["value"] });
    this.load();
    void sweep();
  }

  /** Resolves when nothing is under way any more. */
  pending(): Promise<void> {
    return this.underWay().length === 0 ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
  }

  async add(files: readonly File[]): Promise<void> {
    const notes: string[] = [];
    const taken: Promise<void>[] = [];
    let focus: string | undefined;
    for (const file of files) {
      const kind = kindOf(file, this.limits);
      if (typeof kind !== "string" || (this.onlyPhotos && kind !== "photo")) {
        notes.push(`${file.name} – ${typeof kind === "string" ? word("media-only-photo") : refusal(kind.code, kind.args) ?? kind.code}`);
        continue;
      }
      if (this.isSingle) for (const item of [...this.items]) this.remove(item, false);
      if (this.items.length >= this.limits.perEntry) {
        notes.push(word("media-most", this.limits.perEntry));
        break;
      }
      const id = uuid7();
      focus ??= id;
      this.items = [...this.items, { kind, path: "", local: id }];
      taken.push(this.take(id, kind, file));
    }
    this.write();
    if (notes.length > 0) this.note(notes);
    await Promise.all(taken);
  }

  private async take(id: string, kind: Item["kind"], file: File): Promise<void> {
    const described = kind === "photo" ? await file.slice(0, enough).arrayBuffer().then(describe, () => ({}) as Described) : {};
    // Removed while it was read.
    if (!this.items.some((item) => item.local === id)) return;
    const source = sourceOf(file.name, described);
    const credit = described.credit ?? this.sources.creditFor(source);
    // What was typed while the file was read is right.
    this.change(id, (item) => ({ ...item, ...(credit && !item.credit && { credit }), ...(described.caption && !item.caption && { caption: described.caption }) }));
    await this.uploads.take(id, kind, file.name, source, file);
  }

  private load(): void {
    this.written = this.field.value;
    // It is another text now.
    this.waiting = this.stopped = null;
    this.items = read(this.written);
    this.draw();
    for (const item of this.items) if (item.local !== undefined) void this.uploads.resume({ ...item, local: item.local });
  }

  private write(): void {
    const value = this.isSingle
      ? JSON.stringify(this.items[0] ?? { path: "", widths: "", aspectRatio: 1, alt: "" })
      : JSON.stringify(this.items);
    this.draw();
    if (value === this.field.value) return;
    this.written = value;
    this.field.value = value;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private arrive(id: string, medium: Medium): boolean {
    const item = this.items.find((one) => one.local === id);
    if (item === undefined) return false;
    const card = this.cards.get(id);
    this.sources.remember(this.uploads.source(id), item);
    // The same file chosen twice is one: the server told both by the same name.
    if (this.items.some((one) => one.path === medium.path)) {
      this.items = this.items.filter((one) => one !== item);
      this.write();
      this.note([word("media-twice")]);
      return true;
    }
    this.items = this.items.map((one) => (one === item ? arrived(one, medium) : one));
    // The card stays, and with it the focus of who is typing into it.
    if (card !== undefined) {
      this.cards.delete(id);
      this.cards.set(medium.path, card);
    }
    this.write();
    return true;
  }

  private change(id: string, act: (item: Item) => Item): void {
    this.items = this.items.map((item) => (keyOf(item) === id ? act(item) : item));
    this.write();
  }

  private remove(item: Item, focus = true): void {
    const at = this.items.indexOf(item);
    if (item.local !== undefined) this.uploads.drop(item.local);
    this.items = this.items.filter((one) => one !== item);
    this.write();
    // Whoever removed it by keyboard goes on from its neighbour.
    if (focus) (this.items.length > 0 ? this.cards.get(keyOf(this.items[Math.min(at, this.items.length - 1)]!))?.focus() : this.chooser()?.focus());
    this.settle();
  }

  private draw(): void {
    const wanted = this.items.map((item) => {
      const key = keyOf(item);
      const card = this.cards.get(key) ?? new Card({
        typed: (texts) => this.typed(card, texts),
        move: (by) => this.move(card, by),
        remove: () => this.withItem(card, (one) => this.remove(one)),
        retry: () => this.withItem(card, (one) => one.local !== undefined && this.uploads.retry(one.local)),
        dropped: (onto) => this.reorder(card, onto),
      }, this.place.id, this.isSingle);
      this.cards.set(key, card);
      return { key, item, card };
    });
    for (const [key, card] of this.cards) {
      if (wanted.some((one) => one.key === key)) continue;
      card.element.remove();
      this.cards.delete(key);
    }
    wanted.forEach(({ item, card }, at) => {
      card.show(item, at, this.items.length, item.local === undefined ? undefined : this.uploads.state(item.local) ?? { kind: "queued" },
        item.local === undefined ? undefined : this.uploads.preview(item.local));
      // Moving an element takes the focus away, so only what stands elsewhere is moved.
      if (this.list.children[at] !== card.element) this.list.insertBefore(card.element, this.list.children[at] ?? null);
    });
    this.list.hidden = this.items.length === 0;
    this.place.classList.toggle("filled", this.items.length > 0);
    this.suggest();
    this.say();
  }

  private show(id: string): void {
    const at = this.items.findIndex((item) => item.local === id);
    if (at >= 0) this.cards.get(id)?.show(this.items[at]!, at, this.items.length, this.uploads.state(id), this.uploads.preview(id));
    this.say();
    this.settle();
  }

  // One line for all: how far the uploads are, or what is missing. It is read aloud, so it changes only in words.
  private say(): void {
    const under = this.underWay();
    const failed = under.filter((id) => this.uploads.state(id)?.kind === "failed").length;
    const missing = withoutAlt(this.items);
    const unsent = this.items.filter((item) => item.local !== undefined).length - under.length;
    if (unsent === 0) this.stopped = null;
    const text = this.stopped ? word("media-stopped", unsent)
      : this.waiting ? word(failed > 0 ? "media-waiting-line" : "media-waiting", failed > 0 ? failed : under.length)
      : failed > 0 ? word("media-retrying", failed)
      : under.length > 0 ? word("media-sending", under.length)
      : missing > 0 && this.items.length > 0 ? word("media-alt-missing", missing) : "";
    if (this.state.firstChild?.textContent === text) return;
    this.state.replaceChildren(text);
    this.state.classList.toggle("missing", this.stopped !== null || under.length === 0 && missing > 0);
    if (this.waiting) this.offer("media-wait-stop", () => {
      this.waiting = null;
      this.say();
    });
    else if (this.stopped) this.offer("media-send-without", () => this.sendWithout());
  }

  private offer(name: string, act: () => void): void {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: word(name) });
    button.addEventListener("click", act);
    this.state.append(" ", button);
  }

  private sendWithout(): void {
    const { stopped } = this;
    for (const item of this.items.filter((one) => one.local !== undefined)) this.uploads.drop(item.local!);
    this.items = this.items.filter((item) => item.local === undefined);
    this.write();
    if (stopped !== null) submitForm(this.form, stopped.submitter, stopped.atOnce);
  }

  private note(lines: readonly string[]): void {
    const notice = document.createElement("div");
    notice.className = "notice media-note";
    notice.setAttribute("role", "alert");
    for (const line of lines) notice.append(Object.assign(document.createElement("p"), { textContent: line }));
    const close = Object.assign(document.createElement("button"), { type: "button", textContent: word("media-note-close"), className: "plain" });
    close.addEventListener("click", () => {
      notice.remove();
      this.chooser()?.focus();
    });
    notice.append(close);
    this.place.querySelector(".media-note")?.remove();
    this.place.append(notice);
  }

  private underWay(): string[] {
    return this.items.flatMap((item) => (item.local !== undefined && this.uploads.isUnderWay(item.local) ? [item.local] : []));
  }

  private settle(): void {
    if (this.underWay().length > 0) return;
    for (const resolve of this.idle.splice(0)) resolve();
    const { waiting } = this;
    if (waiting === null) return;
    this.waiting = null;
    // Something was refused meanwhile: whoever sends has to see that first.
    const isWhole = this.items.every((item) => item.local === undefined);
    if (!isWhole) this.stopped = waiting;
    this.say();
    if (isWhole) submitForm(this.form, waiting.submitter, waiting.atOnce);
  }

  private typed(card: Card, texts: Texts): void {
    this.withItem(card, (item) => {
      this.items = this.items.map((one) => (one === item ? { ...one, ...texts } : one));
      this.sources.remember(item.local === undefined ? null : this.uploads.source(item.local), {});
      this.write();
    });
  }

  private move(card: Card, by: number): void {
    this.withItem(card, (item) => {
      const at = this.items.indexOf(item);
      if (at + by < 0 || at + by >= this.items.length) return;
      this.items = moved(this.items, at, at + by);
      this.write();
      card.focusMove(by);
    });
  }

  private reorder(card: Card, onto: Element): void {
    const target = [...this.cards.values()].find((one) => one.element === onto);
    if (target === undefined || target === card) return;
    this.withItem(card, (item) => this.withItem(target, (other) => {
      this.items = moved(this.items, this.items.indexOf(item), this.items.indexOf(other));
      this.write();
    }));
  }

  private withItem(card: Card, act: (item: Item) => void): void {
    const item = this.items.find((one) => this.cards.get(keyOf(one)) === card);
    if (item !== undefined) act(item);
  }

  private chooser(): HTMLInputElement | null {
    return this.place.querySelector<HTMLInputElement>("input[type=file]");
  }

  private listenToChoosing(): void {
    for (const input of this.place.querySelectorAll<HTMLInputElement>("input[type=file]")) {
      input.addEventListener("change", (change) => {
        // Not a field of the form: what it held is in the list now.
        change.stopPropagation();
        const files = [...(input.files ?? [])];
        input.value = "";
        void this.add(files);
      });
      input.addEventListener("input", (typed) => typed.stopPropagation());
    }
    if (this.isSingle) return;
    this.form.addEventListener("paste", (paste) => {
      const data = paste.clipboardData;
      // Office programs put a picture of a text beside the text: there the text is meant.
      if (data === null || data.files.length === 0 || data.types.includes("text/plain")) return;
      paste.preventDefault();
      paste.stopPropagation();
      void this.add([...data.files]);
    }, true);
  }

  private listenToDropping(): void {
    const hasFiles = (drag: DragEvent) => drag.dataTransfer?.types.includes("Files") === true;
    let depth = 0;
    const leave = () => {
      depth = 0;
      this.zone.classList.remove("dropping");
    };
    this.zone.addEventListener("dragenter", (drag) => {
      if (!hasFiles(drag)) return;
      depth++;
      this.zone.classList.add("dropping");
    });
    this.zone.addEventListener("dragleave", (drag) => {
      if (hasFiles(drag) && --depth <= 0) leave();
    });
    this.zone.addEventListener("dragover", (drag) => {
      if (hasFiles(drag)) drag.preventDefault();
    }, true);
    this.zone.addEventListener("drop", (drop) => {
      leave();
      if (!hasFiles(drop)) return;
      drop.preventDefault();
      drop.stopPropagation();
      void this.add([...drop.dataTransfer!.files]);
    }, true);
    // A file dropped beside the form would open in place of the desk.
    for (const kind of ["dragover", "drop"] as const) addEventListener(kind, (drag) => { if (hasFiles(drag)) drag.preventDefault(); });
  }

  private listenToSending(): void {
    // Before anybody else hears of it: an entry waits for its photos, never goes without one that was refused, and one without a
    // description is said once more.
    this.form.addEventListener("submit", (submit) => {
      if (this.items.some((item) => item.local !== undefined)) {
        submit.preventDefault();
        submit.stopImmediatePropagation();
        const sending = { submitter: submit.submitter, atOnce: isAtOnce(this.form) };
        [this.waiting, this.stopped] = this.underWay().length > 0 ? [sending, null] : [null, sending];
        this.say();
        return;
      }
      const missing = withoutAlt(this.items);
      for (const item of this.items) this.sources.remember(null, item);
      if (missing > 0) this.note([word("media-alt-sent", missing)]);
    }, true);
  }

  private suggestions: { readonly credits: readonly string[] } | null = null;

  // Asked for once, when there is something to credit.
  private suggest(): void {
    if (this.items.length === 0 || this.suggestions !== null) return;
    this.suggestions = { credits: [] };
    const fill = (name: string, texts: readonly string[]) => {
      const known = document.getElementById(`${this.place.id}-${name}`);
      known?.replaceChildren(...[...new Set(texts)].map((value) => Object.assign(document.createElement("option"), { value })));
    };
    fill("credits", this.sources.credits);
    fill("captions", this.sources.captions);
    // Who has no account is not told whom the newsroom credits.
    if (this.place.dataset.upload !== undefined) return;
    fetch(`${api}/credits`, { headers: { accept: "application/json" } })
      .then((answer) => (answer.ok ? (answer.json() as Promise<string[]>) : []))
      .then((credits) => fill("credits", [...this.sources.credits, ...credits]), () => {});
  }
}
