// "/" at the start of a line lists the blocks.
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { schema } from "../schema";
import { word } from "../../words";
import type { Block } from "./toolbar";

const plainLetters = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export class SlashMenu {
  private readonly box = document.createElement("ul");
  private shown: readonly Block[] = [];
  private active = 0;
  /** What was typed when the menu was sent away. */
  private dismissed: string | null = null;

  constructor(private readonly body: HTMLElement, private readonly blocks: () => readonly Block[]) {
    this.box.id = `rich-menu-${Math.random().toString(36).slice(2)}`;
    this.box.className = "rich-menu";
    this.box.setAttribute("role", "listbox");
    this.box.setAttribute("aria-label", word("text-blocks"));
    this.box.hidden = true;
    body.append(this.box);
  }

  readonly plugin = new Plugin({
    view: () => {
      // Another text makes another state, and this anew.
      this.body.append(this.box);
      return { update: (view) => this.update(view), destroy: () => { this.close(); this.box.remove(); } };
    },
    props: {
      handleKeyDown: (view, key) => this.key(view, key),
      handleDOMEvents: { blur: () => { this.close(); return false; } },
    },
  });

  private query(view: EditorView): string | null {
    const { $from, empty } = view.state.selection;
    if (!empty || $from.parent.type !== schema.nodes.paragraph || $from.depth !== 1) return null;
    const before = $from.parent.textBetween(0, $from.parentOffset);
    return $from.parentOffset === $from.parent.content.size ? /^\/([\p{L} ’']{0,24})$/u.exec(before)?.[1] ?? null : null;
  }

  private update(view: EditorView): void {
    const query = this.query(view);
    if (query === null || !view.hasFocus()) this.dismissed = null;
    if (query === null || query === this.dismissed || !view.hasFocus()) return this.close(view);
    const wanted = plainLetters(query.trim());
    this.shown = this.blocks().filter(({ label }) => wanted === "" || plainLetters(label).split(/[\s’']/).some((part) => part.startsWith(wanted)) || plainLetters(label).startsWith(wanted));
    if (this.shown.length === 0) return this.close(view);
    this.active = Math.min(this.active, this.shown.length - 1);
    this.box.replaceChildren(...this.shown.map((block, at) => {
      const item = document.createElement("li");
      item.id = `${this.box.id}-${at}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(at === this.active));
      item.append(block.icon(), Object.assign(document.createElement("span"), { textContent: block.label }));
      // Before the text loses the focus.
      item.addEventListener("mousedown", (press) => { press.preventDefault(); this.choose(view, at); });
      return item;
    }));
    this.box.hidden = false;
    const at = view.coordsAtPos(view.state.selection.from);
    const frame = this.body.getBoundingClientRect();
    const below = innerHeight - at.bottom > this.box.offsetHeight + 8 || at.top < this.box.offsetHeight + 8;
    this.box.style.insetInlineStart = "0.5rem";
    this.box.style.top = `${(below ? at.bottom + 4 : at.top - this.box.offsetHeight - 4) - frame.top}px`;
    view.dom.setAttribute("aria-controls", this.box.id);
    view.dom.setAttribute("aria-activedescendant", `${this.box.id}-${this.active}`);
    this.box.children[this.active]?.scrollIntoView({ block: "nearest" });
  }

  private close(view?: EditorView): void {
    if (this.box.hidden) return;
    this.box.hidden = true;
    this.active = 0;
    view?.dom.removeAttribute("aria-activedescendant");
    view?.dom.removeAttribute("aria-controls");
  }

  private key(view: EditorView, key: KeyboardEvent): boolean {
    if (this.box.hidden || key.ctrlKey || key.metaKey) return false;
    if (key.key === "ArrowDown" || key.key === "ArrowUp") {
      this.active = (this.active + (key.key === "ArrowDown" ? 1 : this.shown.length - 1)) % this.shown.length;
      this.update(view);
    } else if (key.key === "Enter" || key.key === "Tab") {
      this.choose(view, this.active);
    } else if (key.key === "Escape") {
      this.dismissed = this.query(view);
      this.close(view);
      key.stopPropagation();
    } else {
      return false;
    }
    return true;
  }

  private choose(view: EditorView, at: number): void {
    const block = this.shown[at];
    if (!block) return;
    const { $from } = view.state.selection;
    this.close(view);
    view.dispatch(view.state.tr.delete($from.start(), $from.end()));
    block.run();
  }
}
