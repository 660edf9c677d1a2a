// Keeps what is typed into a form in this browser, and brings it back.
import { choose, type Draft, type Drafts, type Locks } from "./drafts";
import type { Copy, ServerDrafts } from "./drafts/server";
import type { TypedForm } from "./outbox/item";
import { button, type StateLine } from "./state-line";
import { uuid7 } from "./uuid";
import { clock, word } from "./words";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Hidden fields that a person fills all the same, through something else: photos, a card. */
const filledHidden = ["Entry.Media", "Entry.Related"];

/** Told to each field whose value came from elsewhere than the keyboard, so that what shows it can follow. It bubbles. */
export const restoredEvent = "keeper:restored";

/** Told to a form that is about to be taken off its page, which stays. */
export const closingEvent = "keeper:closing";

const saveAfterMs = 250;

export interface KeeperOptions {
  readonly drafts: Drafts;
  readonly locks: Locks;
  readonly line: StateLine;
  /** Whether the outbox has that text, or had it. */
  readonly wasSent?: (id: string) => Promise<boolean>;
  /** Keeps texts on the server as well. */
  readonly server?: ServerDrafts;
  /** Remembers which text this tab had. */
  readonly tab: Pick<Storage, "getItem" | "setItem">;
}

export class Keeper {
  /** The id of the text in the form. */
  id: string;
  private initial: Draft["fields"];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private unsaved = false;
  /** The server has the text: nothing of it is kept any more. */
  private sent = false;
  /** It was sent under its id, so that it must not get another. */
  private tried = false;
  /** The ids of what was typed here. */
  private readonly begun = new Set<string>();

  constructor(readonly form: HTMLFormElement, private readonly options: KeeperOptions) {
    this.id = this.hidden("draft")?.value || uuid7();
    this.initial = form.dataset.typed === "true" || this.isNew ? {} : this.fields();
  }

  get drafts(): Drafts {
    return this.options.drafts;
  }

  /** The name of its drafts. */
  get name(): string {
    return this.options.drafts.form;
  }

  /** What the form held before anything was typed; empty for a new text. */
  get base(): Draft["fields"] {
    return this.initial;
  }

  /** The form as it is, to be put back one day. */
  snapshot(): TypedForm {
    const { version } = this;
    return {
      name: this.name, id: this.id, fields: this.fields(), page: location.pathname,
      ...(version !== undefined && { version }), ...(!this.isNew && { base: this.initial }),
    };
  }

  /** Puts a text back that was sent or kept; what is in the form by now stays kept. */
  takeBack({ id, fields, version, base }: TypedForm, tried: boolean): void {
    const draft = { id, fields, savedAt: Date.now(), ...(version !== undefined && { version }), ...(base !== undefined && { base }), ...(tried && { tried }) };
    this.save();
    if (id === this.id && !this.isUntouched) this.options.drafts.save(uuid7(), this.fields(), this.version, false, this.isNew ? undefined : this.initial);
    const other = id !== this.id ? this.options.drafts.read(this.id) : null;
    this.options.drafts.takeOver(draft);
    void this.options.locks.take(this.options.drafts.key(id));
    this.restore({ ...draft, owner: "" }, false);
    this.save();
    if (other !== null) this.listOthers([other]);
  }

  /** Brings back what was not sent, and begins to keep what is typed. */
  async begin(): Promise<void> {
    const { form } = this;
    form.addEventListener("input", () => this.changed());
    const leave = () => {
      // A form that was taken away may have been opened anew, and its text sent from there.
      if (!form.isConnected) return;
      this.save();
      this.options.server?.flush();
    };
    form.addEventListener(closingEvent, leave);
    addEventListener("pagehide", leave);
    addEventListener("beforeunload", (leaving) => {
      if (!form.isConnected) return;
      this.save();
      if (this.unsaved) leaving.preventDefault();
    });
    const { drafts, locks } = this.options;
    // What came back from the server is what was typed last.
    if (form.dataset.typed === "true") {
      this.use(this.hidden("draft")?.value || this.remembered() || this.id);
      await locks.take(drafts.key(this.id));
      const earlier = drafts.read(this.id);
      if (earlier !== null) drafts.takeOver(earlier);
      this.tried = earlier?.tried ?? false;
      this.save();
      return;
    }
    // The page was killed between storing a text in the outbox and forgetting it here.
    for (const draft of drafts.list()) if (await this.options.wasSent?.(draft.id)) drafts.remove(draft.id);
    const chosen = await choose(drafts, locks, this.remembered(), this.begun);
    this.listOthers(chosen.others);
    void this.listServer();
    // Whoever types while this was being looked up goes on with that.
    if (chosen.own !== null && !this.isChanged()) this.restore(chosen.own);
    else {
      this.use(this.id);
      await locks.take(drafts.key(this.id));
    }
  }

