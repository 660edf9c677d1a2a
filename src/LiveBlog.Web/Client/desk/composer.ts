// A new entry. Its id is made when the text is begun, so however often it is sent, it is one entry.
import { EntryForm } from "./entry-form";
import type { Keeper } from "./keeper";
import type { Answer } from "./send";
import type { StateLine } from "./state-line";
import { uuid7 } from "./uuid";
import { clock, word } from "./words";

/** @param posted is told when the server has the entry */
export function composer(form: HTMLFormElement, keeper: Keeper, line: StateLine, posted: () => void): void {
  const entryForm = new EntryForm(form, keeper, line);
  const { api = "", zone } = form.dataset;
  // The server's own form for this has buttons that post it; the script has its own.
  form.querySelector("[data-earlier]")?.remove();

  form.addEventListener("submit", (submit) => {
    submit.preventDefault();
    void post((submit.submitter as HTMLButtonElement | null)?.value === "draft" ? "draft" : "published");
  });

  async function post(status: "draft" | "published"): Promise<void> {
    if (entryForm.isSending) return;
    const content = entryForm.content();
    if (content === null) return;
    forgetEarlier();
    const id = keeper.settle();
    const outcome = await entryForm.deliver({ method: "POST", url: api, body: JSON.stringify({ ...content, id, status }) });
    if (outcome.kind === "done") finish(outcome.answer, id);
    else if (outcome.kind === "refused") {
      const { problem } = outcome;
      if (problem.code === "entry-id-used" && problem.current) offer(problem.current, id, status);
      else entryForm.showProblem(problem);
    }
  }

  /** An earlier sending came through with an older text: the present one can replace it, or stand beside it. */
  function offer(current: Answer, id: string, status: "draft" | "published"): void {
    forgetEarlier();
    const template = form.querySelector<HTMLTemplateElement>("template[data-earlier-template]");
    const notice = template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
    if (!notice) return;
    notice.querySelector("q")!.textContent = current.headline || current.body || "";
    const on = (as: string, act: () => void) => notice.querySelector(`[data-as=${as}]`)?.addEventListener("click", () => {
      // It was asked of this text; the editor may have taken another one since.
      if (keeper.id === id) act();
      else forgetEarlier();
    });
    on("edit", () => void replace(current, id, status));
    on("new", () => {
      keeper.done();
      keeper.use(uuid7());
      keeper.save();
      void post(status);
    });
    form.querySelector("[data-notices]")?.prepend(notice);
    line.say(word("refused-entry-id-used"));
    notice.querySelector<HTMLElement>("button")?.focus();
  }

  async function replace(current: Answer, id: string, status: "draft" | "published"): Promise<void> {
    if (entryForm.isSending) return;
    const content = entryForm.content();
    if (content === null) return;
    keeper.settle();
    const body = JSON.stringify({ ...content, version: current.version, ...(status === "published" && { status }) });
    const outcome = await entryForm.deliver({ method: "PUT", url: `${api}/${id}`, body });
    if (outcome.kind === "done") finish(outcome.answer, id);
    else if (outcome.kind === "refused" && outcome.problem.code === "entry-stale" && outcome.problem.current) offer(outcome.problem.current, id, status);
    else if (outcome.kind === "refused") entryForm.showProblem(outcome.problem);
  }

  function finish(answer: Answer, id: string): void {
    keeper.done(id);
    // Whatever else is in the form by now is not what was sent.
    if (keeper.id === id) {
      keeper.clear();
      forgetEarlier();
      for (const notice of form.querySelectorAll("[data-notices] > .notice:not(:has(li))")) notice.remove();
    }
    const at = clock(answer.publishedAt ?? Date.now(), zone);
    line.say(word(answer.status === "draft" ? "draft-filed" : "posted-at", at));
    form.querySelector<HTMLElement>("input:not([type=hidden])")?.focus();
    posted();
  }

  function forgetEarlier(): void {
    for (const notice of form.querySelectorAll("[data-notices] > [data-earlier]")) notice.remove();
  }
}
