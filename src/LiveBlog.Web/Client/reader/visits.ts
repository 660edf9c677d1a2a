// Where the reader left off, per event, and the line that shows it.
import { local, session } from "../shared/storage";

const storageKey = "liveblog.visits";
const visitKey = "liveblog.visit";
const keptEvents = 50;
/** Hidden for this long (milliseconds), the page was left. */
export const absence = 60_000;

interface Visit {
  /** The highest position that was shown. */
  readonly position: string;
  /** When the page was last hidden or left, in milliseconds since 1970 UTC. */
  readonly at: number;
}

/** The position up to which the reader has seen the event; null if this is the first visit. */
export function lastSeen(slug: string): string | null {
  return readVisits()[slug]?.position ?? null;
}

/**
 * Remembers how far the reader got; a page of older entries does not take back what a newer one reached.
 * @param now milliseconds since 1970 UTC
 */
export function remember(slug: string, position: string, now: number): void {
  const visits = readVisits();
  const before = visits[slug]?.position ?? "";
  visits[slug] = { position: position > before ? position : before, at: now };
  const latest = Object.entries(visits).sort(([, a], [, b]) => b.at - a.at).slice(0, keptEvents);
  local.set(storageKey, JSON.stringify(Object.fromEntries(latest)));
}

/** The visit that is under way in this tab. */
interface Current {
  readonly slug: string;
  /** The highest position seen before it; null if it is the first. */
  readonly mark: string | null;
  /** When the last of its pages was hidden or left, in milliseconds since 1970 UTC. */
  readonly at: number;
}

/**
 * The highest position seen before this visit; null if it is the first. Going from page to page of an event, turning the
 * order or loading anew is one visit: what was unread stays so.
 * @param now milliseconds since 1970 UTC
 * @param fromItself whether the reader came from a page of the same event
 */
export function beginVisit(slug: string, now: number, fromItself: boolean): string | null {
  let current: Partial<Current> | null = null;
  try {
    current = JSON.parse(session.get(visitKey) ?? "null") as Partial<Current> | null;
  } catch {
    // Not ours.
  }
  const goesOn = fromItself && current?.slug === slug && now - (current.at ?? 0) < absence;
  return goesOn ? (current?.mark ?? null) : lastSeen(slug);
}

/** Whether the reader came to this page from one of the same event, or loaded it again. */
export function comesFrom(page: string): boolean {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (navigation?.type === "reload" || navigation?.type === "back_forward") return true;
  if (document.referrer === "" || page === "") return false;
  const { origin, pathname } = new URL(document.referrer);
  return origin === location.origin && (pathname === page || pathname.startsWith(`${page}/`));
}

/** Notes that a page of the visit is left, or hidden, with this mark. */
export function pauseVisit(slug: string, mark: string | null, now: number): void {
  session.set(visitKey, JSON.stringify({ slug, mark, at: now } satisfies Current));
}

function readVisits(): Record<string, Visit> {
  try {
    const stored: unknown = JSON.parse(local.get(storageKey) ?? "{}");
    return typeof stored === "object" && stored !== null ? (stored as Record<string, Visit>) : {};
  } catch {
    return {};
  }
}

/** The highest position among these entries' elements; empty if there are none. */
export function highestPosition(shown: readonly HTMLElement[]): string {
  return shown.map((element) => element.dataset.position ?? "").reduce((a, b) => (a > b ? a : b), "");
}

/** The line between what was seen and what is new, made of `<template id="left-off">`. */
export class LeftOffLine {
  /** The highest position already seen; null for no line. */
  mark: string | null = null;
  private element: HTMLElement | null = null;

  /**
   * Puts the line where it belongs; takes it away where all or nothing on the page is new.
   * @param shown the entries' elements in display order
   */
  place(shown: readonly HTMLElement[]): void {
    const { mark } = this;
    const unpinned = shown.filter((element) => !element.hasAttribute("data-pinned"));
    const isNew = (element: HTMLElement) => mark !== null && (element.dataset.position ?? "") > mark;
    const below = unpinned.find((element, index) => {
      const above = unpinned[index - 1];
      return above !== undefined && isNew(above) !== isNew(element);
    });
    if (below === undefined) {
      this.element?.remove();
      return;
    }
    this.element ??= fromTemplate();
    if (this.element !== null && below.previousElementSibling !== this.element) below.before(this.element);
  }
}

function fromTemplate(): HTMLElement | null {
  const template = document.querySelector<HTMLTemplateElement>("template#left-off");
  return (template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined) ?? null;
}
