// What an answer makes of an item, and of those that wait for it. Pure.
import { merge } from "../merge/three-way";
import { waitMs, type Answer, type NoAnswer, type Outcome } from "../send";
import { isWaiting, type Item } from "./item";
import type { Items } from "./store";

/** An entry that is saved over and over elsewhere: after so many joinings the editor is asked. */
const mostMerges = 5;

/** @returns the item as it is now; null if it is not there any more: pulled back, or settled by another tab */
export function settle(items: Items, id: string, result: Outcome | NoAnswer, now: number, random: () => number): Item | null {
  const item = items.get(id);
  if (item === undefined || !isWaiting(item)) return null;
  let settled = after(item, result, now, random);
  if (settled.state === "done" && "kind" in result && result.kind === "done") {
    const [from, to] = [item.body?.version, result.answer.version];
    if (typeof from === "number" && to === from + 1) settled = { ...settled, versions: [from, to] };
    followOn(items, item, result.answer);
  }
  items.set(id, settled);
  return settled;
}

/** A withdrawal from a list that does not show yet what the same editor saved last: it is meant for that. */
export function upToDate(items: Items, made: Item): Item {
  if (made.method !== "DELETE") return made;
  const saved = [...items.values()].filter((item) => item.entryId === made.entryId).sort((a, b) => a.order - b.order);
  return saved.reduce((item, { versions }) => versions ? { ...item, url: raised(item.url, ...versions) } : item, made);
}

const raised = (url: string, from: number | "", to: number): string =>
  url.replace(/([?&]version=)(\d*)/, (all, name: string, version: string) => version === `${from}` ? `${name}${to}` : all);

function after(item: Item, result: Outcome | NoAnswer, now: number, random: () => number): Item {
  if (!("kind" in result)) {
    const { failures } = item;
    return { ...item, state: "waiting", failures: failures + 1, retryAt: now + waitMs(failures, result, random), failing: result.failed === true };
  }
  switch (result.kind) {
    case "done": return done(item);
    case "refused": return joined(item, result.problem.current ?? null, result.problem.code)
      ?? { ...item, state: "refused", problem: result.problem };
    default: return { ...item, state: "waiting" };
  }
}

/** Only that it is done is remembered: a form that was not cleared in time is then known to be sent. */
const done = ({ base: _, body: __, form: ___, ...item }: Item): Item => ({ ...item, state: "done" });

/** Somebody saved another version meanwhile: what can be joined without asking is sent again, from that version. */
function joined(item: Item, current: Answer | null, code: string | undefined): Item | null {
  const { body } = item;
  if (code !== "entry-stale" || item.method !== "PUT" || current === null || body === undefined || item.failures >= mostMerges) return null;
  const { changes, conflicts } = merge(item.base, body, current);
  if (conflicts.length > 0) return null;
  if (Object.keys(changes).length === 0) return done(item);
  return {
    ...item, state: "waiting", failures: item.failures + 1, retryAt: 0, body: { ...changes, version: current.version },
    ...(item.base !== undefined && { base: { ...item.base, ...known(item.base, current) } }),
  };
}

const known = (base: Readonly<Record<string, unknown>>, current: Answer) =>
  Object.fromEntries(Object.keys(base).filter((name) => name in current).map((name) => [name, current[name]]));

/**
 * What was made from the version that this item was made from goes on from the version that it brought about; unless it began
 * without what this one wrote, in another tab or before it was sent: then it is stale, and the editor is asked.
 */
function followOn(items: Items, item: Item, answer: Answer): void {
  if (item.entryId === undefined || answer.version === undefined) return;
  const from = item.body?.version;
  // Somebody else saved another version on top: what was made without knowing it must not replace that.
  if (typeof from === "number" && answer.version > from + 1) return;
  for (const [id, later] of items) {
    if (later.entryId !== item.entryId || later.order <= item.order || !isWaiting(later)) continue;
    if (later.method === "DELETE") items.set(id, { ...later, url: raised(later.url, typeof from === "number" ? from : "", answer.version) });
    else if (later.body !== undefined && "version" in later.body && (later.body.version === from || later.body.version === null) && !replaces(later, { ...answer, ...item.body })) {
      items.set(id, { ...later, body: { ...later.body, version: answer.version } });
    }
  }
}

/** Whether what the edit would write over is not what it began with. */
const replaces = ({ base = {}, body = {} }: Item, current: Answer): boolean => merge(base, body, current).conflicts.some((name) => name in base);
