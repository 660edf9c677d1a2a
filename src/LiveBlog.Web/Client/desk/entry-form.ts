// What the composer and the editor of an entry have in common: the fields, what is wrong with them, the keys.
import { isAtOnce, submitForm } from "./at-once";
import { contentOf, type Content } from "./content";
import type { Keeper } from "./keeper";
import type { Problem } from "./send";
import type { StateLine } from "./state-line";
import { refusal, word } from "./words";

export class EntryForm {
  /** Something of this form is on its way into the outbox. */
  busy = false;
  constructor(readonly form: HTMLFormElement, readonly keeper: Keeper, readonly line: StateLine) {
    form.addEventListener("keydown", (key) => {
      if (key.key !== "Enter" || !(key.ctrlKey || key.metaKey)) return;
      key.preventDefault();
      submitForm(form, form.querySelector<HTMLButtonElement>("button.primary[name=to], .send button.primary"), key.shiftKey);
    });
  }

  get zone(): string {
    return this.form.dataset.zone ?? "UTC";
  }

  /** Hands what the form is to send to `send`, one at a time. */
  onSubmit(send: (to: string, atOnce: boolean) => Promise<void>): void {
    this.form.addEventListener("submit", (submit) => {
      submit.preventDefault();
      if (this.busy) return;
      this.busy = true;
      const atOnce = isAtOnce(this.form);
      void send((submit.submitter as HTMLButtonElement | null)?.value ?? "", atOnce).finally(() => { this.busy = false; });
    });
  }

  /** The fields as the API wants them; null where a time can't be read, which is then said beside it. */
  content(): Content | null {
    this.clearErrors();
    const shown = this.form.querySelector<HTMLInputElement>('input[name="Entry.PublishedAtShown"]')?.value;
    const content = contentOf(this.keeper.fields(), this.zone, shown);
    if (!("unreadable" in content)) return content;
    const { field, code, args } = content.unreadable as { field: string; code: string; args: string[] };
    this.showError(field, refusal(code, args) ?? "");
    return null;
  }

  /** Says what was refused, beside its field if it has one. */
  showProblem(problem: Problem): void {
    const text = (problem.code && refusal(problem.code, problem.args, this.zone)) || problem.detail || word("failed", problem.status);
    if (!problem.field || !this.showError(problem.field, text)) this.line.say(text);
    // The text is beside its field; the line says again what has become of the draft.
    else this.keeper.save();
  }

  /** Back to where one writes: the field that has the focus, or else the first. */
  focus(): void {
    const inside = document.activeElement instanceof HTMLElement && this.form.contains(document.activeElement)
      && !document.activeElement.matches("button") && document.activeElement;
    if (!inside) this.form.querySelector<HTMLElement>("[data-autofocus], input:not([type=hidden]), textarea")?.focus();
  }

  private showError(field: string, text: string): boolean {
    const key = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const place = this.form.querySelector<HTMLElement>(`.field[data-field="${CSS.escape(key)}"]`);
    const input = place?.querySelector<HTMLElement>("input, textarea, select");
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
}
