/** The words that the server wrote into `#desk-words`; `{0}` stands for a value. */
export function word(name: string, ...values: (string | number)[]): string {
  const found = document.querySelector(`#desk-words [data-word="${CSS.escape(name)}"]`)?.textContent ?? "";
  return values.reduce<string>((text, value, at) => text.replace(`{${at}}`, () => String(value)), found);
}

/** Says why the API refused, or null where the server has no words for that code. */
export function refusal(code: string): string | null {
  return word(`refused-${code}-plain`) || word(`refused-${code}`) || null;
}

/** Hours and minutes in a zone. */
export function clock(moment: number | string, zone?: string): string {
  return new Intl.DateTimeFormat(document.documentElement.lang || "fr", {
    hour: "2-digit", minute: "2-digit", ...(zone && { timeZone: zone }),
  }).format(new Date(moment));
}
