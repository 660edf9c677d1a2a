// Tabs, search and older entries without loading the page anew: the text in the composer stays, and so does the place.

const typedMs = 250;

/** @param show asks for the list that the address names, and answers when it is there */
export function navigate(show: () => Promise<void>): void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  document.addEventListener("click", (click) => {
    if (click.defaultPrevented || click.button !== 0 || click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return;
    const link = click.target instanceof Element ? click.target.closest<HTMLAnchorElement>("#filters a, #pages a") : null;
    if (link === null) return;
    click.preventDefault();
    void go(link.href, link.closest("#pages") !== null);
  });

  document.addEventListener("input", (input) => {
    const form = input.target instanceof Element ? input.target.closest<HTMLFormElement>("form[data-find]") : null;
    if (form === null) return;
    clearTimeout(timer);
    timer = setTimeout(() => void find(form, true), typedMs);
  });
  document.addEventListener("submit", (submit) => {
    const form = submit.target as HTMLFormElement;
    if (!form.matches("form[data-find]")) return;
    submit.preventDefault();
    clearTimeout(timer);
    void find(form, false);
  });
  addEventListener("popstate", () => void show());

  function find(form: HTMLFormElement, replaces: boolean): Promise<void> {
    const address = new URL(form.action);
    for (const [name, value] of new FormData(form)) if (value !== "") address.searchParams.set(name, String(value));
    if (address.href === location.href) return Promise.resolve();
    if (replaces) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    return show();
  }

  async function go(address: string, toTop: boolean): Promise<void> {
    if (address !== location.href) history.pushState(null, "", address);
    await show();
    if (toTop) document.querySelector("#tabs")?.scrollIntoView();
  }
}
