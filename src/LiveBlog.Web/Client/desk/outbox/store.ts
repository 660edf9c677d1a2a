// Where the outbox keeps its items: IndexedDB, whose transactions are one after the other for all tabs of a browser, and
// which says when something is stored. localStorage does neither: two tabs can each believe that they were first.
import type { Item } from "./item";

/** Items by id. */
export type Items = Map<string, Item>;

export interface Store {
  /** Whether what is stored outlives the page. */
  readonly lasts: boolean;
  /**
   * Lets `change` read and alter all items at once, alone among all tabs; resolves when the outcome is stored.
   * @param strict waits until it is on the disk, whatever happens to the battery; else until the browser has it
   * @throws if nothing could be stored; then nothing has changed
   */
  transact<T>(change: (items: Items) => T, strict?: boolean): Promise<T>;
}

/** For where a browser keeps nothing. */
export function memoryStore(items: Items = new Map()): Store {
  return {
    lasts: false,
    transact: (change) => new Promise((resolve) => resolve(change(items))),
  };
}

/** @param account whose items: one browser may serve several people */
export async function openStore(factory: () => IDBFactory, account: string): Promise<Store> {
  try {
    return new BrowserStore(await opened(factory().open(`liveblog-outbox.${account}`, 1)));
  } catch {
    return memoryStore();
  }
}

const table = "items";

function opened(request: IDBOpenDBRequest): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("This browser keeps nothing."));
  });
}

class BrowserStore implements Store {
  readonly lasts = true;

  constructor(private readonly database: IDBDatabase) {}

  transact<T>(change: (items: Items) => T, strict = false): Promise<T> {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(table, "readwrite", { durability: strict ? "strict" : "relaxed" });
      const rows = transaction.objectStore(table);
      let outcome: { readonly value: T } | undefined;
      const all = rows.getAll() as IDBRequest<Item[]>;
      all.onsuccess = () => {
        const before: Items = new Map(all.result.map((item) => [item.id, item]));
        const after: Items = new Map(before);
        try {
          outcome = { value: change(after) };
          for (const id of before.keys()) if (!after.has(id)) rows.delete(id);
          for (const [id, item] of after) if (before.get(id) !== item) rows.put(item);
        } catch (failure) {
          transaction.abort();
          reject(failure as Error);
        }
      };
      transaction.oncomplete = () => resolve(outcome!.value);
      transaction.onabort = () => reject(transaction.error ?? new Error("Nothing was stored."));
    });
  }
}
