import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { attemptMs, send, type Means, type Progress, type Request } from "./send";

const request: Request = { method: "POST", url: "/api/v1/events/otan/entries", body: '{"id":"0190","headline":"Bonjour"}' };
const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
const problem = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/problem+json" } });

type Step = Response | "offline" | "hangs";

/** Plays one step per attempt; the last one again and again. */
function world(...steps: Step[]) {
  const bodies: unknown[] = [];
  const waits: number[] = [];
  const progress: Progress[] = [];
  const stop = new AbortController();
  const means: Means = {
    fetch: (_, init) => {
      bodies.push(init?.body);
      const step = steps[Math.min(bodies.length, steps.length) - 1]!;
      if (step === "offline") return Promise.reject(new TypeError("Failed to fetch"));
      if (step === "hangs") return new Promise((_, reject) => init?.signal?.addEventListener("abort", () => reject(new Error("aborted"))));
      return Promise.resolve(step.clone());
    },
    wait(ms) {
      waits.push(ms);
      if (waits.length > 50) stop.abort();
      return Promise.resolve();
    },
    random: () => 0.5,
    now: () => Date.UTC(2026, 0, 12),
    stop: stop.signal,
    onProgress: (step) => progress.push(step),
  };
  return { means, bodies, waits, progress, stop };
}

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test("what was made and what was there already are both done", async () => {
  for (const status of [200, 201]) {
    const outcome = await send(request, world(json(status, { id: "0190", version: 1 })).means);
    expect(outcome).toEqual({ kind: "done", answer: { id: "0190", version: 1 } });
  }
});

test("tries on through a dead network, and sends the very same each time", async () => {
  const { means, bodies, waits, progress } = world("offline", "offline", "offline", json(201, { id: "0190" }));
  expect((await send(request, means)).kind).toBe("done");
  expect(bodies).toEqual([request.body, request.body, request.body, request.body]);
  expect(waits).toEqual([500, 1000, 2000]);
  expect(progress.filter((step) => step.kind === "waiting").every((step) => !step.reached)).toBe(true);
});

test("the waits stay below the cap, and above nothing", async () => {
  const { means, waits } = world("offline");
  await send(request, { ...means, random: () => 0.999999 });
  expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
  const calm = world("offline");
  await send(request, { ...calm.means, random: () => 0 });
  expect(Math.min(...calm.waits)).toBeGreaterThan(0);
});

test.each([500, 502, 503, 504, 429, 408])("%s is tried again", async (status) => {
  const { means, bodies } = world(new Response("", { status }), json(200, { id: "0190" }));
  expect((await send(request, means)).kind).toBe("done");
  expect(bodies.length).toBe(2);
});

test("heeds Retry-After in seconds and as a date, with some chance added", async () => {
  const busy = (value: string) => new Response("", { status: 503, headers: { "retry-after": value } });
  const { means, waits } = world(busy("7"), busy(new Date(Date.UTC(2026, 0, 12, 0, 0, 9)).toUTCString()), busy("nonsense"), json(200, {}));
  await send(request, means);
  expect(waits).toEqual([7_500, 10_000, 2_000]);
});

test("gives up an attempt without answer after ten seconds, not the text", async () => {
  const { means, bodies } = world("hangs", json(201, { id: "0190" }));
  const sending = send(request, means);
  await vi.advanceTimersByTimeAsync(attemptMs - 1);
  expect(bodies.length).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect((await sending).kind).toBe("done");
  expect(bodies.length).toBe(2);
});

test("an answer that breaks off is none", async () => {
  const broken = () => new Response(new ReadableStream({ start: (stream) => stream.error(new Error("reset")) }), {
    status: 201, headers: { "content-type": "application/json" },
  });
  const { means } = world("offline");
  let asked = 0;
  const outcome = await send(request, { ...means, fetch: () => Promise.resolve(++asked === 1 ? broken() : json(200, { id: "0190" })) });
  expect(outcome.kind).toBe("done");
  expect(asked).toBe(2);
});

test("another network's sign-in page is no answer", async () => {
  const portal = new Response("<html>Wi-Fi</html>", { status: 200, headers: { "content-type": "text/html" } });
  const { means, bodies } = world(portal, json(201, { id: "0190" }));
  expect((await send(request, means)).kind).toBe("done");
  expect(bodies.length).toBe(2);
});

test("stops where nobody is signed in", async () => {
  const { means, bodies } = world(problem(401, { status: 401 }));
  expect(await send(request, means)).toEqual({ kind: "sign-in" });
  expect(bodies.length).toBe(1);
});

test("a refusal is an answer, with what stands on the server", async () => {
  const current = { id: "0190", version: 2, headline: "Bonsoir" };
  const { means, bodies } = world(problem(409, { status: 409, code: "entry-id-used", field: "id", current }));
  expect(await send(request, means)).toMatchObject({ kind: "refused", problem: { code: "entry-id-used", current } });
  expect(bodies.length).toBe(1);
});

test("a refusal without problem details has at least its status", async () => {
  const { means } = world(new Response("<html>", { status: 413, headers: { "content-type": "text/html" } }));
  expect(await send(request, means)).toEqual({ kind: "refused", problem: { status: 413 } });
});

test("can be stopped while it waits and while it asks", async () => {
  const waiting = world("offline");
  const outcome = await send(request, { ...waiting.means, wait: () => { waiting.stop.abort(); return Promise.resolve(); } });
  expect(outcome).toEqual({ kind: "stopped" });

  const asking = world("hangs");
  const sending = send(request, asking.means);
  asking.stop.abort();
  expect(await sending).toEqual({ kind: "stopped" });
});
