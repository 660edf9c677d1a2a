// The order of the pinned entries, by drag, by their buttons and by keys. The list is in its new order at once; the server follows.
import type { Wanted } from "../outbox";
import type { StateLine } from "../state-line";
import { word } from "../words";

/** @param send gives a request to the outbox */
export function pinned(line: StateLine, send: (wanted: Wanted) => void): { move(id: string, step: number): boolean } {
  let dragged: HTMLElement | null = null;
  let before = "";
  const list = () => document.querySelector<HTMLElement>("[data-pinned]");
  const items = () => [...(list()?.querySelectorAll<HTMLElement>(":scope > li") ?? [])];
  const order = () => items().map((item) => item.dataset.id ?? "");

  document.addEventListener("submit", (submit) => {
    const { step } = (submit.submitter as HTMLElement | null)?.dataset ?? {};
    const item = (submit.target as HTMLElement).closest<HTMLElement>("[data-pinned] > li");
    if (step === undefined || item === null) return;
    submit.preventDefault();
    move(item.dataset.id ?? "", Number(step));
  });
  document.addEventListener("dragstart", (drag) => {
    dragged = drag.target instanceof Element ? drag.target.closest<HTMLElement>("[data-pinned] > li[draggable]") : null;
    if (dragged === null) return;
    before = order().join();
    dragged.classList.add("dragged");
    if (drag.dataTransfer) drag.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragover", (drag) => {
    const over = drag.target instanceof Element ? drag.target.closest<HTMLElement>("[data-pinned] > li") : null;
    if (dragged === null || over === null) return;
    drag.preventDefault();
    const box = over.getBoundingClientRect();
    if (over !== dragged) over[drag.clientY > box.top + box.height / 2 ? "after" : "before"](dragged);
  });
  document.addEventListener("dragend", () => {
    dragged?.classList.remove("dragged");
    if (dragged !== null && order().join() !== before) save();
    dragged = null;
  });

  function move(id: string, step: number): boolean {
    const all = items();
    const at = all.findIndex((item) => item.dataset.id === id);
    const item = all[at];
    const other = all[at + step];
    if (!item || !other) return false;
    const focused = document.activeElement;
    other[step < 0 ? "before" : "after"](item);
    if (focused instanceof HTMLElement && item.contains(focused)) focused.focus({ preventScroll: true });
    line.say(word("pinned-moved", item.querySelector("a")?.textContent ?? "", at + step + 1, all.length));
    save();
    return true;
  }

  function save(): void {
    const all = items();
    all.forEach((item, at) => {
      for (const [step, end] of [["-1", 0], ["1", all.length - 1]] as const) {
        const button = item.querySelector<HTMLButtonElement>(`[data-step="${step}"]`);
        if (!button) continue;
        // A disabled button loses the focus.
        if (at === end && button === document.activeElement) item.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
        button.disabled = at === end;
      }
    });
    const url = document.querySelector<HTMLElement>("#pinned")?.dataset.api;
    if (url) send({ method: "PUT", url, body: { ids: order() }, label: word("done-pin-order"), undoable: false });
  }

  return { move };
}