  /** The fields that a person fills, by name. */
  fields(): Record<string, string> {
    return Object.fromEntries(this.inputs().map((input) => [input.name, valueOf(input)]));
  }

  /** Keeps the text now. */
  save(): void {
    clearTimeout(this.timer);
    if (this.sent) return;
    if (!this.isChanged()) {
      this.options.drafts.remove(this.id);
      this.options.server?.forget(this.id);
      this.unsaved = false;
      this.options.line.say("");
      return;
    }
    this.begun.add(this.id);
    const keep = () => this.options.drafts.save(this.id, this.fields(), this.version, this.tried, this.isNew ? undefined : this.initial);
    let kept = keep();
    if (kept === "taken" && !this.tried) {
      this.anew();
      kept = keep();
    }
    this.unsaved = kept !== "kept";
    this.keepOnServer();
    this.options.line.say(word(kept === "kept" ? "draft-kept" : "draft-not-kept"));
  }

  /**
   * Keeps the text before it is sent.
   * @returns its id, which from now on stays the same
   */
  settle(): string {
    this.save();
    if (!this.tried) {
      this.tried = true;
      this.save();
    }
    return this.id;
  }

  /** Another browser has taken the text over: what is typed here from now on is a text of its own. */
  takenElsewhere(id: string): void {
    if (id !== this.id || this.tried || this.sent) return;
    this.anew();
    this.save();
    this.options.drafts.remove(id);
    this.options.line.say(word("draft-elsewhere"));
  }

  /** Nobody wants the text any more. */
  discard(): void {
    this.options.server?.forget(this.id);
    this.done();
  }

  /** The outbox has the text: it is no draft any more. The form may hold another one by now. */
  done(id = this.id): void {
    this.options.drafts.remove(id);
    this.options.server?.stop(id);
    if (id !== this.id) return;
    clearTimeout(this.timer);
    this.unsaved = false;
    this.sent = true;
  }

  /** The outbox has what was typed until then, and only that: what was typed since is an edit of it. */
  goOn(id: string, sent: Draft["fields"]): void {
    this.done(id);
    this.initial = sent;
    this.changed();
    this.save();
  }

  /** Empties the form for a new text. */
  clear(): void {
    for (const input of this.inputs()) fill(input, "");
    this.anew();
  }

  /** Gives the text in the form that id. */
  use(id: string): void {
    this.id = id;
    this.sent = this.tried = false;
    const draft = this.hidden("draft");
    if (draft !== null) draft.value = id;
    if (this.isNew) this.hidden("Entry.Id")!.value = id;
    this.attempt(() => this.options.tab.setItem(`liveblog.tab.${this.form.dataset.keep}`, id));
  }

  /** Gives it an id that no text had. */
  private anew(): void {
    this.use(uuid7());
    void this.options.locks.take(this.options.drafts.key(this.id));
  }

  /** Whether nothing was typed into it. */
  get isUntouched(): boolean {
    return !this.isChanged();
  }

  private get version(): string | undefined {
    return (this.hidden("Entry.Version") ?? this.form.querySelector<HTMLInputElement>("[data-version-field]"))?.value;
  }

  private get isNew(): boolean {
    return this.hidden("Entry.Id") !== null;
  }

