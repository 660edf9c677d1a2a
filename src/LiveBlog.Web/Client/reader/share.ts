// Sharing an entry: the system's own sheet where there is one, else a menu of plain links.

/** The address with the entry's permalink and words in it; `{url}` and `{text}` stand for them. */
export function shareAddress(pattern: string, url: string, text: string): string {
  return pattern.replace("{url}", encodeURIComponent(url)).replace("{text}", encodeURIComponent(text));
}

/**
 * Says that an entry was shared, so that editors see which are: only the entry's own address travels, no cookie, and nobody waits for
 * it or hears if it fails.
 */
export function shared(url: string, send: typeof fetch = fetch): void {
  const { pathname, origin } = new URL(url, location.href);
  if (origin !== location.origin || !/^\/live\/[^/]+\/[^/]+$/.test(pathname)) return;
  void send(`${pathname}/shared`, { method: "POST", credentials: "omit", keepalive: true }).catch(() => {});
}

const doneMs = 2_000;

/** Makes every `.share` link of the page work, also those that come later. */
export function sharing(): void {
  let menu: HTMLElement | null = null;
  let opener: HTMLElement | null = null;

  const close = (focus: boolean) => {
    menu?.remove();
    opener?.setAttribute("aria-expanded", "false");
    if (focus) opener?.focus();
    menu = opener = null;
  };

  const open = (link: HTMLAnchorElement, url: string, text: string): boolean => {
    const template = document.querySelector<HTMLTemplateElement>("template#share-menu");
    menu = (template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined) ?? null;
    if (menu === null) return false;
    opener = link;
    link.setAttribute("aria-expanded", "true");
    for (const target of menu.querySelectorAll<HTMLAnchorElement>("a[data-share]")) target.href = shareAddress(target.dataset.share ?? "", url, text);
    menu.addEventListener("click", (click) => { if ((click.target as Element).closest("a, button")) shared(url); });
    const copy = menu.querySelector<HTMLButtonElement>("button.copy");
    copy?.addEventListener("click", () => void copied(copy, url));
    (link.closest("footer") ?? link).after(menu);
    menu.querySelector<HTMLElement>("button,a")?.focus({ preventScroll: true });
    return true;
  };

  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const link = target.closest<HTMLAnchorElement>("a.share");
    if (link === null) {
      if (menu !== null && !menu.contains(target)) close(false);
      return;
    }
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link === opener) {
      event.preventDefault();
      close(true);
      return;
    }
    close(false);
    const url = link.href.replace(/#.*$/, "");
    const text = (link.closest("article")?.querySelector("h3:not(.unseen)")?.textContent ?? "").trim() || document.title;
    if (navigator.share) {
      event.preventDefault();
      navigator.share({ title: text, url }).then(() => shared(url)).catch((error: unknown) => {
        // Closed by the reader; anything else means that the sheet is of no use here.
        if ((error as Error).name !== "AbortError" && !open(link, url, text)) location.assign(link.href);
      });
    } else if (open(link, url, text)) {
      event.preventDefault();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu !== null) close(true);
  });
}

async function copied(button: HTMLButtonElement, url: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(url);
  } catch {
    // Refused, or a page without TLS: the address is at least shown for copying by hand.
    prompt(button.textContent ?? "", url);
    return;
  }
  const text = button.textContent;
  const status = document.querySelector("#announcer");
  button.textContent = button.dataset.done ?? text;
  if (status !== null) status.textContent = button.textContent;
  setTimeout(() => { button.textContent = text; }, doneMs);
}
