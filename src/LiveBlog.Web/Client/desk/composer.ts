// A new entry. Its id is made when the text is begun, so however often it is sent, it is one entry.
import { isEmpty, posted, type Content } from "./content";
import { EntryForm } from "./entry-form";
import { sameFields, type Keeper } from "./keeper";
import { enqueue as toOutbox, onSettled, outbox, pageId, type Item } from "./outbox";
import { pullBack, takesBack } from "./outbox/back";
import type { Answer } from "./send";
import type { StateLine } from "./state-line";
import { clock, word } from "./words";

/** @param changed is told when the server has the entry */
export function composer(form: HTMLFormElement, keeper: Keeper, line: StateLine, changed: () => void): void {
  const entryForm = new EntryForm(form, keeper, line);
  const { api = "", zone } = form.dataset;
  // The server's own form for this has buttons that post it; the outbox has its own.
  form.querySelector("[data-earlier]")?.remove();

  entryForm.onSubmit(async (to, atOnce) => {
    const content = entryForm.content();
    if (content === null) return;
    if (isEmpty(content)) {
      entryForm.showProblem({ status: 400, code: "entry-empty", field: "body" });
      return;
    }
    const status = to || "published";
    const id = keeper.settle();
    const typed = keeper.snapshot();
    // At once, so that what is typed from here on is a text of its own. Until the outbox has this one it is among the drafts.
    keeper.clear();
    try {
      await toOutbox({
        method: "POST", url: api, body: { ...posted(content), id, status }, label: labelOf(content, status),
        undoable: true, entryId: id, form: typed,
      }, atOnce || content.breaking === true);
    } catch {
      keeper.takeBack(typed, true);
      line.say(word("outbox-not-stored"));
      return;
    }
    keeper.done(id);
    for (const notice of form.querySelectorAll("[data-notices] > .notice:not(:has(li))")) notice.remove();
    entryForm.focus();
    if (keeper.isUntouched) line.say("");
  });

  takesBack(form, keeper.name, ({ form: typed, tried }) => {
    keeper.takeBack(typed, tried);
    line.say(word("outbox-undone"));
    form.querySelector<HTMLElement>("[data-autofocus], input:not([type=hidden])")?.focus();
  });

  onSettled((settled) => {
    if (settled.item.form?.name !== keeper.name || !form.isConnected) return;
    if (settled.kind === "done") finish(settled.item, settled.answer);
    else void refused(settled.item);
  });

  function finish(item: Item, answer: Answer): void {
    const { id } = item.form!;
    // Pulled back while it was on its way, and it came through: what stands in the form is published.
    if (keeper.id === id && sameFields(keeper.fields(), item.form!.fields)) {
      keeper.done(id);
      keeper.clear();
    }
    const at = clock(answer.publishedAt ?? Date.now(), zone);
    line.say(word(answer.status === "published" || answer.status === undefined ? "posted-at" : "draft-filed", at));
    changed();
  }

  /** Refused at once, and nothing else was begun: back into the form, as if it had never left. */
  async function refused(item: Item): Promise<void> {
    const { problem } = item;
    if (item.page !== pageId || problem === undefined || problem.code === "entry-id-used" || !keeper.isUntouched || document.hidden) return;
    const back = await pullBack(await outbox(), { ...item, form: item.form! }, keeper.drafts, pageId);
    if (back === null) return;
    keeper.takeBack(back.form, false);
    entryForm.showProblem(problem);
  }
}

function labelOf(content: Content, status: string): string {
  const text = `${(content.headline || content.body) as string}`.trim().replace(/\s+/g, " ");
  return word(status === "published" ? "outbox-post" : `outbox-post-${status}`, text.length > 60 ? `${text.slice(0, 59)}…` : text);
}
