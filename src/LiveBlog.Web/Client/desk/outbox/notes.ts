// What the list of entries does not show yet: new entries on their way, and entries that are about to change.
import { elementFrom } from "../../shared/html";
import { word } from "../words";
import { isHeld, isWaiting, type Item } from "./item";
import type { Outbox } from "./outbox";

/** @param list the desk's list; a place of the page's own, `[data-outbox-notes]`, goes before the one above it */
export function notes(list: HTMLElement, outbox: Outbox): void {
  const slug = list.dataset.event ?? "";
  let place = document.querySelector<HTMLElement>("[data-outbox-notes]");
  if (place === null) {
    place = elementFrom('<ol class="outbox-notes" data-outbox-notes></ol>')!;
    list.before(place);
  }
  const own = place;
  const here = (item: Item) => isWaiting(item) && item.url.startsWith(`/api/v1/events/${encodeURIComponent(slug)}/`);

  const show = () => {
    const now = Date.now();
    const items = outbox.items.filter(here);
    // The one that was posted and is shown already has no need of a note.
    const fresh = items.filter((item) => item.method === "POST" && item.entryId && !document.getElementById(`d-${item.entryId}`));
    const known = new Map([...own.children].map((child) => [(child as HTMLElement).dataset.id, child as HTMLElement]));
    const wanted = fresh.reverse().map((item) => {
      const note = known.get(item.id) ?? noteOf(item);
      note.lastElementChild!.textContent = word(isHeld(item, now) ? "outbox-note-held" : "outbox-note");
      return note;
    });
    if (wanted.length !== own.children.length || wanted.some((note, at) => own.children[at] !== note)) own.replaceChildren(...wanted);
    own.hidden = wanted.length === 0;

    const changing = new Map(items.filter((item) => item.entryId).map((item) => [`d-${item.entryId}`, isHeld(item, now) ? "held" : "sending"]));
    for (const marked of list.querySelectorAll<HTMLElement>("[data-outbox]")) if (!changing.has(marked.id)) delete marked.dataset.outbox;
    for (const [id, state] of changing) {
      const entry = document.getElementById(id);
      if (entry && entry.dataset.outbox !== state) entry.dataset.outbox = state;
    }
  };
  outbox.onChange(show);
  // The list may be replaced meanwhile.
  new MutationObserver(show).observe(list, { childList: true, subtree: true });
  show();
}

function noteOf(item: Item): HTMLElement {
  const note = document.createElement("li");
  note.dataset.id = item.id;
  const { headline, body } = item.body ?? {};
  const title = Object.assign(document.createElement("b"), { textContent: String(headline || "") });
  const text = Object.assign(document.createElement("span"), { textContent: String(body ?? "").slice(0, 280) });
  note.append(title, " ", text, " ", Object.assign(document.createElement("em"), { className: "when" }));
  return note;
}
