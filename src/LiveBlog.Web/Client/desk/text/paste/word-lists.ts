// Word's lists are paragraphs that carry their marker as text: <p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·…

/** Makes real lists of them. */
export function wordLists(body: HTMLElement): void {
  const items = [...body.querySelectorAll<HTMLElement>("[data-style*='mso-list']")].filter((element) => /^(?:p|h[1-6]|li|div)$/.test(element.localName) && levelOf(element) > 0);
  let stack: { list: HTMLElement; level: number; id: string }[] = [];
  let last: HTMLElement | null = null;
  for (const item of items) {
    if (item.localName === "li") continue;
    const level = levelOf(item);
    const id = /mso-list\s*:\s*(l\d+)/i.exec(item.dataset.style ?? "")?.[1] ?? "";
    const ordered = takeMarker(item);
    if (last === null || !follows(last, item)) stack = [];
    while (stack.length > 0 && (stack.at(-1)!.level > level || stack.at(-1)!.level === level && stack.at(-1)!.id !== id)) stack.pop();
    let current = stack.at(-1);
    if (current === undefined || current.level < level) {
      const list = body.ownerDocument.createElement(ordered === null ? "ul" : "ol");
      if (ordered !== null && ordered !== 1) list.setAttribute("start", String(ordered));
      const parent = current?.list.lastElementChild;
      if (parent) parent.append(list);
      else item.before(list);
      stack.push(current = { list, level, id });
    }
    const li = body.ownerDocument.createElement("li");
    li.append(...item.childNodes);
    current.list.append(li);
    // Its outermost list stands where the item stood.
    last = stack[0]!.list;
    item.remove();
  }
}

const levelOf = (element: HTMLElement) => Number(/mso-list\s*:[^;]*level(\d+)/i.exec(element.dataset.style ?? "")?.[1] ?? 0);

function follows(list: HTMLElement, item: HTMLElement): boolean {
  let next = list.nextSibling;
  while (next !== null && next !== item && next.textContent!.trim() === "") next = next.nextSibling;
  return next === item;
}

/** Takes the marker out of the item; its number, or null for a bullet. */
function takeMarker(item: HTMLElement): number | null {
  const ignored = item.querySelector<HTMLElement>("[data-style*='mso-list'][data-style*='gnore']");
  const marker = ignored?.textContent?.replace(/[\s\u00A0]+/g, "") ?? "";
  (ignored ?? null)?.remove();
  const number = /^\(?(\d+|[a-z]|[ivxlc]+)[.)]\)?$/i.exec(marker)?.[1];
  if (number === undefined) return null;
  return /^\d/.test(number) ? Number(number) : 1;
}
