import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DeskConnection, type DeskEvents, type DeskHub, type Doing } from "./hub";

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

/** A line to a server that can be cut. */
function line() {
  const said: unknown[] = [];
  const open: DeskEvents[] = [];
  let up = true;
  const hub = (events: DeskEvents): DeskHub => ({
    start: () => (up ? Promise.resolve(void open.push(events)) : Promise.reject(new Error("down"))),
    join: (slug, tab) => Promise.resolve((said.push(["join", slug, tab]), [])),
    doing: (_slug, _tab, what: Doing) => Promise.resolve(void said.push([what.doing, what.entryId])),
    stop: () => {},
  });
  return { hub, said, cut: () => { up = false; open.pop()?.closed(); }, mend: () => { up = true; }, open };
}

test("after the line was cut it comes back with the same tab, says again what is done and asks for everything anew", async () => {
  const server = line();
  const changed: string[] = [];
  const connection = new DeskConnection({
    slug: "otan", tab: "t", hub: server.hub, people: () => {}, changed: (part) => { changed.push(part); }, random: () => 1,
  });
  connection.say({ doing: "editing", entryId: "e" });
  connection.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(server.said).toEqual([["join", "otan", "t"], ["editing", "e"]]);
  expect(changed).toEqual([]);

  server.cut();
  await vi.advanceTimersByTimeAsync(60_000);
  server.mend();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(server.said.slice(2)).toEqual([["join", "otan", "t"], ["editing", "e"]]);
  expect(changed).toEqual(["all"]);

  connection.say({ doing: "here", entryId: null });
  connection.say({ doing: "here", entryId: null });
  await vi.advanceTimersByTimeAsync(0);
  expect(server.said.slice(4)).toEqual([["here", null]]);
  connection.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.said).toHaveLength(5);
});
