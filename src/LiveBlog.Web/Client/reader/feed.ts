// The feed in the page: holds what the replica says, touching only what changed.
import { elementFrom } from "../shared/html";
import type { ChangeMessage } from "../shared/protocol";
import { focusOn, keepFocus } from "./focus";
import { morph } from "./morph";
import { barHeight, ReadingPlace, scrollBelowBar } from "./reading-place";
import { apply, countBeyond, hasLiveEdge, ordered, type Effects, type Order, type Replica } from "./replica";
import { entryIdPrefix, readReplica } from "./snapshot";

export interface FeedOptions {
  /** Whether new entries may come in by themselves. */
  autoUpdate(): boolean;
  /** Puts in place what stands between entries; called within each change to the page. */
  arrange?(): void;
  /** Makes a rendered entry ready before it comes into the page. */
  prepare?(entry: HTMLElement): void;
  /**
   * Told after each message and each showing.
   * @param arrived how many new entries the change brought, shown or held back
   * @param news the ids of those among them that stand on this page
   */
  onChange?(arrived: number, news: readonly string[]): void;
  /** Keeps what is being read where it is. */
  readonly place?: ReadingPlace;
  /** Stands beside what the page is about: new entries always come in at once, and the page's parts are not its. */
  readonly aside?: boolean;
}

/** What to do to the page; the lists hold ids. */
interface Change {
  readonly enter: readonly string[];
  readonly replace: readonly string[];
  readonly remove: readonly string[];
  readonly parts: readonly string[];
  /** Which of those that enter are marked as arriving. */
  readonly arriving: readonly string[];
}

/** How far below the screen the end of the feed may be and still count as seen, in CSS pixels. */
const edgeMargin = 200;

/** Binds the server's feed to a replica. */
export class Feed {
  private replica: Replica;
  private readonly elements = new Map<string, HTMLElement>();
  /** Entries of this page that wait for the reader to ask for them. */
  private readonly held = new Set<string>();
  /** Entries that the reader was shown at any time, so that they are no news. */
  private readonly met = new Set<string>();
  private readonly place: ReadingPlace;

  constructor(readonly element: HTMLElement, private readonly options: FeedOptions) {
    this.place = options.place ?? new ReadingPlace(element);
    const articles = [...element.querySelectorAll<HTMLElement>(":scope > article[id]")];
    this.replica = readReplica(element, articles, options.aside ? [] : document.querySelectorAll("[data-part][id]"));
    for (const article of articles) {
      const id = article.id.slice(entryIdPrefix.length);
      this.elements.set(id, article);
      this.met.add(id);
    }
  }

  get state(): Replica {
    return this.replica;
  }

  /** How many new entries the reader has not been shown: held back, or beyond this page. */
  get waiting(): number {
    return this.held.size + countBeyond(this.replica);
  }

  /** Where new entries are to be found if not on this page; null if they come in here. */
  get pageWithNews(): string | null {
    if (hasLiveEdge(this.replica.window)) return null;
    const { order, newest } = this.replica;
    // With the oldest first the first page is the one farthest from the news.
    const query = new URLSearchParams(order === "newest" ? { order } : { order, after: newest });
    return `${this.element.dataset.page ?? ""}?${query}`;
  }

  /** The elements of the entries that are shown, in display order. */
  shown(): HTMLElement[] {
    return this.shownIds().flatMap((id) => this.elements.get(id) ?? []);
  }

  /** The element of an entry of this page that is shown; null if there is none. */
  find(id: string): HTMLElement | null {
    return this.held.has(id) ? null : (this.elements.get(id) ?? null);
  }

  /** Whether the entry is on this page, shown or held back. */
  has(id: string): boolean {
    return this.elements.has(id) || this.held.has(id);
  }

  /** Shows the same entries the other way round. */
  turn(order: Order): void {
    if (order === this.replica.order) return;
    this.replica = { ...this.replica, order };
    this.element.dataset.order = order;
    this.change({}, () => { for (const element of this.shown()) this.element.append(element); });
  }

  /** Whether the reader is where new entries arrive. */
  atLiveEdge(): boolean {
    if (!hasLiveEdge(this.replica.window)) return false;
    return this.replica.order === "newest"
      ? this.edgeTop() >= -barHeight()
      : this.element.getBoundingClientRect().bottom <= innerHeight + edgeMargin;
  }

  /** Takes a message in and brings the page up to it, at once. */
  receive(message: ChangeMessage): Effects {
    const beyondBefore = countBeyond(this.replica);
    const { state, effects } = apply(this.replica, message);
    if (effects.reload) return effects;
    this.replica = state;
    this.element.dataset.revision = String(state.revision);
    this.element.dataset.status = state.event.status;

    const follows = this.options.aside || (this.options.autoUpdate() && this.atLiveEdge());
    const unmet = effects.added.filter((id) => !this.met.has(id));
    // News is above all that stood on the page when it was made; the rest (an older entry restored, moved or pinned)
    // has no place where new entries wait.
    const news = unmet.filter((id) => this.position(id) > state.newest);
    const wait = new Set(follows ? [] : this.options.autoUpdate() ? news : unmet);
    const enter = effects.added.filter((id) => !wait.has(id));

    for (const id of effects.removed) this.held.delete(id);
    for (const id of wait) this.held.add(id);
    if (follows && news.length > 0) {
      // What was held back stands between the new and the old: it comes in with the new.
      enter.push(...this.held);
      this.held.clear();
    }

    const replace = effects.changed.filter((id) => !this.held.has(id));
    const parts = this.options.aside ? [] : effects.parts;
    if (enter.length + replace.length + effects.removed.length + parts.length > 0) {
      this.change({ enter, replace, remove: effects.removed, parts, arriving: news });
    }
    this.options.onChange?.(news.length + Math.max(0, countBeyond(state) - beyondBefore), news);
    return effects;
  }

