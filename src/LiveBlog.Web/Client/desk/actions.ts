// The buttons beside an entry and the event's own, without loading the page anew.
import { deliver } from "./deliver";
import type { Request } from "./send";
import { StateLine } from "./state-line";
import { refusal, word } from "./words";

/** @param changed is told when the list is another one */
export function actions(root: HTMLElement, changed: () => void): void {
  const line = new StateLine(document.querySelector<HTMLElement>("#list-state"));
  const busy = new Set<string>();

  root.addEventListener("submit", (submit) => {
    const form = submit.target as HTMLFormElement;
    const { api, method, body } = form.dataset;
    if (form.dataset.act === undefined || api === undefined) return;
    submit.preventDefault();
    if (busy.has(api)) return;
    busy.add(api);
    mark();
    const { done = "" } = form.dataset;
    form.closest("details")?.removeAttribute("open");
    void run({ method: method as Request["method"], url: api, ...(body !== undefined && { body }) }, done).finally(() => {
      busy.delete(api);
      mark();
    });
  });
  // The list may be replaced meanwhile.
  new MutationObserver(mark).observe(root, { childList: true, subtree: true });

  /** Shows what has to wait for an answer; the focus stays, as it would not on a disabled button. */
  function mark(): void {
    for (const form of root.querySelectorAll<HTMLFormElement>("form[data-act]")) {
      const waits = busy.has(form.dataset.api ?? "");
      for (const button of form.querySelectorAll("button")) {
        if (waits) button.setAttribute("aria-disabled", "true");
        else button.removeAttribute("aria-disabled");
      }
    }
  }

  async function run(request: Request, done: string, again = true): Promise<void> {
    const outcome = await deliver(request, line);
    if (outcome.kind === "stopped") return;
    if (outcome.kind === "done") line.say(done || word("done"));
    else {
      const { code, args, current, status } = outcome.problem;
      // A mark does not depend on the text: it is set on whatever version stands. Publishing does.
      const wanted = JSON.parse(request.body ?? "{}") as { version?: number; status?: string };
      if (code === "entry-stale" && current && again && wanted.status === undefined) {
        return run({ ...request, body: JSON.stringify({ ...wanted, version: current.version }) }, done, false);
      }
      line.say(code === "entry-stale" ? word("changed-meanwhile") : (code && refusal(code, args)) || word("failed", status));
    }
    changed();
  }
}
