import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ServerDrafts } from "./server";

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test("a text that was sent while it was on its way to be kept is not kept again, even if that failed", async () => {
  const asked: string[] = [];
  let fail = (_: Error) => {};
  const server = new ServerDrafts({
    url: "/copies", account: "claire", browser: "b",
    fetch: (_, init) => {
      asked.push(init!.method!);
      return new Promise((_, reject) => { fail = reject; });
    },
  });
  server.keep("1", { fields: { headline: "un" }, savedAt: 0 });
  await vi.advanceTimersByTimeAsync(3_000);
  server.stop("1");
  fail(new Error("The line is cut."));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual(["PUT"]);
});