  /**
   * Shows what was held back.
   * @param go whether to scroll to the first of it
   * @param focus whether to focus the first of it, as for a reader at the keyboard
   */
  reveal({ go, focus }: { go: boolean; focus: boolean }): void {
    const ids = [...this.held];
    if (ids.length === 0) return;
    this.held.clear();
    this.change({ enter: ids, arriving: ids });
    const first = this.shown().find((element) => ids.includes(element.id.slice(entryIdPrefix.length))) ?? null;
    if (go && first) scrollBelowBar(first);
    if (focus) focusOn(first);
    this.options.onChange?.(0, []);
  }

  private position(id: string): string {
    return this.replica.items.get(id)?.position ?? "";
  }

  /** Lets `arrange` do its work again without moving what is being read. */
  rearrange(): void {
    this.change({});
  }

  private shownIds(): string[] {
    return ordered(this.replica).filter((id) => !this.held.has(id));
  }

  private change({ enter = [], replace = [], remove = [], parts = [], arriving = [] }: Partial<Change>, order?: () => void): void {
    const desired = this.shownIds();
    const staying = new Set(desired.map((id) => entryIdPrefix + id));
    const neighbours = this.neighbours(staying);

    const apply = () => {
      this.element.setAttribute("aria-busy", "true");
      for (const id of parts) this.replacePart(id);
      for (const id of remove) {
        this.elements.get(id)?.remove();
        this.elements.delete(id);
      }
      for (const id of replace) this.replaceEntry(id);
      for (const id of enter) this.makeEntry(id, arriving.includes(id));
      this.insertMissing(desired);
      order?.();
      this.options.arrange?.();
      this.element.setAttribute("aria-busy", "false");
    };
    const applyAndFocus = () => keepFocus(apply, (id) => neighbours.get(id) ?? null);
    const stays = (element: Element) => element.parentElement !== this.element || staying.has(element.id);

    if (this.options.aside || this.replica.order === "oldest" || !this.atLiveEdge()) {
      this.place.keep(applyAndFocus, stays);
    } else {
      // Here what is new comes in on the screen, and pushes down what is below; what is above stays.
      const above = (element: Element) =>
        stays(element) && (element.parentElement === this.element ? element.hasAttribute("data-pinned") : this.isAbove(element));
      this.place.keep(applyAndFocus, above, () => this.edgeTop());
    }
  }

  private isAbove(element: Element): boolean {
    return (element.compareDocumentPosition(this.element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  }

  /** With the newest first: where new entries come in, below the pinned ones; pixels from the top of the screen. */
  private edgeTop(): number {
    const first = this.element.querySelector(":scope > article[id]:not([data-pinned])");
    return first?.getBoundingClientRect().top ?? this.element.getBoundingClientRect().bottom;
  }

  /** For each entry that goes, the entry after it, or else before it, that stays. */
  private neighbours(staying: ReadonlySet<string>): Map<string, HTMLElement> {
    const all = [...this.element.querySelectorAll<HTMLElement>(":scope > article[id]")];
    const result = new Map<string, HTMLElement>();
    all.forEach((element, index) => {
      if (staying.has(element.id)) return;
      const stays = (other: HTMLElement) => staying.has(other.id);
      const heir = all.slice(index + 1).find(stays) ?? all.slice(0, index).reverse().find(stays);
      if (heir) result.set(element.id, heir);
    });
    return result;
  }

  private replacePart(id: string): void {
    const wanted = elementFrom(this.replica.parts.get(id)?.html ?? "");
    const element = document.getElementById(id);
    if (wanted === null || element === null) return;
    if (element.nodeName === wanted.nodeName) morph(element, wanted);
    else element.replaceWith(wanted);
  }

  private replaceEntry(id: string): void {
    const element = this.elements.get(id);
    const wanted = this.render(id);
    if (!element || !wanted) return;
    const moved = element.dataset.position !== wanted.dataset.position
      || element.getAttribute("data-pinned") !== wanted.getAttribute("data-pinned");
    morph(element, wanted);
    // It comes in again at its new place.
    if (moved) element.remove();
  }

  /** The element of an entry as the server last rendered it, outside the page. */
  render(id: string): HTMLElement | null {
    const element = elementFrom(this.replica.items.get(id)?.html ?? "");
    if (element !== null) this.options.prepare?.(element);
    return element;
  }

  private makeEntry(id: string, arriving: boolean): HTMLElement | null {
    const element = this.render(id);
    if (element === null) return null;
    this.elements.set(id, element);
    this.met.add(id);
    if (arriving) {
      element.classList.add("arrived");
      // Else moving the entry later would play the animation again.
      element.addEventListener("animationend", () => element.classList.remove("arrived"), { once: true });
    }
    return element;
  }

  private insertMissing(desired: readonly string[]): void {
    let next: HTMLElement | null = null;
    for (const id of [...desired].reverse()) {
      const element = this.elements.get(id);
      if (!element) continue;
      if (!element.isConnected) this.element.insertBefore(element, next);
      next = element;
    }
    if (desired.length === 0 && this.element.querySelector(":scope > .empty") === null) {
      const empty = document.querySelector<HTMLTemplateElement>("template#empty-feed");
      if (empty !== null) this.element.append(empty.content.cloneNode(true));
    }
  }
}
