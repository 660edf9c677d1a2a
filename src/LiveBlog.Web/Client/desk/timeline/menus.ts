// Menus and questions: one open at a time; Escape and a click elsewhere close them.

const selector = "details.menu, details.confirm";

export function menus(): void {
  document.addEventListener("toggle", (toggle) => {
    const menu = toggle.target;
    if (!(menu instanceof HTMLDetailsElement) || !menu.open || !menu.matches(selector)) return;
    for (const other of openMenus()) if (other !== menu && !other.contains(menu)) other.open = false;
    menu.classList.remove("up");
    const items = menu.querySelector(".menu-items")?.getBoundingClientRect();
    menu.classList.toggle("up", items !== undefined && items.bottom > innerHeight && items.height < menu.getBoundingClientRect().top);
    // Into what it asks, if it asks something.
    menu.querySelector<HTMLElement>("textarea")?.focus();
  }, true);
  document.addEventListener("click", (click) => {
    for (const menu of openMenus()) if (click.target instanceof Node && !menu.contains(click.target)) menu.open = false;
  });
  document.addEventListener("keydown", (key) => {
    if (key.key !== "Escape" || key.defaultPrevented) return;
    const menu = openMenus().at(-1);
    if (menu === undefined) return;
    key.preventDefault();
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}

const openMenus = (): HTMLDetailsElement[] => [...document.querySelectorAll<HTMLDetailsElement>(selector)].filter((menu) => menu.open);
