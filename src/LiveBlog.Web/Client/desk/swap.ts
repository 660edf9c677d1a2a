// Replaces what changed of the list, and only that: the focus, open menus and what is being read stay.

/** Makes `list` equal to `next`. Children that have an id and the same `data-stamp` are kept as they are. */
export function swap(list: HTMLElement, next: HTMLElement): void {
  const focused = document.activeElement instanceof HTMLElement && list.contains(document.activeElement) ? document.activeElement : null;
  const place = focused?.closest<HTMLElement>("[id]")?.id;
  const { focus } = focused?.dataset ?? {};
  const open = [...list.querySelectorAll<HTMLDetailsElement>("details[open]")]
    .map((menu) => ({ place: menu.closest<HTMLElement>("[id]")?.id ?? "", name: menu.dataset.menu ?? "" }));

  takeAttributes(list, next);
  replaceChildren(list, next);

  for (const { place, name } of open) {
    const menu = document.getElementById(place)?.querySelector<HTMLDetailsElement>(`details[data-menu="${CSS.escape(name)}"]`);
    if (menu) menu.open = true;
  }
  if (focused && !focused.isConnected && place !== undefined) {
    const item = document.getElementById(place);
    const again = focus === undefined ? null : item?.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focus)}"]`);
    (again ?? item?.querySelector<HTMLElement>("a, button, summary"))?.focus({ preventScroll: true });
  }
}

function replaceChildren(list: Element, next: Element): void {
  const known = new Map([...list.children].filter((child) => child.id !== "").map((child) => [child.id, child as HTMLElement]));
  const wanted = [...next.children].map((fresh) => {
    const old = known.get(fresh.id);
    if (old === undefined) return fresh;
    if (fresh.tagName === "OL") {
      replaceChildren(old, fresh);
      return old;
    }
    const stamp = (fresh as HTMLElement).dataset.stamp;
    return stamp !== undefined && stamp === old.dataset.stamp ? old : fresh;
  });
  const keep = new Set<Element>(wanted);
  for (const child of [...list.children]) if (!keep.has(child)) child.remove();
  // Only what stands in the wrong place is moved: moving an element takes its focus away.
  wanted.forEach((child, at) => {
    if (list.children[at] !== child) list.insertBefore(child, list.children[at] ?? null);
  });
}

function takeAttributes(list: HTMLElement, next: HTMLElement): void {
  for (const { name, value } of next.attributes) list.setAttribute(name, value);
}
