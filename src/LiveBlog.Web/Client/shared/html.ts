/** The element that the server rendered as `html`; null if there is none in it. */
export function elementFrom(html: string): HTMLElement | null {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild as HTMLElement | null;
}
