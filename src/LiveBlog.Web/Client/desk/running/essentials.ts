// The quick panel on the desk of an event: saves what matters so far and the next update without leaving the page.
import type { Keeper } from "../keeper";
import type { StateLine } from "../state-line";
import { refusal, word } from "../words";

interface Saved {
  readonly headerRevision: number;
  readonly summary: string;
  readonly nextUpdateAt: string | null;
}

export function essentials(form: HTMLFormElement, keeper: Keeper, line: StateLine): void {
  const text = form.querySelector<HTMLTextAreaElement>("textarea")!;
  const shown = form.querySelector<HTMLInputElement>('input[name$=".SummaryShown"]')!;
  const revision = form.querySelector<HTMLInputElement>("[data-version-field]")!;

  const settle = (saved: Saved): void => {
    revision.value = String(saved.headerRevision);
    shown.value = saved.summary;
  };

  const patch = async (body: Record<string, unknown>): Promise<Response> => await fetch(form.dataset.api!, {
    method: "PATCH", headers: { "Content-Type": "application/json", Accept: "application/json" }, body: JSON.stringify(body),
  });

  const save = async (minutes: string | undefined): Promise<"saved" | "signed-out" | "failed"> => {
    const typed = text.value;
    const content: Record<string, unknown> = {};
    if (normal(typed) !== normal(shown.value)) content.summary = typed;
    if (minutes) content.nextUpdateAt = minutes === "0" ? "1970-01-01T00:00:00Z" : new Date(Date.now() + Number(minutes) * 60_000).toISOString();
    for (let attempt = 0; attempt < 3; attempt++) {
      const answer = await patch("summary" in content ? { ...content, headerRevision: Number(revision.value) } : content);
      if (answer.ok) {
        const saved = await answer.json() as Saved;
        settle({ ...saved, summary: typed });
        form.querySelector(".theirs")?.remove();
        tellNext(form, saved.nextUpdateAt);
        if (text.value === typed) keeper.done();
        line.say(form.dataset.saved!);
        return "saved";
      }
      if (answer.status === 401) return "signed-out";
      const problem = await answer.json() as { code?: string; args?: string[]; detail?: string; current?: Saved };
      const current = problem.current;
      if (problem.code === "event-stale" && current) {
        const same = normal(current.summary) === normal(shown.value);
        settle(current);
        // Something else of the event was changed, which has nothing to do with this.
        if (same) continue;
        showTheirs(text, current.summary);
      }
      line.say((problem.code && refusal(problem.code, problem.args ?? [], form.dataset.zone)) || problem.detail || word("failed", answer.status));
      return "failed";
    }
    line.say(form.dataset.failed ?? "");
    return "failed";
  };

  form.addEventListener("submit", (submit) => {
    const minutes = submit.submitter instanceof HTMLButtonElement && submit.submitter.value !== "" ? submit.submitter.value : undefined;
    submit.preventDefault();
    keeper.save();
    save(minutes).then((outcome) => {
      // The page that asks to sign in carries the text along.
      if (outcome === "signed-out") form.submit();
    }, () => line.say(form.dataset.failed ?? ""));
  });
}

function showTheirs(text: HTMLTextAreaElement, summary: string): void {
  const field = text.closest(".field")!;
  field.querySelector(".theirs")?.remove();
  const theirs = document.createElement("p");
  theirs.className = "theirs";
  theirs.id = `${text.id}-theirs`;
  const label = document.createElement("b");
  label.textContent = `${word("stands-now")} `;
  theirs.append(label, summary);
  field.append(theirs);
}

function tellNext(form: HTMLFormElement, at: string | null): void {
  const place = form.closest("details")?.querySelector("[data-next]");
  if (!place) return;
  const clock = at === null ? null : new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: form.dataset.zone,
  }).format(new Date(at));
  place.textContent = clock === null ? form.dataset.nextNone! : form.dataset.nextAt!.replace("{0}", clock);
}

const normal = (text: string): string => text.replace(/\r\n?/g, "\n").trimEnd();
