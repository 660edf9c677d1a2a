// Templates in the composer: chosen from the menu or called by ";" and their name; undone as a whole.
import { button } from "../state-line";
import { word } from "../words";
import { called, places } from "./placeholders";
import { next, previous } from "./stops";

export interface Template {
  readonly id: string;
  readonly name: string;
  readonly headline: string;
  readonly body: string;
  readonly key: boolean;
  readonly breaking: boolean;
  readonly wire: boolean;
}

type Field = HTMLInputElement | HTMLTextAreaElement;

const names = ["Entry.Headline", "Entry.Body", "Entry.Key", "Entry.Breaking", "Entry.Wire"];

export class Templates {
  private known: Promise<readonly Template[]> | null = null;
  private list: readonly Template[] = [];
  /** What was there before the last template, while nothing else was typed since. */
  private before: Record<string, string | boolean> | null = null;
  /** A template is in place, so its places are asked after before it is sent. */
  private filled = false;
  private warned = false;
  private filling = false;
  /** Those that stand in the menu. */
  private offered: readonly Template[] | null = null;
  private readonly suggestions = document.createElement("div");

  constructor(private readonly menu: HTMLDetailsElement, private readonly form: HTMLFormElement, private readonly load = fetchTemplates) {
    menu.addEventListener("toggle", () => { if (menu.open) void this.show().then(() => menu.querySelector(".menu")?.scrollIntoView({ block: "nearest" })); });
    menu.addEventListener("keydown", (key) => this.walk(key));
    this.suggestions.className = "suggestions";
    this.suggestions.hidden = true;
    this.suggestions.role = "status";
    menu.after(this.suggestions);
    form.addEventListener("focusin", () => void this.templates(), { once: true });
    form.addEventListener("input", (input) => this.typed(input.target as Field));
    // Before the form's own keys, and before the rich editor's.
    form.addEventListener("keydown", (key) => this.key(key), true);
    form.addEventListener("submit", (submit) => this.check(submit), true);
    document.addEventListener("keydown", (key) => {
      if (!key.altKey || key.ctrlKey || key.metaKey || key.code !== "KeyM" || !form.isConnected) return;
      key.preventDefault();
      menu.open = true;
      void this.show().then(() => (menu.querySelector<HTMLElement>("[data-template-list] button") ?? menu.querySelector<HTMLElement>("a"))?.focus());
    });
  }

  /** Somebody changed them. */
  changed(): void {
    this.known = null;
    if (this.menu.open) void this.show();
  }

  /** Puts a template in place. */
  fill(template: Template): void {
    this.before = Object.fromEntries(this.fields().map((field) => [field.name, field.type === "checkbox" ? (field as HTMLInputElement).checked : field.value]));
    const text = (name: string, wanted: string, between: string) => {
      const field = this.field(name);
      if (!field || wanted === "" && !field.value.startsWith(";")) return;
      const had = called(field.value, this.list) === null ? field.value.trim() : "";
      this.set(field, had === "" ? wanted : name === "Entry.Headline" ? had : `${had}${between}${wanted}`);
    };
    const mark = (name: string, wanted: boolean) => {
      const field = this.field(name);
      if (field && wanted) this.set(field, true);
    };
    this.filling = true;
    text("Entry.Headline", template.headline, " ");
    text("Entry.Body", template.body, "\n\n");
    mark("Entry.Key", template.key);
    mark("Entry.Breaking", template.breaking);
    mark("Entry.Wire", template.wire);
    this.filling = false;
    this.filled = true;
    this.warned = false;
    this.menu.open = false;
    this.say(word("template-filled", template.name), button(word("template-undo"), () => this.undo()));
    // The rich editor takes a new text over a moment later.
    requestAnimationFrame(() => setTimeout(() => { if (!next(this.form, true)) this.field("Entry.Body")?.focus(); }));
  }

  /** Brings back what was there before. */
  undo(): void {
    if (this.before === null) return;
    this.filling = true;
    for (const field of this.fields()) this.set(field, this.before[field.name]!);
    this.filling = false;
    this.before = null;
    this.filled = false;
    this.say(word("template-undone"));
    this.field("Entry.Headline")?.focus();
  }

  private async templates(): Promise<readonly Template[]> {
    this.known ??= this.load(this.menu.dataset.api ?? "");
    try {
      this.list = await this.known;
    } catch {
      this.known = null;
    }
    return this.list;
  }

  private async show(): Promise<void> {
    const all = await this.templates();
    // Opening tells of itself as well; by then one of these may have the focus.
    if (all === this.offered) return;
    this.offered = all;
    const list = this.menu.querySelector("[data-template-list]");
    list?.replaceChildren(...all.map((template) => {
      const item = document.createElement("li");
      item.append(button(template.name, () => this.fill(template)));
      return item;
    }));
    this.menu.querySelector<HTMLElement>("[data-template-none]")!.hidden = all.length > 0;
    this.menu.querySelector<HTMLElement>("[data-template-keys]")!.hidden = all.length === 0;
  }

