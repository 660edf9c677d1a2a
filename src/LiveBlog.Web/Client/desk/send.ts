// Brings one request through, whatever the network does. No DOM: the clock, chance and the network are given.
import type { Value } from "./words";
import { fullJitter, type Backoff } from "../shared/backoff";

export interface Request {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  /** The account that it is sent for: signed in as another one, the server takes nothing. */
  readonly account?: string;
  /** The text as the server keeps it while it is typed: it need not any more. */
  readonly copy?: string;
  /** JSON; the same at every attempt, so that the server knows it again. */
  readonly body?: string;
}

/** A refusal, RFC 9457; `code`, `args`, `field` and `current` are LiveBlog's. */
export interface Problem {
  readonly status: number;
  readonly detail?: string;
  readonly code?: string;
  /** What the sentence of that code names. */
  readonly args?: readonly Value[];
  readonly field?: string;
  readonly current?: Answer | null;
}

/** What the API says of an entry, as far as the desk needs it. */
export interface Answer {
  readonly id?: string;
  readonly version?: number;
  readonly status?: string;
  readonly publishedAt?: string;
  readonly headline?: string;
  readonly body?: string;
  readonly [field: string]: unknown;
}

/**
 * `done`: the server has it; `refused`: it will not take it as it is; `sign-in`: it does not know who asks, or it is
 * somebody else;
 * `stopped`: the editor called it off, and it may or may not have arrived.
 */
export type Outcome =
  | { readonly kind: "done"; readonly answer: Answer }
  | { readonly kind: "refused"; readonly problem: Problem }
  | { readonly kind: "sign-in"; /** Who is signed in instead. */ readonly other?: string }
  | { readonly kind: "stopped" };

/** `waiting` comes before each further attempt. */
export type Progress =
  | { readonly kind: "sending"; readonly attempt: number }
  | { readonly kind: "waiting"; readonly ms: number; readonly reached: boolean };

export interface Means {
  readonly fetch: typeof fetch;
  /** Resolves after that many milliseconds, or sooner when an attempt looks worth while; rejects never. */
  wait(ms: number): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
  /** Milliseconds since 1970. */
  now(): number;
  readonly stop: AbortSignal;
  onProgress(progress: Progress): void;
}

export const attemptMs = 10_000;
const accountHeader = "LiveBlog-Account";
const copyHeader = "LiveBlog-Working-Copy";
const backoff: Backoff = { baseMs: 1_000, capMs: 30_000 };
const shortestMs = 250;
const longestRetryAfterMs = 120_000;

/** Tries until there is an answer, or until stopped. */
export async function send(request: Request, means: Means): Promise<Outcome> {
  for (let attempt = 1; ; attempt++) {
    if (means.stop.aborted) return { kind: "stopped" };
    means.onProgress({ kind: "sending", attempt });
    const result = await once(request, means);
    if (means.stop.aborted && !("kind" in result)) return { kind: "stopped" };
    if ("kind" in result) return result;
    const ms = waitMs(attempt - 1, result, means.random);
    means.onProgress({ kind: "waiting", ms, reached: result.reached });
    await means.wait(ms);
  }
}

/** An attempt that brought nothing. */
export interface NoAnswer {
  /** Whether something answered, if only to say that it can't. */
  readonly reached: boolean;
  readonly retryAfterMs: number;
  /** The server failed at this request, not for everybody. */
  readonly failed?: boolean;
}

/** The wait before the next attempt, in milliseconds. */
export function waitMs(failures: number, { retryAfterMs }: NoAnswer, random: () => number): number {
  const jitter = Math.max(shortestMs, fullJitter(failures, backoff, random));
  return retryAfterMs > 0 ? Math.min(retryAfterMs, longestRetryAfterMs) + jitter : jitter;
}

/** What every request to the API has in common. */
export function init({ method, body, account, copy }: Request): RequestInit {
  return {
    method,
    headers: {
      accept: "application/json",
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(account !== undefined && { [accountHeader]: account }),
      ...(copy !== undefined && { [copyHeader]: copy }),
    },
    ...(body !== undefined && { body }),
    credentials: "same-origin",
    cache: "no-store",
    // The API redirects nowhere: what does is a hotel's network.
    redirect: "error",
  };
}

/** One attempt. */
export async function once(request: Request, means: Pick<Means, "fetch" | "now" | "stop">): Promise<Outcome | NoAnswer> {
  const attempt = new AbortController();
  const abort = () => attempt.abort();
  const timer = setTimeout(abort, attemptMs);
  means.stop.addEventListener("abort", abort);
  try {
    const response = await means.fetch(request.url, { ...init(request), signal: attempt.signal });
    return await read(response, means.now());
  } catch {
    return { reached: false, retryAfterMs: 0 };
  } finally {
    clearTimeout(timer);
    means.stop.removeEventListener("abort", abort);
  }
}

async function read(response: Response, now: number): Promise<Outcome | NoAnswer> {
  const { status } = response;
  const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "");
  if (status === 401) return { kind: "sign-in" };
  if (status >= 500 || status === 429 || status === 408) {
    return { reached: true, retryAfterMs: retryAfter(response.headers.get("retry-after"), now), ...(status === 500 && { failed: true }) };
  }
  if (status >= 400) {
    const problem: Partial<Problem> = isJson ? ((await response.json()) as Problem) : {};
    if (problem.code === "other-account") return { kind: "sign-in", other: String(problem.args?.[0] ?? "") };
    return { kind: "refused", problem: { ...problem, status } };
  }
  // A page that is not the API's answer is somebody else's: the text has not arrived.
  if (status === 204) return { kind: "done", answer: {} };
  if (!isJson) return { reached: false, retryAfterMs: 0 };
  return { kind: "done", answer: (await response.json()) as Answer };
}

/** Seconds or a date (RFC 9110); milliseconds from now, 0 if there is nothing. */
function retryAfter(header: string | null, now: number): number {
  if (header === null) return 0;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return Number.isNaN(ms) ? 0 : Math.max(0, ms);
}
