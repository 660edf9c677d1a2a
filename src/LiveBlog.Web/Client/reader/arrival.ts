// Going to an entry: by its permalink, from the list of key events, by the back button.
import type { Feed } from "./feed";
import { focusOn } from "./focus";
import { scrollBelowBar } from "./reading-place";
import { entryIdPrefix } from "./snapshot";

/** Scrolls to the entry, marks it as the one that was asked for, and focuses it without scrolling again. */
export function goTo(entry: HTMLElement): void {
  for (const other of document.querySelectorAll(".entry.target")) other.classList.remove("target");
  entry.classList.add("target");
  scrollBelowBar(entry);
  focusOn(entry);
}

/** Goes to the entry that the page's address names, which the server marks by `data-target`, if it names one. */
export function goToTarget(feed: HTMLElement): void {
  const target = document.getElementById(feed.dataset.target ?? "");
  if (target === null) return;
  // With a fragment (`#share`, say) the address leads to another place of the page, and the browser goes there.
  const elsewhere = document.getElementById(location.hash.slice(1));
  if (elsewhere === null || elsewhere === target) goTo(target);
  else target.classList.add("target");
}

/** Links to entries of this page do not load it again; the address bar shows the permalink all the same. */
export function followEntryLinks(feed: Feed): void {
  // In a frame on another site there is no address bar of ours: links lead where they say.
  if (parent !== window) return;
  const show = (id: string): boolean => {
    if (!feed.has(id)) return false;
    if (feed.find(id) === null) feed.reveal({ go: false, focus: false });
    const entry = feed.find(id);
    if (entry !== null) goTo(entry);
    return entry !== null;
  };

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest<HTMLAnchorElement>("#event-keys a[data-entry], #entries a.permalink");
    if (link === null || link.target === "_blank") return;
    const id = link.dataset.entry ?? link.closest("article[id]")?.id.slice(entryIdPrefix.length) ?? "";
    if (!show(id)) return;
    event.preventDefault();
    if (link.href !== location.href) history.pushState(null, "", link.href);
  });

  // Forwards to a permalink that was shown in this way; backwards the browser restores the place by itself.
  addEventListener("popstate", () => {
    const id = location.pathname.split("/").at(-1) ?? "";
    if (feed.has(id)) show(id);
  });
}
