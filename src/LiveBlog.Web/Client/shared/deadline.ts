/** Thrown when something took longer than it was given. */
export class DeadlineError extends Error {
  constructor(ms: number) {
    super(`No answer within ${ms} ms.`);
    this.name = "DeadlineError";
  }
}

/**
 * The promise's result, or a DeadlineError after `ms` milliseconds. The work itself is not stopped.
 */
export function deadline<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DeadlineError(ms)), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
