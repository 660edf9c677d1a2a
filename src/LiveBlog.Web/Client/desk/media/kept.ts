// Files that are not on the server yet, kept in this browser's database, so that a reload, a crash or a dead battery loses none.
import type { Medium } from "./items";

export interface Kept {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly name: string;
  readonly source: string | null;
  /** As chosen; of a photo that is reduced by now, nothing. */
  readonly file?: Blob;
  /** Of a photo, its widths. */
  readonly files?: readonly Blob[];
  /** It is on the server, but the text it belongs to was not open then. */
  readonly medium?: Medium;
}

const store = "files";
const forgottenAfterMs = 30 * 24 * 3600 * 1000;
let opened: Promise<IDBDatabase> | undefined;

const open = () => opened ??= new Promise<IDBDatabase>((resolve, reject) => {
  const request = indexedDB.open("liveblog-media", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: "id" });
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function run<T>(mode: IDBTransactionMode, act: (files: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode);
    const request = act(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request.error);
  });
}

/** @returns false where the browser keeps nothing (private windows, no room): the file lives as long as the page then */
export async function keep(kept: Kept): Promise<boolean> {
  try {
    await run("readwrite", (files) => files.put(kept));
    return true;
  } catch {
    return false;
  }
}

export async function find(id: string): Promise<Kept | undefined> {
  try {
    return await run("readonly", (files) => files.get(id) as IDBRequest<Kept | undefined>);
  } catch {
    return undefined;
  }
}

export async function forget(id: string): Promise<void> {
  try {
    await run("readwrite", (files) => files.delete(id));
  } catch {
    // Nothing was kept.
  }
}

/** Forgets what no text has asked for in a month. */
export async function sweep(now = Date.now()): Promise<void> {
  try {
    for (const kept of await run("readonly", (files) => files.getAll() as IDBRequest<Kept[]>)) {
      if (kept.at < now - forgottenAfterMs) await forget(kept.id);
    }
  } catch {
    // Nothing was kept.
  }
}