  private walk(key: KeyboardEvent): void {
    if (key.key === "Escape" && this.menu.open) {
      key.preventDefault();
      key.stopPropagation();
      this.menu.open = false;
      this.menu.querySelector("summary")?.focus();
      return;
    }
    if (key.key !== "ArrowDown" && key.key !== "ArrowUp" || !this.menu.open) return;
    const all = [...this.menu.querySelectorAll<HTMLElement>("[data-template-list] button")];
    if (all.length === 0) return;
    key.preventDefault();
    const at = all.indexOf(document.activeElement as HTMLElement) + (key.key === "ArrowDown" ? 1 : -1);
    all[(at + all.length) % all.length]!.focus();
  }

  private typed(field: Field): void {
    if (this.filling) return;
    this.before = null;
    this.warned = false;
    this.clearSay();
    void this.suggest(field);
  }

  private async suggest(field: Field): Promise<void> {
    const value = (): string | null => (field.name === "Entry.Headline" || field.name === "Entry.Body" ? field.value : null);
    if (!value()?.startsWith(";")) {
      this.suggestions.hidden = true;
      return;
    }
    const all = await this.templates();
    const found = called(value() ?? "", all) ?? [];
    this.suggestions.hidden = found.length === 0;
    this.suggestions.replaceChildren(...found.slice(0, 6).map((template) => button(template.name, () => {
      this.suggestions.hidden = true;
      this.fill(template);
    })));
  }

  private key(key: KeyboardEvent): void {
    if (key.isComposing || key.altKey) return;
    const plain = !key.ctrlKey && !key.metaKey;
    if ((key.ctrlKey || key.metaKey) && !key.shiftKey && key.key.toLowerCase() === "z" && this.before !== null) {
      key.preventDefault();
      key.stopPropagation();
      this.undo();
    } else if (plain && this.isOffering && (key.key === "Enter" || key.key === "Tab" && !key.shiftKey)) {
      // The first that fits: it is what the suggestions begin with.
      key.preventDefault();
      key.stopPropagation();
      this.suggestions.querySelector<HTMLElement>("button")?.click();
    } else if (plain && key.key === "Escape" && this.isOffering) {
      key.stopPropagation();
      this.suggestions.hidden = true;
    } else if (plain && key.key === "Tab" && this.filled && this.isText(key.target) && (key.shiftKey ? previous(this.form) : next(this.form))) {
      key.preventDefault();
      key.stopPropagation();
    }
  }

  /** Readers must not see the braces: it is said once, and sent the second time. */
  private check(submit: SubmitEvent): void {
    if (!this.filled || (submit.submitter as HTMLButtonElement | null)?.value === "draft") return;
    const left = ["Entry.Headline", "Entry.Body"].flatMap((name) => places(this.field(name)?.value ?? "").map((place) => place.name || "…"));
    if (left.length > 0 && !this.warned) {
      submit.preventDefault();
      submit.stopImmediatePropagation();
      this.warned = true;
      this.say(word("template-left", left.join(", ")));
      next(this.form, true);
      return;
    }
    this.filled = false;
    this.before = null;
    this.clearSay();
  }

  private get isOffering(): boolean {
    return !this.suggestions.hidden && this.suggestions.dataset.said === undefined;
  }

  private isText(target: EventTarget | null): boolean {
    return target instanceof HTMLElement && (target.isContentEditable || target.matches('[name="Entry.Headline"], [name="Entry.Body"]'));
  }

  private field(name: string): Field | null {
    return this.form.querySelector<Field>(`[name="${name}"]:not([type=hidden])`);
  }

  private fields(): Field[] {
    return names.map((name) => this.field(name)).filter((field) => field !== null);
  }

  private set(field: Field, value: string | boolean): void {
    if (typeof value === "boolean") (field as HTMLInputElement).checked = value;
    else if (field.value === value) return;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private say(text: string, ...more: HTMLElement[]): void {
    this.suggestions.hidden = false;
    this.suggestions.replaceChildren(Object.assign(document.createElement("span"), { textContent: text }), ...more);
    this.suggestions.dataset.said = "";
  }

  private clearSay(): void {
    if (this.suggestions.dataset.said === undefined) return;
    delete this.suggestions.dataset.said;
    this.suggestions.hidden = true;
  }
}

async function fetchTemplates(address: string): Promise<readonly Template[]> {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The templates answered ${answer.status}.`);
  return (await answer.json()) as Template[];
}
