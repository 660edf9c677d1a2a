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
    const { done = "" } = form.dataset;
    form.closest("details")?.removeAttribute("open");
    void run({ method: method as Request["method"], url: api, ...(body !== undefined && { body }) }, done).finally(() => busy.delete(api));
  });

  async function run(request: Request, done: string, again = true): Promise<void> {
    const outcome = await deliver(request, line);
    if (outcome.kind === "stopped") return;
    if (outcome.kind === "done") line.say(done || word("done"));
    else {
      const { code, current, status } = outcome.problem;
      // A mark does not depend on the text: it is set on whatever version stands. Publishing does.
      const wanted = JSON.parse(request.body ?? "{}") as { version?: number; status?: string };
      if (code === "entry-stale" && current && again && wanted.status === undefined) {
        return run({ ...request, body: JSON.stringify({ ...wanted, version: current.version }) }, done, false);
      }
      line.say(code === "entry-stale" ? word("changed-meanwhile") : (code && refusal(code)) || word("failed", status));
    }
    changed();
  }
}
