// Shows who is here, and beside an entry who edits it. Nothing is locked by it.
import { word } from "../words";
import type { Person } from "./hub";

export class People {
  private all: readonly Person[] = [];

  /** @param self the key of whoever looks */
  constructor(private readonly root: ParentNode, private readonly self: string) {
    // The list is replaced now and then, and forms come and go.
    new MutationObserver((changes) => {
      if (changes.some((change) => [...change.addedNodes].some((node) => node instanceof HTMLElement && !node.matches(".being-edited")))) this.mark();
    }).observe(root, { childList: true, subtree: true });
  }

  show(people: readonly Person[]): void {
    this.all = people;
    const place = this.root.querySelector<HTMLElement>("[data-people]");
    if (place) {
      place.hidden = people.length < 2;
      place.querySelector("ul")?.replaceChildren(...people.map((person) => this.item(person)));
    }
    this.mark();
  }

  /** Who else edits that entry. */
  editing(entryId: string): string[] {
    return this.all.filter(({ key, entryIds }) => key !== this.self && entryIds.includes(entryId)).map(({ name }) => name);
  }

  private item(person: Person): HTMLElement {
    const item = document.createElement("li");
    item.className = person.doing;
    const { key, name } = person;
    const what = key === this.self ? word("people-you") : person.doing === "here" ? "" : word(`people-${person.doing}`);
    item.append(Object.assign(document.createElement("b"), { textContent: name }));
    if (what !== "") item.append(" ", Object.assign(document.createElement("span"), { textContent: what }));
    return item;
  }

  private mark(): void {
    const wanted = new Map<Element, string>();
    for (const entryId of new Set(this.all.flatMap(({ entryIds }) => entryIds))) {
      const others = this.editing(entryId);
      if (others.length === 0) continue;
      const place = this.root.querySelector(`form[data-keep="${CSS.escape(entryId)}"]`) ?? this.root.querySelector(`#d-${CSS.escape(entryId)}`);
      if (place) wanted.set(place, others.length === 1 ? word("people-edits-this", others[0]!) : word("people-edit-this", listed(others)));
    }
    for (const mark of this.root.querySelectorAll(".being-edited")) if (!mark.parentElement || !wanted.has(mark.parentElement)) mark.remove();
    for (const [place, text] of wanted) {
      const mark = place.querySelector(":scope > .being-edited") ?? created();
      // Said once, and not again with each look.
      if (mark.textContent !== text) mark.textContent = text;
      if (mark.parentElement !== place) place.prepend(mark);
    }
  }
}

function created(): HTMLElement {
  const mark = document.createElement("p");
  mark.className = "being-edited";
  mark.role = "status";
  return mark;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${word("people-and")} ${names[names.length - 1]}`;
}
