// The editor's toolbar: one stop of the Tab key, arrows inside (WAI-ARIA "Toolbar"), and the small forms that it opens.
import { redo, undo } from "prosemirror-history";
import type { Command } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { isMac, pressed } from "../../pressed";
import { word } from "../../words";
import type { EditorOptions } from "..";
import { schema } from "../schema";
import * as commands from "./commands";
import { icon, type IconName } from "./icons";
import { linkPanel } from "./link-panel";
import type { Preview } from "./preview";
import type { Related } from "./related";
import { addColumn, addRow, alignRight, insertTable, placeIn, removeColumn, removeRow } from "./tables";

const { nodes, marks } = schema;

/** What the "/" menu offers. */
export interface Block {
  readonly label: string;
  icon(): Element;
  run(): void;
}

export interface ToolbarParts {
  readonly view: EditorView;
  readonly options: EditorOptions;
  mode(): "rich" | "markdown";
  toggleMode(): void;
  readonly preview: Preview | null;
  readonly related: Related | null;
  restFocus(): void;
}

interface Item {
  readonly button: HTMLButtonElement;
  readonly run: () => void;
  readonly pressed?: () => boolean;
  readonly shown?: () => boolean;
  readonly enabled?: () => boolean;
}

const arrows: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };
const shownKey = (key: string) => pressed(key.split("-").map((part) => arrows[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(" + "));

export class Toolbar {
  private readonly bar = document.createElement("div");
  private readonly panels = document.createElement("div");
  private readonly items: Item[] = [];
  readonly blocks: Block[] = [];
  readonly keys: Record<string, Command> = {};
  private readonly ending = new AbortController();

  constructor(private readonly field: HTMLElement, body: HTMLElement, private readonly parts: ToolbarParts) {
    const { bar, panels } = this;
    bar.className = "rich-bar";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", word("text-toolbar"));
    panels.className = "rich-panels";
    // After the text, although it stands above it: from the title the next thing is the text.
    body.after(bar, panels);
    const { view, options, related, preview } = parts;
    const rich = () => parts.mode() === "rich";
    const inTable = () => rich() && placeIn(view.state) !== null;
    const does = (command: Command) => () => {
      command(view.state, view.dispatch, view);
      view.focus();
    };
    const active = (name: "strong" | "em") => () => {
      const { from, to, empty, $from } = view.state.selection;
      return empty ? !!marks[name].isInSet(view.state.storedMarks ?? $from.marks()) : view.state.doc.rangeHasMark(from, to, marks[name]);
    };
    const isIn = (...types: Parameters<typeof commands.isIn>[1][]) => () => commands.isIn(view.state, ...types);

    this.group();
    this.add("bold", "Mod-b", does(commands.bold), { pressed: active("strong"), shown: rich });
    this.add("italic", "Mod-i", does(commands.italic), { pressed: active("em"), shown: rich });
    const link = linkPanel(view);
    this.panel(link.element);
    this.add("link", "Mod-k", () => this.toggle(link), { pressed: () => !link.element.hidden || commands.linkAt(view.state) !== null, shown: rich });
    this.key("Mod-k", () => this.toggle(link));
    this.group();
    this.block("heading", "Mod-Alt-3", does(commands.heading), { pressed: isIn(nodes.heading), shown: rich });
    this.block("bullets", "Mod-Shift-8", does(commands.list(nodes.bullet_list)), { pressed: isIn(nodes.bullet_list), shown: rich });
    this.block("numbers", "Mod-Shift-7", does(commands.list(nodes.ordered_list)), { pressed: isIn(nodes.ordered_list), shown: rich });
    this.block("quote", "Mod-Shift-9", does(commands.quote), { pressed: isIn(nodes.blockquote), shown: rich });
    this.group();
    const part = (name: string) => word(`${name}-${options.language.slice(0, 2)}`) || word(`${name}-fr`);
    const known = commands.knownUnknown(part("known"), part("unknown"));
    this.block("table", "Mod-Alt-t", does(insertTable), { pressed: isIn(nodes.table), shown: rich });
    this.block("figure", "Mod-Alt-c", does(commands.keyFigure), { pressed: isIn(nodes.key_figure), shown: rich });
    this.block("known", "Mod-Alt-s", does(known), { pressed: isIn(nodes.known_unknown), shown: rich });
    this.key("Mod-Alt-t", does(insertTable));
    this.key("Mod-Alt-c", does(commands.keyFigure));
    this.key("Mod-Alt-s", does(known));
    if (related !== null) {
      this.panel(related.panel.element);
      this.field.append(related.card);
      this.block("related", "Mod-Alt-r", () => this.toggle(related.panel), { pressed: () => !related.panel.element.hidden });
      this.key("Mod-Alt-r", () => this.toggle(related.panel));
    }
    this.group("rich-table");
    this.add("row-add", "Alt-Shift-ArrowDown", does(addRow), { shown: inTable });
    this.add("column-add", "Alt-Shift-ArrowRight", does(addColumn), { shown: inTable });
    this.add("row-remove", "Alt-Shift-ArrowUp", does(removeRow), { shown: inTable, enabled: () => removeRow(view.state) });
    this.add("column-remove", "Alt-Shift-ArrowLeft", does(removeColumn), { shown: inTable, enabled: () => removeColumn(view.state) });
    this.add("align-right", "", does(alignRight), { shown: inTable, pressed: () => {
      const place = placeIn(view.state);
      return place?.table.firstChild!.maybeChild(place.column)?.attrs.align === "right";
    } });
    this.add("remove-block", "", does(commands.removeBlock), { shown: () => rich() && commands.isIn(view.state, nodes.table, nodes.key_figure, nodes.known_unknown) });
    this.group();
    // A keyboard has keys for these.
    const touched = () => rich() && matchMedia("(pointer: coarse)").matches;
    this.add("undo", "Mod-z", does(undo), { shown: touched, enabled: () => undo(view.state) });
    this.add("redo", "Mod-y", does(redo), { shown: touched, enabled: () => redo(view.state) });
    this.group("rich-end");
    this.add("markdown", "", () => parts.toggleMode(), { pressed: () => !rich() });
    if (preview !== null) {
      const button = this.add("preview", "Mod-Alt-p", () => preview.toggle(button), { pressed: () => preview.isOpen });
      preview.changed = () => this.update();
      const form = this.field.closest("form");
      form?.addEventListener("keydown", (key) => {
        if (!(key.ctrlKey || key.metaKey) || !key.altKey || key.code !== "KeyP") return;
        key.preventDefault();
        preview.toggle(button);
      }, { signal: this.ending.signal });
    }
    this.key("Alt-F10", () => this.items.find(({ button }) => button.tabIndex === 0)?.button.focus());
    bar.addEventListener("keydown", (key) => this.move(key));
    this.aboveKeyboard();
    this.update();
  }

  update(): void {
    let current: HTMLButtonElement | null = null;
    for (const { button, pressed, shown, enabled } of this.items) {
      button.hidden = shown?.() === false;
      if (pressed) button.ariaPressed = String(!button.hidden && pressed());
      button.ariaDisabled = String(enabled?.() === false);
      if (!button.hidden && button.tabIndex === 0) current = button;
    }
    for (const group of this.bar.children) (group as HTMLElement).hidden = [...group.children].every((button) => (button as HTMLElement).hidden);
    if (current === null) this.rest(this.visible()[0]);
  }

  destroy(): void {
    this.ending.abort();
    this.bar.remove();
    this.panels.remove();
    this.parts.related?.card.remove();
    this.parts.preview?.close();
  }

  private group(name = ""): void {
    const group = document.createElement("div");
    group.className = `rich-group ${name}`.trim();
    this.bar.append(group);
  }

  private add(name: IconName, key: string, run: () => void, how: Omit<Item, "button" | "run"> = {}): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = -1;
    const label = word(`text-${name}`);
    button.setAttribute("aria-label", label);
    button.title = key === "" ? label : `${label} (${shownKey(key)})`;
    if (key !== "") button.setAttribute("aria-keyshortcuts", key.replace("Mod", isMac ? "Meta" : "Control").replace(/-/g, "+"));
    button.dataset.act = name;
    button.append(icon(name));
    // The text keeps the focus, and with it a phone's keyboard.
    button.addEventListener("mousedown", (press) => press.preventDefault());
    button.addEventListener("click", () => {
      if (button.ariaDisabled === "true") return;
      this.rest(button);
      run();
      this.update();
    });
    this.items.push({ button, run, ...how });
    this.bar.lastElementChild!.append(button);
    return button;
  }

  private block(name: IconName, key: string, run: () => void, how: Omit<Item, "button" | "run"> = {}): void {
    this.add(name, key, run, how);
    this.blocks.push({ label: word(`text-${name}`), icon: () => icon(name), run });
  }

  private key(key: string, run: () => void): void {
    this.keys[key] = (_, dispatch) => {
      if (dispatch) run();
      return true;
    };
  }

  private panel(element: HTMLElement): void {
    element.hidden = true;
    element.addEventListener("keydown", (key) => {
      if (key.key !== "Escape") return;
      key.stopPropagation();
      element.hidden = true;
      this.parts.restFocus();
      this.update();
    });
    element.addEventListener("close", () => {
      element.hidden = true;
      this.parts.restFocus();
      this.update();
    });
    this.panels.append(element);
  }

  private toggle(panel: { element: HTMLElement; open(): void }): void {
    const opens = panel.element.hidden;
    for (const other of this.panels.children) (other as HTMLElement).hidden = true;
    if (opens) {
      panel.element.hidden = false;
      panel.open();
    } else {
      this.parts.restFocus();
    }
    this.update();
  }

  private visible(): HTMLButtonElement[] {
    return this.items.map(({ button }) => button).filter((button) => !button.hidden);
  }

  private rest(button: HTMLButtonElement | undefined): void {
    for (const item of this.items) item.button.tabIndex = item.button === button ? 0 : -1;
  }

  private move(key: KeyboardEvent): void {
    const buttons = this.visible();
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (key.key === "Escape") return this.parts.restFocus();
    const to = key.key === "ArrowRight" ? at + 1 : key.key === "ArrowLeft" ? at - 1 : key.key === "Home" ? 0 : key.key === "End" ? buttons.length - 1 : null;
    if (at < 0 || to === null) return;
    key.preventDefault();
    const next = buttons[(to + buttons.length) % buttons.length]!;
    this.rest(next);
    next.focus();
  }

  /** On a phone the bar stays within reach of the thumb, above the keyboard on screen, which covers the page. */
  private aboveKeyboard(): void {
    const screen = window.visualViewport;
    if (!screen) return;
    const place = () => { this.bar.style.setProperty("--keyboard", `${Math.max(0, Math.round(innerHeight - screen.height - screen.offsetTop))}px`); };
    screen.addEventListener("resize", place, { signal: this.ending.signal });
    screen.addEventListener("scroll", place, { signal: this.ending.signal });
    place();
  }
}
