// Binds the page's main feed, of an event or of the whole wire, to everything around it.
import { session } from "../shared/storage";
import { counted } from "../shared/words";
import { alerts } from "./alerts";
import { Announcer } from "./announcer";
import { arrangeDays, arrangePlaces, followFocus } from "./arrange";
import { followEntryLinks, goTo, goToTarget } from "./arrival";
import { Icon, titleWith } from "./badge";
import { withholdPhotos } from "./cards";
import { Feed } from "./feed";
import { keyboard } from "./keyboard";
import { autoUpdate, remembered, rememberOrder } from "./preferences";
import type { ReadingPlace } from "./reading-place";
import { hasLiveEdge } from "./replica";
import type { Times } from "./times";
import { unreadOf, type Unread } from "./unread";
import { absence, beginVisit, comesFrom, highestPosition, LeftOffLine, pauseVisit, remember } from "./visits";
import { WireCount } from "./wire-panel";

const toUnreadKey = "liveblog.to-unread";

export interface EventFeed {
  readonly feed: Feed;
  /** Puts in place what stands between entries. */
  arrange(): void;
  /** The page was just opened: goes where its address, or the last click, leads. */
  arrive(): void;
  /** The page is hidden or left. */
  leave(): void;
  /** The page is looked at again. */
  comeBack(): void;
}

