// Replaces what changed of the page, and only that: the focus, menus that are open or closed, an edit in its place and what is being read stay.

/** Makes `list` equal to `next`. Children that have an id and the same `data-stamp` are kept as they are. */
export function swap(list: HTMLElement, next: HTMLElement): void {
  const focused = document.activeElement instanceof HTMLElement && list.contains(document.activeElement) ? document.activeElement : null;
  const item = focused?.closest<HTMLElement>("[id]:not(input, article)") ?? null;
  const place = item?.id;
  const after = item?.nextElementSibling?.id;
  const { focus } = focused?.dataset ?? {};
  const isArticle = focused?.matches("article") === true;
  const menus = [...list.querySelectorAll<HTMLDetailsElement>("details[data-menu]")]
    .map((menu) => ({ place: menu.closest<HTMLElement>("[id]:not(details)")?.id ?? "", name: menu.dataset.menu ?? "", open: menu.open }));

  takeAttributes(list, next);
  replaceChildren(list, next);

  for (const { place, name, open } of menus) {
    const menu = document.getElementById(place)?.querySelector<HTMLDetailsElement>(`details[data-menu="${CSS.escape(name)}"]`);
    if (menu && menu.open !== open) menu.open = open;
  }
  if (focused && !focused.isConnected && place !== undefined) {
    // What went away leaves the focus to what comes after it.
    const found = document.getElementById(place);
    const now = found ?? document.getElementById(after ?? "") ?? list.querySelector<HTMLElement>("li[id]");
    const again = focus === undefined ? null : now?.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focus)}"]`);
    const article = now?.querySelector<HTMLElement>("article");
    if (article && (isArticle || !found)) article.tabIndex = -1;
    (again ?? (isArticle || !found ? article : null) ?? now?.querySelector<HTMLElement>("a, button, summary"))?.focus({ preventScroll: true });
  }
}

function replaceChildren(list: Element, next: Element): void {
  const known = new Map([...list.children].filter((child) => child.id !== "").map((child) => [child.id, child as HTMLElement]));
  const wanted = [...next.children].map((fresh) => {
    const old = known.get(fresh.id);
    if (old === undefined) return fresh;
    if (fresh.tagName === "OL" || fresh.matches("[data-parts]")) {
      takeAttributes(old, fresh as HTMLElement);
      replaceChildren(old, fresh);
      return old;
    }
    const stamp = (fresh as HTMLElement).dataset.stamp;
    return (stamp !== undefined && stamp === old.dataset.stamp) || isOpen(old) ? old : fresh;
  });
  const keep = new Set<Element>(wanted);
  for (const child of [...list.children]) if (!keep.has(child)) child.remove();
  // Only what stands in the wrong place is moved: moving an element takes its focus away.
  wanted.forEach((child, at) => {
    if (list.children[at] !== child) list.insertBefore(child, list.children[at] ?? null);
  });
}

/** Somebody writes in it. */
const isOpen = ({ dataset }: HTMLElement): boolean => dataset.editing !== undefined;

function takeAttributes(list: HTMLElement, next: HTMLElement): void {
  for (const { name, value } of next.attributes) list.setAttribute(name, value);
  if (!next.hidden) list.hidden = false;
}
