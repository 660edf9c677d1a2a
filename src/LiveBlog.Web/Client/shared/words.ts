/**
 * The counted text of an element that carries `data-one`, `data-many` and, where the language needs it, `data-few`.
 * `{0}` stands for the number.
 * @param shown what stands for the number instead, such as `50+`
 */
export function counted(element: HTMLElement, count: number, shown?: string): string {
  const language = document.documentElement.lang || "fr";
  const { one = "", few, many = "" } = element.dataset;
  const rule = new Intl.PluralRules(language).select(count);
  const text = rule === "one" ? one : rule === "few" ? (few ?? many) : many;
  return text.replace("{0}", shown ?? new Intl.NumberFormat(language).format(count));
}