export function followEvent(element: HTMLElement, { place, times }: { readonly place: ReadingPlace; readonly times: Times }): EventFeed {
  const { event: slug = "" } = element.dataset;
  rememberOrder();

  const newEntries = document.querySelector<HTMLElement>("#new-entries");
  const firstUnread = document.querySelector<HTMLElement>("#first-unread");
  const words = (count: number) => (newEntries ? counted(newEntries, count) : "");
  const paused = remembered("pause-announcements");
  const announcer = new Announcer(document.querySelector("#announcer"), words, () => paused.on);
  const line = new LeftOffLine();
  const icon = new Icon();
  const baseTitle = document.title;
  const savesData = document.documentElement.hasAttribute("data-saver") || new URLSearchParams(location.search).get("images") === "no";
  let arrivedWhileHidden = 0;
  let unread: Unread = { count: 0, more: false, first: null, elsewhere: null };
  /** The reader has been at the first unread entry. */
  let caughtUp = false;

  const automatic = autoUpdate((on) => {
    if (on && feed.atLiveEdge()) feed.reveal({ go: false, focus: false });
  });
  const alert = alerts((id) => {
    const entry = document.getElementById(id);
    if (entry === null) feed.reveal({ go: true, focus: true });
    else goTo(entry);
  });

  const feed = new Feed(element, {
    place,
    autoUpdate: () => automatic.on,
    arrange,
    ...(savesData && { prepare: withholdPhotos }),
    onChange(arrived, news) {
      if (document.hidden) arrivedWhileHidden += arrived;
      announcer.add(arrived);
      for (const id of news) {
        const entry = feed.render(id);
        if (entry !== null) alert.tell(entry);
      }
      showCounts();
    },
  });

  function arrange(): void {
    const shown = feed.shown();
    const { window } = feed.state;
    times.refresh();
    line.place(shown);
    arrangeDays(shown, (entry) => times.dayOf(entry));
    arrangePlaces(shown, window.from === "" && hasLiveEdge(window));
    const { mark } = line;
    for (const entry of shown) entry.classList.toggle("fresh", mark !== null && (entry.dataset.position ?? "") > mark);
    showUnread();
  }

  function showUnread(): void {
    const positions = feed.shown().filter((entry) => !entry.hasAttribute("data-pinned")).map((entry) => entry.dataset.position ?? "");
    // What came in before the reader's eyes is not unread.
    const known = positions.filter((position) => position <= newestAtStart);
    unread = unreadOf(known, { ...feed.state, newest: newestAtStart }, line.mark);
    if (firstUnread === null) return;
    const show = !caughtUp && (unread.first !== null || unread.elsewhere !== null);
    if (show) {
      const count = Math.max(unread.count, 1);
      firstUnread.textContent = unread.more ? counted(firstUnread, Math.max(count, 2), `${count}+`) : counted(firstUnread, count);
    }
    firstUnread.hidden = !show;
  }

  const unreadElement = () => feed.shown().find((entry) => entry.dataset.position === unread.first && !entry.hasAttribute("data-pinned")) ?? null;

  function toFirstUnread(): void {
    if (unread.elsewhere !== null) {
      session.set(toUnreadKey, slug);
      location.assign(`${element.dataset.page ?? ""}${unread.elsewhere}`);
      return;
    }
    const entry = unreadElement();
    caughtUp = true;
    showUnread();
    if (entry !== null) goTo(entry);
  }

  function showCounts(): void {
    const { waiting } = feed;
    if (newEntries) {
      if (waiting > 0) newEntries.textContent = words(waiting);
      newEntries.hidden = waiting === 0;
    }
    const unseen = Math.max(waiting, arrivedWhileHidden);
    const title = feed.state.event.title;
    const current = element.dataset.title && title ? baseTitle.replace(element.dataset.title, () => title) : baseTitle;
    document.title = titleWith(unseen, current);
    void icon.show(unseen);
    if (slug === "wire") wireCount.update(feed.shown().map((entry) => entry.dataset.position ?? ""));
    if (slug === "wire" && !document.hidden) wireCount.looked();
  }

  function showNew(focus: boolean): void {
    const elsewhere = feed.pageWithNews;
    if (elsewhere !== null) location.assign(elsewhere);
    else feed.reveal({ go: true, focus });
  }

  // A click without a pointer (detail 0) comes from the keyboard or a screen reader.
  newEntries?.addEventListener("click", (click) => showNew(click.detail === 0));
  firstUnread?.addEventListener("click", toFirstUnread);

  const help = document.querySelector<HTMLDialogElement>("dialog#keyboard-help");
  const showHelp = () => { if (help && !help.open) help.showModal(); };
  document.querySelector("#show-help")?.addEventListener("click", showHelp);
  const noLetters = remembered("no-letter-keys");
  keyboard({
    letters: () => !noLetters.on,
    keys: {
      o: () => document.querySelector<HTMLElement>("a[data-order]:not([aria-current=true])")?.click(),
      n: () => { if (newEntries?.hidden === false) showNew(true); },
      u: () => { if (firstUnread?.hidden === false) toFirstUnread(); },
      ".": () => scrollTo({ top: 0, behavior: "instant" as ScrollBehavior }),
      "?": showHelp,
    },
  });
  followFocus(element);
  followEntryLinks(feed);

  const wireCount = new WireCount();
  const newestOf = () => [feed.state.newest, highestPosition(feed.shown())].reduce((a, b) => (a > b ? a : b));
  let newestAtStart = newestOf();
  line.mark = beginVisit(slug, Date.now(), comesFrom(element.dataset.page ?? ""));
  feed.rearrange();
  showCounts();
  if (firstUnread !== null && "IntersectionObserver" in globalThis) {
    const first = unreadElement();
    const observer = new IntersectionObserver((seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      caughtUp = true;
      showUnread();
    });
    if (first !== null) observer.observe(first);
  }

  let left: { readonly at: number; readonly seen: string } | null = null;
  return {
    feed,
    arrange: () => feed.rearrange(),
    arrive() {
      if (session.get(toUnreadKey) === slug) toFirstUnread();
      else goToTarget(element);
      session.remove(toUnreadKey);
    },
    leave() {
      // What comes in while the page is hidden is shown but not seen.
      left ??= { at: Date.now(), seen: highestPosition(feed.shown()) };
      if (left.seen !== "") remember(slug, left.seen, Date.now());
      pauseVisit(slug, line.mark, Date.now());
    },
    comeBack() {
      if (left !== null && Date.now() - left.at >= absence && highestPosition(feed.shown()) > left.seen) {
        line.mark = left.seen;
        newestAtStart = newestOf();
        caughtUp = false;
        feed.rearrange();
      }
      left = null;
      arrivedWhileHidden = 0;
      showCounts();
    },
  };
}

