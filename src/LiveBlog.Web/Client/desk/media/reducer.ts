// Has photos reduced by the worker, one after the other; on the page itself where there is no worker to be had.
import { reduce, type Reduced } from "./reduce";

const address = "/dist/media-worker.js";

let worker: Worker | null | undefined;
let last = 0;
let turn: Promise<unknown> = Promise.resolve();
const waiting = new Map<number, { readonly file: Blob; resolve(reduced: Reduced | Promise<Reduced>): void; reject(failure: Error): void }>();

/** @throws where the browser can't read it as a picture */
export function reduceBeside(file: Blob): Promise<Reduced> {
  // One at a time: a phone that holds several decoded photos at once runs out of memory.
  const mine = turn.then(() => ask(file), () => ask(file));
  turn = mine;
  return mine;
}

function ask(file: Blob): Promise<Reduced> {
  if (worker === undefined) worker = begin();
  if (worker === null) return reduce(file);
  const id = ++last;
  return new Promise((resolve, reject) => {
    waiting.set(id, { file, resolve, reject });
    worker!.postMessage({ id, file });
  });
}

function begin(): Worker | null {
  if (typeof Worker === "undefined" || typeof OffscreenCanvas === "undefined") return null;
  const made = new Worker(address);
  made.onmessage = ({ data }: MessageEvent<{ readonly id: number; readonly reduced?: Reduced; readonly failure?: string }>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.reduced) asked?.resolve(data.reduced);
    else asked?.reject(new Error(data.failure));
  };
  made.onerror = () => {
    worker = null;
    // Its script may not have come, without a network: the photo is none the worse for it.
    for (const asked of waiting.values()) asked.resolve(reduce(asked.file));
    waiting.clear();
  };
  return made;
}
