// The rich editor: ProseMirror over the textarea, which always holds the Markdown.
import { baseKeymap, chainCommands, exitCode } from "prosemirror-commands";
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { closeHistory, history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { Fragment, Slice } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { type Command, EditorState, type Plugin, Selection, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { local } from "../../../shared/storage";
import type { Editor, EditorOptions } from "..";
import { quiet } from "../paste/clean";
import { insertPasted } from "../paste/into-textarea";
import { literalSlice, pastedSlice } from "../paste";
import { schema } from "../schema";
import { Source } from "../source";
import { watchValue } from "../value";
import { addresses } from "./addresses";
import * as commands from "./commands";
import { placeFromText, placeInText } from "./caret";
import { rules } from "./input-rules";
import { placeholders } from "./placeholders";
import { previewOf } from "./preview";
import { relatedOf } from "./related";
import { SlashMenu } from "./slash";
import { addColumn, addRow, cellBelow, evenRows, nextCell, removeColumn, removeRow } from "./tables";
import { Toolbar } from "./toolbar";

type Mode = "rich" | "markdown";
const modeKey = "liveblog.text";

export function mountRich(textarea: HTMLTextAreaElement, options: EditorOptions): Editor {
  return new RichEditor(textarea, options);
}

class RichEditor implements Editor {
  private mode: Mode = local.get(modeKey) === "markdown" ? "markdown" : "rich";
  private source = new Source("");
  private readonly view: EditorView;
  private readonly body = document.createElement("div");
  private readonly toolbar: Toolbar;
  private readonly endings: (() => void)[] = [];
  /** What this editor wrote last, which it need not read again. */
  private wrote: string | null = null;
  private literal = false;

  constructor(private readonly textarea: HTMLTextAreaElement, private readonly options: EditorOptions) {
    const field = textarea.parentElement!;
    field.classList.add("rich");
    this.body.className = "rich-body";
    textarea.after(this.body);
    const slash = new SlashMenu(this.body, () => this.toolbar.blocks);
    this.view = new EditorView(this.body, {
      state: this.stateOf(textarea.value, slash.plugin),
      dispatchTransaction: (tr) => {
        this.view.updateState(this.view.state.apply(tr));
        if (tr.docChanged && tr.getMeta("read") !== true) this.write();
        this.toolbar?.update();
      },
      editable: () => !textarea.readOnly && !textarea.disabled,
      attributes: () => this.attributes(),
      transformPastedHTML: quiet,
      handlePaste: (view, event) => this.paste(view, event),
      handleDrop: (_, event) => (event.dataTransfer?.files.length ?? 0) > 0,
      handleDOMEvents: {
        // Its own signals are not the form's: what the textarea gets is.
        input: (_, input) => { input.stopPropagation(); return false; },
        // ProseMirror keeps Escape from the page, also where it has no use for it: the desk has one.
        keydown: (view, key) => {
          if (key.key !== "Escape" || key.isComposing) return false;
          if (view.someProp("handleKeyDown", (handle) => handle(view, key))) key.preventDefault();
          return true;
        },
      },
      clipboardTextSerializer: (slice) => new Source("").write(documentOf(slice)),
    });
    this.slashPlugin = slash.plugin;
    this.toolbar = new Toolbar(field, this.body, {
      view: this.view, options, mode: () => this.mode, toggleMode: () => this.setMode(this.mode === "rich" ? "markdown" : "rich", true),
      preview: previewOf(textarea), related: relatedOf(textarea, options), restFocus: () => this.focus(),
    });
    this.endings.push(watchValue(textarea, () => this.read()));
    this.listen(textarea, "input", () => this.read());
    this.listen(textarea, "paste", (event) => {
      if (insertPasted(textarea, event as ClipboardEvent, this.literal)) event.preventDefault();
    });
    // Ctrl+Shift+V, whichever form the text has.
    this.listen(field, "keydown", (event) => { this.literal = (event as KeyboardEvent).shiftKey && (event as KeyboardEvent).key.toLowerCase() === "v"; });
    this.listen(field, "keyup", () => { this.literal = false; });
    const watcher = new MutationObserver(() => this.view.setProps({}));
    watcher.observe(textarea, { attributeFilter: ["readonly", "disabled", "aria-invalid", "aria-describedby", "lang"] });
    this.endings.push(() => watcher.disconnect());
    for (const label of textarea.labels ?? []) this.listen(label, "click", (click) => { if (this.mode === "rich") { click.preventDefault(); this.view.focus(); } });
    // Whoever puts the focus into the textarea means the text.
    textarea.focus = (how) => (this.mode === "rich" ? this.view.focus() : HTMLTextAreaElement.prototype.focus.call(textarea, how));
    this.endings.push(() => { delete (textarea as Partial<HTMLTextAreaElement>).focus; });
    this.setMode(this.mode, false);
  }

  private slashPlugin: Plugin | undefined;

  focus(): void {
    this.textarea.focus();
  }

  setMarkdown(markdown: string): void {
    this.textarea.value = markdown;
    this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }

  destroy(): void {
    for (const end of this.endings) end();
    this.toolbar.destroy();
    this.view.destroy();
    this.body.remove();
    this.textarea.hidden = false;
    this.textarea.parentElement?.classList.remove("rich");
  }

  private listen(target: EventTarget, type: string, handle: (event: Event) => void): void {
    target.addEventListener(type, handle);
    this.endings.push(() => target.removeEventListener(type, handle));
  }

  private attributes(): Record<string, string> {
    const { textarea } = this;
    const label = textarea.labels?.[0];
    if (label && !label.id) label.id = `${textarea.id}-label`;
    const described = textarea.getAttribute("aria-describedby");
    return {
      role: "textbox", "aria-multiline": "true", class: "rich-text text", lang: textarea.lang || this.options.language, spellcheck: "true", autocapitalize: "sentences",
      ...(label && { "aria-labelledby": label.id }), ...(described && { "aria-describedby": described }),
      ...(textarea.getAttribute("aria-invalid") === "true" && { "aria-invalid": "true" }), ...(textarea.readOnly && { "aria-readonly": "true" }),
    };
  }

  private stateOf(markdown: string, slash: Plugin): EditorState {
    this.source = new Source(markdown);
    return EditorState.create({ doc: this.source.doc, plugins: [
      rules, slash, keymap(keys(() => this.toolbar.keys)), keymap(baseKeys), history(), dropCursor({ class: "rich-drop" }), gapCursor(), evenRows, placeholders, addresses,
    ] });
  }

  /** The textarea's text was changed by somebody else. */
  private read(): void {
    const markdown = this.textarea.value;
    if (markdown === this.wrote) return;
    this.wrote = null;
    // A text that was sent is over, and can't be undone back into the form.
    if (markdown === "" || this.mode === "markdown") {
      this.view.updateState(this.stateOf(markdown, this.slashPlugin!));
    } else {
      this.source = new Source(markdown);
      const { state } = this.view;
      const tr = state.tr.replaceWith(0, state.doc.content.size, this.source.doc.content).setMeta("read", true);
      this.view.dispatch(tr.setSelection(Selection.atEnd(tr.doc)));
    }
    this.toolbar.update();
  }

  private write(): void {
    const markdown = this.source.write(this.view.state.doc);
    if (markdown === this.textarea.value) return;
    this.wrote = markdown;
    this.textarea.value = markdown;
    this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private setMode(mode: Mode, chosen: boolean): void {
    const { textarea, view } = this;
    const wasFocused = chosen || document.activeElement === (this.mode === "rich" && chosen ? view.dom : textarea);
    if (chosen) local.set(modeKey, mode);
    if (mode === "rich") {
      const at = textarea.selectionStart;
      if (this.wrote !== textarea.value) view.updateState(this.stateOf(textarea.value, this.slashPlugin!));
      if (wasFocused) {
        const pos = placeFromText(this.source, view.state.doc, textarea.value, at);
        view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(pos))));
      }
    }
    const place = mode === "markdown" && chosen ? placeInText(this.source, view.state.doc, view.state.selection.from) : null;
    this.mode = mode;
    textarea.hidden = mode === "rich";
    this.body.hidden = mode !== "rich";
    this.textarea.parentElement!.dataset.mode = mode;
    if (wasFocused) this.focus();
    if (place !== null) textarea.setSelectionRange(place, place);
    this.toolbar.update();
  }

  private paste(view: EditorView, event: ClipboardEvent): boolean {
    const data = event.clipboardData;
    if (!data) return false;
    const html = data.getData("text/html");
    const text = data.getData("text/plain");
    // Pictures are somebody else's, further up.
    if (html === "" && text === "") return data.files.length > 0;
    if (view.state.selection.$from.parent.type.spec.code) return false;
    // What was copied here is known as it is.
    if (!this.literal && html.includes("data-pm-slice")) return false;
    const slice = this.literal ? literalSlice(text) : pastedSlice({ html: data.types.includes("vscode-editor-data") ? "" : html, text });
    if (slice === null) return data.files.length > 0 || html !== "";
    // Undo takes back what was pasted, and no more.
    view.dispatch(closeHistory(view.state.tr));
    const { tr, selection } = view.state;
    // In a line (a cell, a heading, a number) only a line has room.
    const line = !selection.$from.parent.type.contentMatch.matchType(schema.nodes.hard_break);
    if (line) tr.replaceSelectionWith(schema.text(slice.content.textBetween(0, slice.content.size, " ", " ").trim() || " "), true);
    else tr.replaceSelection(slice);
    view.dispatch(tr.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
    view.dispatch(closeHistory(view.state.tr));
    return true;
  }
}

function documentOf(slice: Slice) {
  const content: Fragment = slice.content;
  const { doc, paragraph } = schema.nodes;
  if (doc.validContent(content)) return doc.create(null, content);
  if (paragraph.validContent(content)) return doc.create(null, paragraph.create(null, content));
  return doc.create(null, paragraph.create(null, schema.text(content.textBetween(0, content.size, "\n") || " ")));
}

const { nodes } = schema;

const hardBreak: Command = (state, dispatch) => {
  if (!state.selection.$from.parent.type.contentMatch.matchType(nodes.hard_break)) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
};

/** `later` are the toolbar's keys. */
function keys(later: () => Record<string, Command>): Record<string, Command> {
  const late = (key: string): Command => (...given) => later()[key]?.(...given) ?? false;
  return {
    "Mod-b": commands.bold, "Mod-i": commands.italic, "Mod-Shift-x": commands.strike, "Mod-k": late("Mod-k"),
    "Mod-Alt-3": commands.heading, "Mod-Shift-7": commands.list(nodes.ordered_list), "Mod-Shift-8": commands.list(nodes.bullet_list), "Mod-Shift-9": commands.quote,
    "Mod-Alt-t": late("Mod-Alt-t"), "Mod-Alt-c": late("Mod-Alt-c"), "Mod-Alt-s": late("Mod-Alt-s"), "Mod-Alt-r": late("Mod-Alt-r"),
    "Alt-F10": late("Alt-F10"),
    "Alt-Shift-ArrowDown": addRow, "Alt-Shift-ArrowRight": addColumn, "Alt-Shift-ArrowUp": removeRow, "Alt-Shift-ArrowLeft": removeColumn,
    "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo,
    Tab: chainCommands(nextCell(1), sinkListItem(nodes.list_item)), "Shift-Tab": chainCommands(nextCell(-1), liftListItem(nodes.list_item)),
    Enter: chainCommands(cellBelow, commands.nextPart, commands.toSpeaker, commands.leaveList, splitListItem(nodes.list_item), commands.splitQuoted),
    "Shift-Enter": chainCommands(exitCode, hardBreak),
    Backspace: commands.removeEmpty,
  };
}

// The form has the one for itself, the desk the other.
const { "Mod-Enter": _, Escape: __, ...baseKeys } = baseKeymap;
