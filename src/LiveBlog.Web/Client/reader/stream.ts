// One event's stream (WHATWG HTML, server-sent events), read by fetch: `EventSource` hides why a stream was refused, and comes
// back by itself to an address that has grown old. No DOM: it also runs under Node.
import type { ChangeMessage } from "../shared/protocol";

/** What the server sends of its own accord. */
export interface StreamEvents {
  changes(message: ChangeMessage): void;
  head(epoch: string, revision: number): void;
  /** The server is about to stop, and goes on telling for a moment: another stream, opened at once, leads to another one. */
  moving(): void;
  /** The stream is over, or never began. @param retryAfterMs the server has no place, and says when to ask again; else 0 */
  closed(retryAfterMs: number): void;
}

export interface Stream {
  /** Drops it at once; nothing more is heard of it. */
  stop(): void;
}

export type StreamFactory = (url: string, events: StreamEvents) => Stream;

/** A place for one more stream, to be given back, or null. */
export type StreamPlaces = () => Promise<(() => void) | null>;

export interface FetchStreamOptions {
  readonly fetch?: typeof fetch;
  readonly place?: StreamPlaces;
}

/** In milliseconds: for the first word, which a proxy may hold back, and between two, of which one comes every five seconds. */
export const streamTiming = { open: 5_000, silence: 15_000 } as const;

export function fetchStream({ fetch: ask = (...request) => fetch(...request), place }: FetchStreamOptions = {}): StreamFactory {
  const placeOfPage = place && shared(place);
  return (url, events) => {
    const request = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let giveBack: (() => void) | null | undefined;
    let over = false;

    function drop(): void {
      over = true;
      clearTimeout(timer);
      giveBack?.();
      request.abort();
    }

    function end(retryAfterMs = 0): void {
      if (over) return;
      drop();
      events.closed(retryAfterMs);
    }

    function wait(ms: number): void {
      clearTimeout(timer);
      timer = setTimeout(end, ms);
    }

    const told = eventReader((type, data) => {
      if (over) return;
      if (type === "changes") events.changes(JSON.parse(data) as ChangeMessage);
      if (type === "head") {
        const { epoch, revision } = JSON.parse(data) as { epoch: string; revision: number };
        events.head(epoch, revision);
      }
      if (type === "moving") events.moving();
    });

    async function read(): Promise<void> {
      giveBack = await placeOfPage?.();
      if (over) giveBack?.();
      if (over || giveBack === null) return;
      const response = await ask(url, { cache: "no-store", headers: { accept: "text/event-stream" }, signal: request.signal });
      const { body } = response;
      if (!response.ok || body === null || !/^text\/event-stream\b/i.test(response.headers.get("content-type") ?? "")) {
        end(1000 * (Number(response.headers.get("retry-after")) || 0));
        return;
      }
      const reader = body.getReader();
      const decoder = new TextDecoder();
      for (let part = await reader.read(); !part.done && !over; part = await reader.read()) {
        wait(streamTiming.silence);
        told(decoder.decode(part.value, { stream: true }));
      }
    }

    wait(streamTiming.open);
    read().catch(() => {}).finally(() => end());
    return { stop: drop };
  };
}

/** A page that goes from one server to another has two streams for a moment, in one place. */
function shared(place: StreamPlaces): StreamPlaces {
  let held: ReturnType<StreamPlaces> | null = null;
  let streams = 0;
  return async () => {
    streams++;
    const giveBack = await (held ??= place());
    let has = true;
    const leave = () => {
      if (has && --streams === 0) {
        held = null;
        giveBack?.();
      }
      has = false;
    };
    if (giveBack !== null) return leave;
    leave();
    return null;
  };
}

/** Takes a stream's text piece by piece and tells each event in it. */
export function eventReader(tell: (type: string, data: string) => void): (text: string) => void {
  let rest = "";
  let type = "";
  let data: string[] = [];
  return (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") {
        if (data.length > 0) tell(type, data.join("\n"));
        type = "";
        data = [];
      } else if (line.startsWith("event: ")) {
        type = line.slice(7);
      } else if (line.startsWith("data: ")) {
        data.push(line.slice(6));
      }
    }
  };
}

/** How many tabs may have a stream. */
const mostTabs = 3;

/**
 * Over HTTP/1.1 a browser opens six connections to a site for all its tabs together, and a stream keeps one: so only three
 * tabs have one, and the others poll. Over HTTP/2 and 3 all go through one.
 */
export const browserPlaces: StreamPlaces = async () => {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (!navigator.locks || !/^http\/1/.test(navigation?.nextHopProtocol ?? "")) return () => {};
  for (let tab = 0; tab < mostTabs; tab++) {
    const giveBack = await new Promise<(() => void) | null>((answer) => {
      void navigator.locks.request(`liveblog.stream-${tab}`, { ifAvailable: true }, (lock) =>
        lock ? new Promise<void>((free) => answer(free)) : answer(null));
    });
    if (giveBack !== null) return giveBack;
  }
  return null;
};
