// Times on the page: relative ones that keep moving, and the reader's own zone instead of the event's.

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How long ago it was, in the language's words; null where the time itself says more.
 * @param at milliseconds since 1970 UTC, as `now`
 * @param justNow words for less than a minute; the language's "now" without
 */
export function relativeText(at: number, now: number, language: string, justNow?: string): string | null {
  const ago = now - at;
  // Clocks differ a little: what is just ahead is now.
  if (ago < -5 * minute || ago >= day) return null;
  const format = formatOf(language, ago < minute ? "auto" : "always");
  if (ago < minute) return justNow ?? format.format(0, "second");
  return ago < hour ? format.format(-Math.floor(ago / minute), "minute") : format.format(-Math.floor(ago / hour), "hour");
}

// Making one takes the browser longer than all else that is done for a time.
const formats = new Map<string, Intl.RelativeTimeFormat>();

function formatOf(language: string, numeric: "auto" | "always"): Intl.RelativeTimeFormat {
  const key = language + numeric;
  const format = formats.get(key) ?? new Intl.RelativeTimeFormat(language, { numeric, style: "short" });
  formats.set(key, format);
  return format;
}

/**
 * The text of a time with clock and day as they were in another zone; what else it says stays.
 * @param timeZone IANA name; the reader's own by default
 */
export function inZone(text: string, at: Date, language: string, timeZone?: string): string {
  const part = (options: Intl.DateTimeFormatOptions, locale = language) =>
    new Intl.DateTimeFormat(locale, { ...options, ...(timeZone && { timeZone }) }).format(at);
  const [dd = "", mm = "", yyyy = ""] = part({ day: "2-digit", month: "2-digit", year: "numeric" }, "en-GB").split("/");
  const [hours = "", minutes = ""] = part({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, "en-GB").split(":");
  return text
    .replace(/\d{2}\.\d{2}\.\d{4}/, `${dd}.${mm}.${yyyy}`)
    .replace(/\d{2}\/\d{2}\/\d{4}/, `${dd}/${mm}/${yyyy}`)
    .replace(/\b\d{1,2} [A-Z][a-z]{2} \d{4}/, () => `${Number(dd)} ${part({ month: "short" }, "en-US")} ${yyyy}`)
    .replace(/\d{1,2}:\d{2}([\s\u202f][AP]M)/i, () => part({ hour: "numeric", minute: "2-digit", hour12: true }, "en-US"))
    .replace(/\d{1,2}:\d{2}(?![\s\u202f]?[AP]M)/, `${hours}:${minutes}`)
    .replace(/\d{1,2}([\s\u00a0\u202f])h(?:[\s\u00a0\u202f]\d{2})?/, (_, space: string) =>
      `${Number(hours)}${space}h${minutes === "00" ? "" : space + minutes}`);
}

/** The day in words, `mercredi 12 janvier 2022`. */
export function longDay(at: Date, language: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(language, {
    weekday: "long", day: "numeric", month: "long", year: "numeric", ...(timeZone && { timeZone }),
  }).format(at);
}

/** The day, `2022-01-12`, in the reader's own zone. */
export function ownDay(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * minute).toISOString().slice(0, 10);
}

/** How the reader's own zone is called in the language. */
export function ownZoneName(language: string): string {
  const parts = new Intl.DateTimeFormat(language, { timeZoneName: "longGeneric" as "long" }).formatToParts(new Date());
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
}

/**
 * The words for a time in the reader's own zone, with the day where that is another there; empty where the reader's clock agrees.
 * @param words `{0}` stands for the time
 * @param dateTime with the offset of the event's zone
 */
export function inOwnZone(words: string, dateTime: string, timeZone?: string): string {
  const at = new Date(dateTime);
  const parts = new Intl.DateTimeFormat("en-GB", {
    day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(timeZone && { timeZone }),
  }).formatToParts(at);
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? "";
  const clock = `${part("hour")}:${part("minute")}`;
  const day = `${part("year")}-${part("month")}-${part("day")}`;
  if (dateTime.startsWith(`${day}T${clock}`)) return "";
  return words.replace("{0}", dateTime.startsWith(day) ? clock : `${part("day")}.${part("month")}.${part("year")}, ${clock}`);
}

/** How late (milliseconds) what was announced may be before it is said to be late. */
const grace = 5 * minute;

/** Keeps the page's times as the reader wants them. */
export class Times {
  /** Whether times are shown in the reader's own zone. */
  own = false;
  private readonly language = document.documentElement.lang || "fr";
  /** What a text said when it came, and what was written instead. */
  private readonly texts = new WeakMap<Text, { readonly original: string; readonly written: string }>();

  /** Writes all times in `root` anew. */
  refresh(root: ParentNode = document): void {
    const now = Date.now();
    for (const time of root.querySelectorAll<HTMLTimeElement>("time[datetime]")) this.write(time, now);
    for (const next of document.querySelectorAll("#event-next")) {
      const expected = Date.parse(next.querySelector("time")?.dateTime ?? "");
      const late = next.querySelector<HTMLElement>(".late");
      if (late && !Number.isNaN(expected)) late.hidden = now < expected + grace;
    }
  }

  /** The day that an entry belongs to, in the zone that is shown. */
  dayOf(entry: HTMLElement): string {
    const at = this.own ? Date.parse(entry.querySelector<HTMLTimeElement>(":scope > time[datetime]")?.dateTime ?? "") : NaN;
    return Number.isNaN(at) ? (entry.dataset.day ?? "") : ownDay(new Date(at));
  }

  private write(time: HTMLTimeElement, now: number): void {
    const heading = time.parentElement?.matches(".day") ? time.closest("article")?.querySelector<HTMLTimeElement>(":scope > time[datetime]") : null;
    const at = new Date((heading ?? time).dateTime);
    // A day without a clock is the same everywhere.
    if (Number.isNaN(at.getTime()) || !(heading ?? time).dateTime.includes("T")) return;
    if (time.dataset.ownZone !== undefined) {
      const text = inOwnZone(time.dataset.ownZone, time.dateTime);
      if (time.textContent !== text) time.textContent = text;
      return;
    }
    const relative = time.hasAttribute("data-relative") ? relativeText(at.getTime(), now, this.language, document.documentElement.dataset.now) : null;
    // `below`: the clock stays, and what stands under it, the day, says more as "3 minutes ago".
    const below = time.dataset.relative === "below" ? time.querySelector("small") : null;
    const instead = relative !== null && below === null;
    if (instead && time.title === "") time.title = (time.textContent ?? "").trim();
    const zoned = this.own && time.closest("#entries, [data-part]") !== null;
    const walker = document.createTreeWalker(time, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode() as Text | null, first = true; node !== null; node = walker.nextNode() as Text | null, first = false) {
      const original = this.originalOf(node);
      const ago = below === null ? first : node.parentNode === below;
      const text = relative !== null && ago ? relative
        : instead ? ""
        : !zoned ? original
        : heading ? longDay(at, this.language)
        : inZone(original, at, this.language);
      if (node.data !== text) node.data = text;
      this.texts.set(node, { original, written: text });
    }
  }

  private originalOf(node: Text): string {
    const known = this.texts.get(node);
    // An edit may have written the node anew.
    return known?.written === node.data ? known.original : node.data;
  }
}
