/** Menus close by Escape, which leaves the focus on what opened them, and by a click elsewhere. */
export function closing(page: Document = document): void {
  const open = () => page.querySelectorAll<HTMLDetailsElement>("details[data-closes][open]:not(.essentials)");
  page.addEventListener("keydown", (key) => {
    if (key.key !== "Escape") return;
    for (const menu of open()) {
      const within = menu.contains(page.activeElement);
      menu.open = false;
      if (within) menu.querySelector("summary")?.focus();
    }
  });
  page.addEventListener("click", (click) => {
    for (const menu of open()) {
      if (click.target instanceof Node && !menu.contains(click.target)) menu.open = false;
    }
  });
}
