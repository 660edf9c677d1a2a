// The notes among colleagues: written, settled and brought up to date without loading the page anew.
import { elementFrom } from "../../shared/html";
import { local } from "../../shared/storage";
import { counted } from "../../shared/words";
import { uuid7 } from "../uuid";
import { refusal, word } from "../words";
import { ReadUntil, type NoteLine } from "./unread";

const answerMs = 10_000;

export class Notes {
  private readonly slug: string;
  private readonly read: ReadUntil;
  private readonly textKey: string;
  private entry: string;
  private asking = false;
  private again = false;

  constructor(private readonly panel: HTMLElement, user: string) {
    this.slug = panel.dataset.event ?? "";
    this.entry = panel.dataset.entry ?? "";
    this.read = new ReadUntil(local, `liveblog.notes.${user}.${this.slug}`);
    this.textKey = `liveblog.note.${user}.${this.slug}`;
    panel.addEventListener("submit", (submit) => this.submit(submit));
    panel.addEventListener("toggle", () => this.count(), true);
    panel.querySelector("[data-note-all]")?.addEventListener("click", () => this.about("", ""));
    document.addEventListener("visibilitychange", () => this.count());
    document.addEventListener("click", (click) => this.open(click));
    document.addEventListener("keydown", (key) => {
      if (!key.altKey || key.ctrlKey || key.metaKey || key.code !== "KeyN" || !(panel instanceof HTMLDetailsElement)) return;
      key.preventDefault();
      this.about("", "");
      this.show();
    });
    const text = this.text;
    if (text && text.value === "") text.value = local.get(this.textKey) ?? "";
    text?.addEventListener("input", () => this.keep());
    text?.addEventListener("keydown", (key) => {
      if (key.key !== "Enter" || !(key.ctrlKey || key.metaKey)) return;
      key.preventDefault();
      text.form?.requestSubmit();
    });
    new MutationObserver(() => this.mark()).observe(document.body, { childList: true, subtree: true });
    this.count();
  }

  /** Asks for the list anew. */
  async refresh(): Promise<void> {
    this.again = true;
    if (this.asking) return;
    this.asking = true;
    try {
      while (this.again) {
        this.again = false;
        const query = new URLSearchParams({ handler: "List", ...(this.panel.dataset.entry && { entry: this.panel.dataset.entry }) });
        const answer = await fetch(`/desk/${encodeURIComponent(this.slug)}/notes?${query}`, {
          cache: "no-store", redirect: "error", signal: AbortSignal.timeout?.(answerMs) ?? null,
        });
        if (!answer.ok) return;
        const next = elementFrom(await answer.text());
        const list = this.panel.querySelector("#note-list");
        if (next?.id !== "note-list" || !list) return;
        const focused = document.activeElement?.closest("#note-list li")?.id;
        list.replaceWith(next);
        if (focused) next.querySelector<HTMLElement>(`#${CSS.escape(focused)} button`)?.focus({ preventScroll: true });
      }
    } catch {
      // Asked again with the next change.
    } finally {
      this.asking = false;
      this.filter();
      this.count();
    }
  }

  private get text(): HTMLTextAreaElement | null {
    return this.panel.querySelector<HTMLTextAreaElement>("[data-note-form] textarea");
  }

  private get lines(): (NoteLine & { readonly entry: string })[] {
    return [...this.panel.querySelectorAll<HTMLElement>("#note-list li")].map(({ dataset }) => ({
      at: dataset.at ?? "", mine: dataset.mine === "true", settled: dataset.settled === "true", entry: dataset.entry ?? "",
    }));
  }

  private submit(submit: SubmitEvent): void {
    const form = submit.target as HTMLFormElement;
    if (form.dataset.noteForm !== undefined) {
      submit.preventDefault();
      void this.post(form);
    } else if (form.dataset.noteSettle) {
      submit.preventDefault();
      const settled = (submit.submitter as HTMLButtonElement | null)?.value === "true";
      void this.send("PATCH", `/${form.dataset.noteSettle}`, { resolved: settled }).then((problem) => {
        if (problem !== null) this.say(problem);
        return this.refresh();
      });
    }
  }

