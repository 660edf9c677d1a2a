/** The wall-clock time that a zone shows at a moment, as if it were UTC; milliseconds. */
function wallClock(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((found) => found.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

/**
 * The moment that a `datetime-local` value means in a zone, as ISO 8601 in UTC. Of an hour that comes twice, the first.
 * @returns null if it is no time, "skipped" if the clocks skipped it
 */
export function momentIn(typed: string, zone: string): string | "skipped" | null {
  const wall = Date.parse(`${typed}Z`);
  if (Number.isNaN(wall)) return null;
  // The offset a day before and a day after: one of them is right, or there is no such time.
  const day = 86_400_000;
  const candidates = [wall - day, wall + day].map((near) => wall - (wallClock(near, zone) - near));
  const right = candidates.filter((moment) => wallClock(moment, zone) === wall);
  return right.length === 0 ? "skipped" : new Date(Math.min(...right)).toISOString();
}
