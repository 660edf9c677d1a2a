// What the composer and the editor of an entry have in common: one text, one sending at a time.
import { deliver } from "./deliver";
import type { Keeper } from "./keeper";
import type { Outcome, Problem, Request } from "./send";
import type { StateLine } from "./state-line";
import { refusal, word } from "./words";
import { momentIn } from "./zone";

export class EntryForm {
  private sending: AbortController | null = null;

  constructor(readonly form: HTMLFormElement, readonly keeper: Keeper, readonly line: StateLine) {
    this.stopButton?.addEventListener("click", () => this.sending?.abort());
    // What the notices offer would put another text in the place of the one that is being sent.
    form.querySelector("[data-notices]")?.addEventListener("click", (click) => { if (this.isSending) click.stopPropagation(); }, true);
    form.addEventListener("keydown", (key) => {
      if (key.key !== "Enter" || !(key.ctrlKey || key.metaKey)) return;
      key.preventDefault();
      form.requestSubmit(form.querySelector<HTMLButtonElement>("button.primary[name=to], .send button.primary"));
    });
  }

  get isSending(): boolean {
    return this.sending !== null;
  }

  /** The fields as the API wants them; null where the time can't be read, which is then said beside it. */
  content(): Record<string, unknown> | null {
    this.clearErrors();
    const fields = this.keeper.fields();
    const content: Record<string, unknown> = {
      headline: fields["Entry.Headline"] ?? "",
      body: fields["Entry.Body"] ?? "",
      key: fields["Entry.Key"] === "true",
      breaking: fields["Entry.Breaking"] === "true",
      wire: fields["Entry.Wire"] === "true",
      pinned: fields["Entry.Pinned"] === "true",
    };
    if (fields["Entry.Author"]?.trim()) content.author = fields["Entry.Author"];
    if (fields["Entry.Correction"] !== undefined) content.correction = fields["Entry.Correction"];
    const typed = fields["Entry.PublishedAt"] ?? "";
    const shown = this.form.querySelector<HTMLInputElement>('input[name="Entry.PublishedAtShown"]')?.value ?? "";
    if (typed !== "" && typed !== shown) {
      const moment = momentIn(typed, this.form.dataset.zone ?? "UTC");
      if (moment === null || moment === "skipped") {
        this.showError("publishedAt", (moment === null ? refusal("time-unreadable", [typed]) : refusal("time-skipped", [typed, this.form.dataset.zone ?? "UTC"])) ?? "");
        return null;
      }
      content.publishedAt = moment;
    }
    return content;
  }

  /** Sends a text that the keeper has settled; while that lasts the text can't be changed, unless the sending is stopped. */
  async deliver(request: Request): Promise<Exclude<Outcome, { kind: "sign-in" }>> {
    this.sending = new AbortController();
    this.freeze(true);
    try {
      const outcome = await deliver(request, this.line, this.sending.signal);
      if (outcome.kind === "stopped") this.line.say(word("stopped"));
      return outcome;
    } finally {
      this.sending = null;
      this.freeze(false);
    }
  }

  /** Says what was refused, beside its field if it has one. */
  showProblem(problem: Problem): void {
    const text = (problem.code && refusal(problem.code, problem.args, this.form.dataset.zone)) || problem.detail || word("failed", problem.status);
    if (!problem.field || !this.showError(problem.field, text)) this.line.say(text);
    // The text is beside its field; the line says again what has become of the draft.
    else this.keeper.save();
  }

  private showError(field: string, text: string): boolean {
    const key = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const place = this.form.querySelector<HTMLElement>(`.field[data-field="${CSS.escape(key)}"]`);
    const input = place?.querySelector<HTMLElement>("input, textarea");
    if (!place || !input) return false;
    const error = Object.assign(document.createElement("p"), { className: "error", id: `${input.id}-error`, textContent: text });
    place.append(error);
    input.ariaInvalid = "true";
    input.setAttribute("aria-describedby", [input.getAttribute("aria-describedby"), error.id].filter(Boolean).join(" "));
    input.closest("details")?.setAttribute("open", "");
    input.focus();
    return true;
  }

  private clearErrors(): void {
    for (const error of this.form.querySelectorAll(".field > .error")) error.remove();
    for (const input of this.form.querySelectorAll("[aria-invalid]")) {
      input.removeAttribute("aria-invalid");
      const kept = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => !id.endsWith("-error")).join(" ");
      if (kept === "") input.removeAttribute("aria-describedby");
      else input.setAttribute("aria-describedby", kept);
    }
    document.querySelector("#problem")?.remove();
  }

  private freeze(frozen: boolean): void {
    this.form.ariaBusy = String(frozen);
    for (const input of this.form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input:not([type=hidden]), textarea")) {
      // A checkbox knows no read-only; disabling it would leave it out of nothing, as the fields were read already.
      if (input.type === "checkbox") input.disabled = frozen;
      else input.readOnly = frozen;
    }
    for (const button of this.form.querySelectorAll<HTMLButtonElement>(".send button:not([data-stop]), [data-notices] button")) button.ariaDisabled = String(frozen);
    const stop = this.stopButton;
    if (stop) stop.hidden = !frozen;
  }

  private get stopButton(): HTMLButtonElement | null {
    return this.form.querySelector<HTMLButtonElement>("[data-stop]");
  }
}
