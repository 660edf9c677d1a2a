// Editing an entry. Only what was changed is sent, from the version that the form began with.
import { changed, contentOf, isEmpty, type Content } from "./content";
import { EntryForm } from "./entry-form";
import { sameFields, type Keeper } from "./keeper";
import { enqueue } from "./outbox";
import { takesBack } from "./outbox/back";
import { staysAtDesk } from "./outbox/leaving";
import { joinWith } from "./merge/dialog";
import { init, type Answer } from "./send";
import type { StateLine } from "./state-line";
import { word } from "./words";

/** So long the editor waits to hear of somebody else's version. */
const lookMs = 2_000;

/** Told to the form, and bubbling, when what it holds is in the outbox: it may be closed. */
export const queuedEvent = "entry:queued";

export function editor(form: HTMLFormElement, keeper: Keeper, line: StateLine): void {
  const entryForm = new EntryForm(form, keeper, line);
  const { api = "", back } = form.dataset;
  const entryId = api.slice(api.lastIndexOf("/") + 1);
  form.querySelector("[data-discard]")?.addEventListener("click", () => keeper.discard());

  entryForm.onSubmit(async (to, atOnce) => {
    const content = entryForm.content();
    if (content === null) return;
    if (isEmpty(content)) {
      entryForm.showProblem({ status: 400, code: "entry-empty", field: "body" });
      return;
    }
    const base = baseOf();
    const changes = changed(base, content);
    if (to !== "") changes.status = to;
    const id = keeper.settle();
    const typed = keeper.snapshot();
    const joined = Object.keys(changes).length > 0 ? await join(base, changes) : null;
    if (joined === "stopped") return;
    if (joined !== null && Object.keys(joined.changes).length > 0) {
      try {
        await enqueue({
          method: "PUT", url: api, body: { ...joined.changes, version: joined.version }, base: joined.base, label: word("outbox-edit-of", titleOf(content)),
          undoable: true, entryId, form: typed,
        }, atOnce || changes.breaking === true);
      } catch {
        line.say(word("outbox-not-stored"));
        return;
      }
    }
    if (!sameFields(keeper.fields(), typed.fields)) {
      keeper.goOn(id, typed.fields);
      return;
    }
    if (joined === null || Object.keys(joined.changes).length === 0) keeper.discard();
    else keeper.done(id);
    form.dispatchEvent(new CustomEvent(queuedEvent, { bubbles: true }));
    if (back !== undefined && staysAtDesk(back)) location.assign(back);
  });

  takesBack(form, keeper.name, ({ form: typed, tried }) => {
    keeper.takeBack(typed, tried);
    line.say(word("outbox-undone"));
  });

  /** Looks whether somebody saved the entry meanwhile, while the editor is here to be asked; offline the outbox finds out later. */
  async function join(base: Content, changes: Content): Promise<"stopped" | { changes: Content; base: Content; version: number }> {
    const version = Number(form.querySelector<HTMLInputElement>("[data-version-field]")?.value);
    const current = await standing();
    if (current?.version === undefined || current.version <= version) return { changes, base, version };
    const rest = await joinWith(base, changes, current);
    return rest === null ? "stopped" : { changes: rest, base: { ...base, ...current }, version: current.version };
  }

  async function standing(): Promise<Answer | null> {
    try {
      const request = { method: "GET", url: api } as const;
      const response = await fetch(api, { ...init(request), signal: AbortSignal.timeout?.(lookMs) ?? null });
      return response.ok ? (await response.json()) as Answer : null;
    } catch {
      return null;
    }
  }

  function baseOf(): Content {
    const base = contentOf(keeper.base, entryForm.zone);
    return "unreadable" in base ? {} : base;
  }
}

function titleOf({ headline, body }: Content): string {
  const text = `${(headline || body) as string}`.trim().replace(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
