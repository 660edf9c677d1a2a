// The bar that shows what waits, what was refused, and what can be done about it.
import { button } from "../state-line";
import type { Value } from "../words";
import { clock, refusal, word } from "../words";
import { isHeld, isWaiting, type Item } from "./item";
import type { Outbox } from "./outbox";

const tickMs = 250;

export interface BarActions {
  /** Pulls it back, or takes it off the list of refused ones, and puts its text back into its form. */
  back(item: Item): void;
  /** Shows both versions of what somebody else saved meanwhile. */
  compare(item: Item): void;
}

export function bar(root: HTMLElement, status: HTMLElement | null, outbox: Outbox, actions: BarActions): void {
  const waiting = root.querySelector<HTMLElement>("[data-waiting]")!;
  const refused = root.querySelector<HTMLElement>("[data-refused]")!;
  const summary = root.querySelector<HTMLElement>("[data-summary]")!;
  const rows = new Map<string, Row>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let announced = "";

  const show = () => {
    const items = outbox.items.filter((item) => item.state !== "done");
    root.hidden = items.length === 0;
    for (const [id, row] of rows) {
      if (items.some((item) => item.id === id && (item.state === "refused") === row.isRefused)) continue;
      row.element.remove();
      rows.delete(id);
    }
    items.forEach((item) => {
      let row = rows.get(item.id);
      if (row === undefined) {
        row = item.state === "refused" ? refusedRow(item, outbox, actions) : waitingRow(item, outbox, actions);
        rows.set(item.id, row);
        (item.state === "refused" ? refused : waiting).append(row.element);
      }
      row.update(item, items, outbox);
    });
    const wait = items.filter(isWaiting).length;
    const failed = items.length - wait;
    summary.textContent = [
      wait > 0 ? word("outbox-waiting", wait) : "", failed > 0 ? word("outbox-refused", failed) : "",
      outbox.lasts ? "" : word("outbox-memory"),
    ].filter(Boolean).join(" · ");
    // The count only, and only when it is another one: a countdown read aloud would drown everything.
    if (status && announced !== summary.textContent) {
      announced = summary.textContent;
      status.textContent = items.length === 0 ? "" : announced;
    }
    tick(items.length > 0);
  };
  const tick = (needed: boolean) => {
    if (needed && timer === undefined) timer = setInterval(show, tickMs);
    if (!needed) {
      clearInterval(timer);
      timer = undefined;
    }
  };
  outbox.onChange(show);
  show();
}

interface Row {
  readonly element: HTMLElement;
  readonly isRefused: boolean;
  update(item: Item, items: readonly Item[], outbox: Outbox): void;
}

function waitingRow(first: Item, outbox: Outbox, actions: BarActions): Row {
  const element = row(first);
  const left = document.createElement("progress");
  left.ariaHidden = "true";
  const state = Object.assign(document.createElement("span"), { className: "when" });
  const undo = button("", () => actions.back(current));
  undo.className = "undo";
  // Where nobody is signed in, the attempt asks to.
  const now = button(word("outbox-now"), () => outbox.signedOut === null ? void outbox.sendNow(current.id) : outbox.signedIn());
  now.className = "plain";
  element.append(state, left, undo, now);
  let current = first;
  return {
    element, isRefused: false,
    update(item, items) {
      current = item;
      const time = Date.now();
      const held = isHeld(item, time);
      set(state, describe(item, items, outbox, time));
      set(undo, word(item.tried ? "stop-sending" : "outbox-undo"));
      left.hidden = !held;
      if (held) Object.assign(left, { max: item.heldUntil - item.at, value: item.heldUntil - time });
      const signedOut = outbox.signedOut !== null && !held;
      set(now, word(signedOut ? "sign-in-open" : held ? "outbox-now" : "retry-now"));
      now.hidden = !held && !signedOut && !(item.retryAt > time);
    },
  };
}

function describe(item: Item, items: readonly Item[], outbox: Outbox, now: number): string {
  const seconds = (until: number) => Math.max(1, Math.ceil((until - now) / 1000));
  if (isHeld(item, now)) return word("outbox-held", seconds(item.heldUntil));
  if (outbox.signedOut !== null) {
    return outbox.signedOut.other === undefined ? word("outbox-signed-out") : word("refused-other-account", outbox.signedOut.other);
  }
  const before = items.find((other) => other.order < item.order && other.entryId !== undefined && other.entryId === item.entryId);
  if (before) return word(before.state === "refused" ? "outbox-blocked" : "outbox-next");
  if (item.state === "sending") return word("sending");
  if (item.retryAt > now) return word(navigator.onLine === false || !item.failing ? "retry-offline" : "retry-server", seconds(item.retryAt));
  return word("outbox-next");
}

function refusedRow(item: Item, outbox: Outbox, actions: BarActions): Row {
  const element = row(item);
  element.classList.add("failed");
  const { problem } = item;
  const reason = Object.assign(document.createElement("p"), { className: "reason", textContent: reasonOf(item) });
  const text = textOf(item);
  const ways = Object.assign(document.createElement("div"), { className: "buttons" });
  const current = problem?.current;
  if (problem?.code === "entry-stale" && current && item.method === "PUT") ways.append(button(word("outbox-compare"), () => actions.compare(item)));
  else if (problem?.code === "entry-id-used" && current) {
    ways.append(
      button(word("earlier-edit"), () => void outbox.again(item.id, { method: "PUT", url: `${item.url}/${item.entryId}`, body: { ...without(item.body, "id"), version: current.version } })),
      button(word("earlier-new"), () => {
        const id = crypto.randomUUID();
        void outbox.again(item.id, { body: { ...item.body, id }, entryId: id });
      }));
  } else if (problem?.code === "entry-stale" && current) {
    ways.append(button(word("outbox-again"), () => void outbox.again(item.id, { url: item.url.replace(/([?&]version=)\d+/, `$1${current.version}`) })));
  } else ways.append(button(word("outbox-again"), () => void outbox.again(item.id)));
  if (item.form) ways.append(button(word("outbox-edit"), () => actions.back(item)));
  const drop = button(word("draft-drop"), () => {
    // A whole text goes: asked once more, on the spot.
    if (drop.dataset.sure) void outbox.undo(item.id);
    else {
      drop.dataset.sure = "true";
      drop.textContent = word("outbox-drop-sure");
    }
  });
  ways.append(drop);
  element.append(reason);
  if (text !== "") {
    const whole = document.createElement("details");
    const summary = Object.assign(document.createElement("summary"), { textContent: word("outbox-text") });
    whole.append(summary, Object.assign(document.createElement("pre"), { textContent: text }));
    element.append(whole);
  }
  element.append(ways);
  return { element, isRefused: true, update() {} };
}

/** Why it was refused, in words. */
export function reasonOf({ problem }: Item): string {
  if (problem === undefined) return "";
  return (problem.code && refusal(problem.code, problem.args as readonly Value[])) || problem.detail || word("failed", problem.status);
}

const textOf = ({ body }: Item): string => [body?.headline, body?.body].filter((text) => typeof text === "string" && text !== "").join("\n\n");

function without(body: Item["body"], name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body ?? {}).filter(([key]) => key !== name));
}

function row(item: Item): HTMLElement {
  const element = document.createElement("li");
  element.dataset.id = item.id;
  const time = Object.assign(document.createElement("time"), { textContent: clock(item.at), dateTime: new Date(item.at).toISOString() });
  element.append(time, " ", Object.assign(document.createElement("span"), { className: "what", textContent: item.label }));
  return element;
}

function set(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
