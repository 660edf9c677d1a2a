/** The bounds of a wait, in milliseconds. */
export interface Backoff {
  readonly baseMs: number;
  readonly capMs: number;
}

/**
 * Full jitter: a wait between nothing and the doubled bound, so that readers cut off together do not come back together.
 * @param failures how many attempts failed in a row before this one
 * @param random gives a number in [0, 1)
 * @returns milliseconds
 */
export function fullJitter(failures: number, { baseMs, capMs }: Backoff, random: () => number): number {
  return random() * Math.min(capMs, baseMs * 2 ** Math.min(failures, 30));
}

/** The interval ± `share` of it; milliseconds in, milliseconds out. */
export function spread(intervalMs: number, share: number, random: () => number): number {
  return intervalMs * (1 - share + 2 * share * random());
}