  private async post(form: HTMLFormElement): Promise<void> {
    const text = this.text;
    const id = form.querySelector<HTMLInputElement>("input[name=id]");
    if (!text || !id || form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    const said = text.value;
    const problem = await this.send("POST", "", { id: id.value, text: said, ...(this.entry !== "" && { entryId: this.entry }) });
    form.ariaBusy = "false";
    if (problem !== null) {
      this.say(problem);
      return;
    }
    id.value = uuid7();
    // What was typed meanwhile is another note.
    if (text.value === said) text.value = "";
    this.keep();
    this.say(word("note-sent"));
    await this.refresh();
    this.read.read(this.lines);
  }

  /** @returns what went wrong, or null */
  private async send(method: string, path: string, body: unknown): Promise<string | null> {
    try {
      const answer = await fetch(`/api/v1/events/${encodeURIComponent(this.slug)}/notes${path}`, {
        method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" }, signal: AbortSignal.timeout?.(answerMs) ?? null,
      });
      if (answer.ok) return null;
      if (answer.status === 401) return word("list-signed-out");
      const { code = "", args } = (await answer.json()) as { code?: string; args?: string[] };
      return refusal(code, args) ?? word("note-failed");
    } catch {
      return word("note-failed");
    }
  }

  private keep(): void {
    const value = this.text?.value ?? "";
    if (value.trim() === "") local.remove(this.textKey);
    else local.set(this.textKey, value);
  }

  private say(text: string): void {
    const line = this.panel.querySelector("[data-note-state]");
    if (line) line.textContent = text;
  }

  private show(): void {
    if (this.panel instanceof HTMLDetailsElement) this.panel.open = true;
    this.text?.focus();
  }

  /** The link beside an entry opens the panel here instead of the page of its notes. */
  private open(click: MouseEvent): void {
    const link = (click.target as Element).closest<HTMLAnchorElement>("a[data-notes-of]");
    if (!link || !(this.panel instanceof HTMLDetailsElement) || click.ctrlKey || click.metaKey || click.shiftKey || click.button !== 0) return;
    click.preventDefault();
    this.about(link.dataset.notesOf ?? "", link.closest("li")?.querySelector("h3")?.textContent?.trim() || word("note-entry"));
    this.show();
    this.panel.scrollIntoView({ block: "nearest" });
  }

  private about(entry: string, name: string): void {
    this.entry = this.panel.dataset.entry ?? entry;
    const line = this.panel.querySelector<HTMLElement>("[data-note-about]");
    if (line) {
      line.hidden = entry === "";
      line.querySelector("[data-note-entry]")!.textContent = entry === "" ? "" : `${word("note-about")} ${name}`;
    }
    this.filter();
  }

  private filter(): void {
    if (this.panel.dataset.entry) return;
    for (const item of this.panel.querySelectorAll<HTMLElement>("#note-list li")) item.hidden = this.entry !== "" && item.dataset.entry !== this.entry;
  }

  private count(): void {
    const { lines } = this;
    const seen = !document.hidden && (!(this.panel instanceof HTMLDetailsElement) || this.panel.open);
    if (seen) this.read.read(lines);
    const open = lines.filter(({ settled }) => !settled).length;
    const count = this.panel.querySelector("[data-note-count]");
    if (count) count.textContent = open === 0 ? "" : String(open);
    const place = this.panel.querySelector<HTMLElement>("[data-note-unread]");
    const unread = this.read.unread(lines);
    const text = place && unread > 0 ? counted(place, unread) : "";
    if (place && place.textContent !== text) place.textContent = text;
    this.mark();
  }

  /** How many open notes there are on each entry of the list. */
  private mark(): void {
    const open = new Map<string, number>();
    for (const { entry, settled } of this.lines) if (!settled && entry !== "") open.set(entry, (open.get(entry) ?? 0) + 1);
    for (const link of document.querySelectorAll<HTMLElement>("a[data-notes-of]")) {
      const text = String(open.get(link.dataset.notesOf ?? "") ?? "");
      const place = link.querySelector(".count");
      if (place && place.textContent !== text) place.textContent = text;
    }
  }
}
