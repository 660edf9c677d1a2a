// Keeps what is typed into a form in this browser, and brings it back.
import { choose, type Draft, type Drafts, type Locks } from "./drafts";
import { button, type StateLine } from "./state-line";
import { uuid7 } from "./uuid";
import { clock, word } from "./words";

type Field = HTMLInputElement | HTMLTextAreaElement;

const saveAfterMs = 250;

export interface KeeperOptions {
  readonly drafts: Drafts;
  readonly locks: Locks;
  readonly line: StateLine;
  /** Remembers which text this tab had. */
  readonly tab: Pick<Storage, "getItem" | "setItem">;
}

export class Keeper {
  /** The id of the text in the form. */
  id: string;
  private readonly initial: Draft["fields"];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private unsaved = false;
  /** The server has the text: nothing of it is kept any more. */
  private sent = false;
  /** It was sent under its id, so that it must not get another. */
  private tried = false;

  constructor(readonly form: HTMLFormElement, private readonly options: KeeperOptions) {
    this.id = this.hidden("draft")?.value || uuid7();
    this.initial = form.dataset.typed === "true" || this.isNew ? {} : this.fields();
  }

  /** Brings back what was not sent, and begins to keep what is typed. */
  async begin(): Promise<void> {
    const { form } = this;
    form.addEventListener("input", () => this.changed());
    addEventListener("pagehide", () => this.save());
    addEventListener("beforeunload", (leaving) => {
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
    const chosen = await choose(drafts, locks, this.remembered());
    this.listOthers(chosen.others);
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
      this.unsaved = false;
      this.options.line.say("");
      return;
    }
    const version = this.hidden("Entry.Version") ?? this.form.querySelector<HTMLInputElement>("[data-version-field]");
    const keep = () => this.options.drafts.save(this.id, this.fields(), version?.value, this.tried);
    let kept = keep();
    if (kept === "taken" && !this.tried) {
      this.use(uuid7());
      kept = keep();
    }
    this.unsaved = kept !== "kept";
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

  /** The server has the text, or nobody wants it: forgets it. The form may hold another one by now. */
  done(id = this.id): void {
    this.options.drafts.remove(id);
    if (id !== this.id) return;
    clearTimeout(this.timer);
    this.unsaved = false;
    this.sent = true;
  }

  /** Empties the form for a new text. */
  clear(): void {
    for (const input of this.inputs()) {
      if (input instanceof HTMLInputElement && input.type === "checkbox") input.checked = false;
      else input.value = "";
    }
    this.use(uuid7());
    void this.options.locks.take(this.options.drafts.key(this.id));
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

  private get isNew(): boolean {
    return this.hidden("Entry.Id") !== null;
  }

  private changed(): void {
    this.unsaved = true;
    this.sent = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), saveAfterMs);
  }

  private isChanged(): boolean {
    return this.inputs().some((input) => valueOf(input) !== (this.initial[input.name] ?? ""));
  }

  private restore(draft: Draft): void {
    this.use(draft.id);
    this.tried = draft.tried ?? false;
    for (const input of this.inputs()) {
      const value = draft.fields[input.name];
      if (value === undefined) continue;
      if (input instanceof HTMLInputElement && input.type === "checkbox") input.checked = value === "true";
      else input.value = value;
      if (value !== "") input.closest("details")?.setAttribute("open", "");
    }
    // The edit goes on from the version it began with: if there is another by now, saving will say so.
    const version = this.form.querySelector<HTMLInputElement>("[data-version-field]");
    const outdated = version !== null && draft.version !== undefined && draft.version !== version.value;
    if (outdated) version.value = draft.version!;
    const notice = this.notice(word("draft-restored", clock(draft.savedAt)) + (outdated ? ` ${word("draft-outdated")}` : ""));
    notice.append(" ", button(word("draft-discard"), () => {
      this.done();
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
    return [...this.form.querySelectorAll<Field>("input[name]:not([type=hidden]), textarea[name]")];
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

function valueOf(input: Field): string {
  if (input instanceof HTMLInputElement && input.type === "checkbox") return input.checked ? "true" : "";
  return input.value;
}
