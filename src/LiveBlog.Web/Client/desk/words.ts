/** What a sentence names: a time is ISO 8601, as JSON has it. */
export type Value = string | number | boolean | null;

/** The words that the server wrote into `#desk-words`; `{0}` stands for a value. */
export function word(name: string, ...values: readonly Value[]): string {
  return filled(name, values);
}

/**
 * Says why the API refused, or null where the server has no words for that code.
 * @param args what the sentence names
 * @param zone in which it names times; this machine's by default
 */
export function refusal(code: string, args: readonly Value[] = [], zone?: string): string | null {
  return filled(`refused-${code}`, args, zone) || null;
}

function filled(name: string, values: readonly Value[], zone?: string): string {
  const text = document.querySelector(`#desk-words [data-word="${CSS.escape(name)}"]`)?.textContent ?? "";
  return text.replace(/\{(\d)(?::([^}]*))?\}/g, (place: string, at: string, pattern?: string) => {
    const value = values[Number(at)];
    if (value === undefined) return place;
    return pattern === undefined ? String(value ?? "") : timeText(pattern, String(value), zone);
  });
}

/** A time in .NET's pattern, as far as the desk's sentences use it: `d MMMM yyyy 'à' HH:mm`. */
function timeText(pattern: string, iso: string, zone?: string): string {
  // Without an offset it is what a clock showed, wherever that hung.
  const isMoment = /(Z|[+-]\d\d:\d\d)$/.test(iso);
  const moment = new Date(isMoment ? iso : `${iso}Z`);
  if (Number.isNaN(moment.getTime())) return iso;
  const parts = new Intl.DateTimeFormat(language(), {
    day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    timeZone: isMoment ? zone : "UTC",
  }).formatToParts(moment);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
  const texts: Record<string, string> = { d: part("day"), MMMM: part("month"), yyyy: part("year"), HH: part("hour"), mm: part("minute") };
  return pattern.replace(/'([^']*)'|MMMM|yyyy|HH|mm|d/g, (token, literal?: string) => literal ?? texts[token] ?? token);
}

/** Hours and minutes in a zone. */
export function clock(moment: number | string, zone?: string): string {
  return new Intl.DateTimeFormat(language(), {
    hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(zone && { timeZone: zone }),
  }).format(new Date(moment));
}

const language = () => document.documentElement.lang || "fr";