  private changed(): void {
    this.unsaved = true;
    // What is typed into a text that was sent is another text: of the first one nothing is kept any more.
    if (this.sent) this.anew();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), saveAfterMs);
  }

  private isChanged(): boolean {
    return this.inputs().some((input) => valueOf(input) !== (this.initial[input.name] ?? ""));
  }

  private restore(draft: Draft, says = true): void {
    this.use(draft.id);
    this.tried = draft.tried ?? false;
    for (const input of this.inputs()) {
      const value = draft.fields[input.name];
      if (value === undefined) continue;
      fill(input, value);
      if (value !== (this.initial[input.name] ?? "")) input.closest("details")?.setAttribute("open", "");
    }
    if (draft.base !== undefined) this.initial = draft.base;
    // The edit goes on from the version it began with: if there is another by now, saving will say so.
    const version = this.form.querySelector<HTMLInputElement>("[data-version-field]");
    const outdated = version !== null && draft.version !== undefined && draft.version !== version.value;
    if (outdated) version.value = draft.version!;
    if (!says) return;
    const notice = this.notice(word("draft-restored", clock(draft.savedAt)) + (outdated ? ` ${word("draft-outdated")}` : ""));
    notice.append(" ", button(word("draft-discard"), () => {
      this.discard();
      // The form as the server has it.
      location.reload();
    }));
  }

  private listOthers(others: readonly Draft[]): void {
    if (others.length === 0) return;
    const notice = this.notice(word("drafts-other"));
    const list = document.createElement("ul");
    for (const draft of others) {
      const item = document.createElement("li");
      const text = Object.values(draft.fields).find((value) => value.length > 4) ?? word("draft-untitled");
      const drop = () => {
        item.remove();
        if (list.childElementCount === 0) notice.remove();
      };
      item.append(`${clock(draft.savedAt)} `, Object.assign(document.createElement("q"), { textContent: text.slice(0, 80) }), " ",
        button(word("draft-take"), () => {
          this.save();
          this.options.drafts.takeOver(draft);
          void this.options.locks.take(this.options.drafts.key(draft.id));
          this.restore(draft);
          drop();
          // The button that had the focus is gone.
          this.inputs()[0]?.focus();
        }), " ",
        button(word("draft-drop"), () => {
          this.options.drafts.remove(draft.id);
          void this.options.server?.remove(draft.id);
          drop();
        }));
      list.append(item);
    }
    notice.append(list);
  }

  private keepOnServer(takeOver = false): void {
    const { version } = this;
    this.options.server?.keep(this.id, { fields: this.fields(), savedAt: Date.now(), ...(version !== undefined && { version }) }, takeOver);
  }

  /** Texts that only the server has, or of which another browser has a later state. */
  private async listServer(): Promise<void> {
    const { server, drafts } = this.options;
    const copies: Copy[] = [];
    for (const copy of (await server?.list()) ?? []) {
      const here = drafts.read(copy.id);
      const isOurs = copy.browser === server?.browser && here !== null;
      if (!isOurs && !(await this.options.wasSent?.(copy.id)) && !(here !== null && sameFields(here.fields, copy.fields))) copies.push(copy);
    }
    if (copies.length === 0) return;
    const notice = this.notice(word("drafts-other"));
    const list = document.createElement("ul");
    for (const copy of copies) {
      const item = document.createElement("li");
      const here = drafts.read(copy.id);
      const age = here === null ? "" : ` (${word(Date.parse(copy.savedAt) > here.savedAt ? "draft-newer" : "draft-older")})`;
      const text = Object.values(copy.fields).find((value) => value.length > 4) ?? word("draft-untitled");
      const drop = () => {
        item.remove();
        if (list.childElementCount === 0) notice.remove();
      };
      item.append(`${clock(copy.savedAt)} ${word("draft-from-server")}${age} `, Object.assign(document.createElement("q"), { textContent: text.slice(0, 80) }), " ",
        button(word("draft-take"), () => {
          this.takeBack({
            name: this.name, id: copy.id, fields: copy.fields, page: location.pathname,
            ...(copy.entryVersion !== null && { version: `${copy.entryVersion}` }),
          }, false);
          this.keepOnServer(true);
          drop();
          this.inputs()[0]?.focus();
        }), " ",
        button(word("draft-drop"), () => {
          void server?.remove(copy.id);
          drop();
        }));
      list.append(item);
    }
    notice.append(list);
  }

  private notice(text: string): HTMLElement {
    const made = document.createElement("div");
    made.className = "notice";
    made.append(text);
    (this.form.querySelector("[data-notices]") ?? this.form).prepend(made);
    return made;
  }

  private inputs(): Field[] {
    const hidden = filledHidden.map((name) => `input[type=hidden][name="${name}"]`).join(", ");
    return [...this.form.querySelectorAll<Field>(`input[name]:not([type=hidden], [type=file]), textarea[name], select[name], ${hidden}`)];
  }

  private hidden(name: string): HTMLInputElement | null {
    return this.form.querySelector<HTMLInputElement>(`input[type=hidden][name="${name}"]`);
  }

  private remembered(): string | null {
    return this.attempt(() => this.options.tab.getItem(`liveblog.tab.${this.form.dataset.keep}`)) ?? null;
  }

  private attempt<T>(action: () => T): T | undefined {
    try {
      return action();
    } catch {
      return undefined;
    }
  }
}

// What stands for nothing in a field that can't be empty is nothing.
const nothing = new Set(["none", "[]", "null"]);

/** Whether two forms hold the same. */
export const sameFields = (a: Draft["fields"], b: Draft["fields"]): boolean =>
  Object.keys({ ...a, ...b }).every((name) => (a[name] ?? "") === (b[name] ?? ""));

function valueOf(input: Field): string {
  if (input instanceof HTMLInputElement && input.type === "checkbox") return input.checked ? "true" : "";
  const stands = input instanceof HTMLSelectElement || (input instanceof HTMLInputElement && input.type === "hidden");
  return stands && nothing.has(input.value) ? "" : input.value;
}

function fill(input: Field, value: string): void {
  if (input instanceof HTMLInputElement && input.type === "checkbox") input.checked = value === "true";
  else if (input instanceof HTMLSelectElement && value === "") input.selectedIndex = Math.max(0, [...input.options].findIndex((option) => option.value === "" || nothing.has(option.value)));
  else input.value = value;
  input.dispatchEvent(new CustomEvent(restoredEvent, { bubbles: true }));
}
