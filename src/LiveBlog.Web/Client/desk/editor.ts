// Editing an entry. A stale save goes to the server as a form: it answers with both texts side by side.
import { EntryForm } from "./entry-form";
import type { Keeper } from "./keeper";
import type { StateLine } from "./state-line";

export function editor(form: HTMLFormElement, keeper: Keeper, line: StateLine): void {
  const entryForm = new EntryForm(form, keeper, line);
  const { api = "", back = "/desk" } = form.dataset;
  form.querySelector("[data-discard]")?.addEventListener("click", () => keeper.done());

  form.addEventListener("submit", (submit) => {
    submit.preventDefault();
    void save();
  });

  async function save(): Promise<void> {
    if (entryForm.isSending) return;
    const content = entryForm.content();
    if (content === null) return;
    const id = keeper.settle();
    const version = Number(form.querySelector<HTMLInputElement>("[data-version-field]")?.value);
    const outcome = await entryForm.deliver({ method: "PUT", url: api, body: JSON.stringify({ ...content, version }) });
    if (outcome.kind === "done") {
      keeper.done(id);
      location.assign(back);
    } else if (outcome.kind === "refused") {
      if (outcome.problem.code === "entry-stale") form.submit();
      else entryForm.showProblem(outcome.problem);
    }
  }
}
