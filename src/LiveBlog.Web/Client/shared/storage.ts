// Browser storage that never throws: it may be forbidden (private windows, blocked cookies) or full.

export interface SafeStorage {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/** @param open gives the storage; called each time, because the mere look-up may be refused. */
export function safeStorage(open: () => Storage): SafeStorage {
  const attempt = <T>(action: (storage: Storage) => T, otherwise: T): T => {
    try {
      return action(open());
    } catch {
      return otherwise;
    }
  };
  return {
    get: (key) => attempt((storage) => storage.getItem(key), null),
    set: (key, value) => attempt((storage) => storage.setItem(key, value), undefined),
    remove: (key) => attempt((storage) => storage.removeItem(key), undefined),
  };
}

/** Outlives the tab. */
export const local = safeStorage(() => localStorage);
/** Lives as long as the tab. */
export const session = safeStorage(() => sessionStorage);
