// @vitest-environment jsdom
import { EditorState, TextSelection, type Command } from "prosemirror-state";
import { expect, test } from "vitest";
import { Source } from "../source";
import * as commands from "./commands";
import { placeFromText, placeInText } from "./caret";
import { addColumn, addRow, insertTable, nextCell, removeColumn, removeRow } from "./tables";

/** The Markdown after the commands, with the caret in the place of "@" at first. */
function after(markdown: string, ...does: Command[]): string {
  const source = new Source(markdown);
  let at = 1;
  source.doc.descendants((node, pos) => { if (node.isText && node.text!.includes("@")) at = pos + node.text!.indexOf("@"); });
  let state = EditorState.create({ doc: source.doc });
  state = state.apply(state.tr.delete(at, Math.min(at + (markdown.includes("@") ? 1 : 0), state.doc.content.size)));
  state = state.apply(state.tr.setSelection(TextSelection.near(state.doc.resolve(at))));
  for (const command of does) command(state, (tr) => { state = state.apply(tr); });
  return source.write(state.doc);
}

const typed = (text: string): Command => (state, dispatch) => {
  dispatch?.(state.tr.insertText(text));
  return true;
};

test.each<[string, string, Command[], string]>([
  ["a paragraph is quoted and a speaker named", "@Nous avançons\n\nSuite", [commands.quote, (state, dispatch) => {
    dispatch?.(state.tr.setSelection(TextSelection.near(state.doc.resolve(state.doc.firstChild!.nodeSize - 2))));
    return true;
  }, typed("Anna Lind, ministre")], "> Nous avançons\n>\n> — Anna Lind, ministre\n\nSuite"],
  ["the quote is taken away, its speaker stays", "> @Un\n>\n> — Anna", [commands.quote], "Un\n\nAnna"],
  ["Enter in a quote makes a paragraph", "> Un@\n>\n> — Anna", [commands.splitQuoted, typed("Deux")], "> Un\n>\n> Deux\n>\n> — Anna"],
  ["an empty last paragraph leads to the speaker", "> Un@\n>\n> — Anna", [commands.splitQuoted, commands.toSpeaker, typed("Dr ")], "> Un\n>\n> — Dr Anna"],
  ["a key figure is filled part by part", "@", [commands.keyFigure, typed("43 %"), commands.nextPart, typed("des députés"), commands.nextPart, typed("Chambre")],
    "::: key-figure\n43 %\ndes députés\n— Chambre\n:::"],
  ["what is known and unknown gets its titles", "@", [commands.knownUnknown("Connu", "Inconnu"), typed("x")], "::: known-unknown\n### xConnu\n\n### Inconnu\n:::"],
  ["a table is made", "@", [insertTable, typed("A"), nextCell(1), typed("B"), nextCell(1), typed("1")], "| A | B |\n| --- | --- |\n| 1 | |\n| | |"],
  ["a row is added", "| a@ | b |\n|---|--:|\n| 1 | 2 |", [addRow, typed("x")], "| a | b |\n| --- | ---: |\n| x | |\n| 1 | 2 |"],
  ["a column is added", "| a@ | b |\n|---|---|\n| 1 | 2 |", [addColumn, typed("x")], "| a | x | b |\n| --- | --- | --- |\n| 1 | | 2 |"],
  ["the head is removed, the first row is the head", "| a@ | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", [removeRow], "| 1 | 2 |\n| --- | --- |\n| 3 | 4 |"],
  ["a column is removed", "| a@ | b |\n|---|---|\n| 1 | 2 |", [removeColumn], "| b |\n| --- |\n| 2 |"],
])("%s", (_, markdown, does, expected) => expect(after(markdown, ...does)).toBe(expected));

test.each(["Un **mot** gras", "# Titre\n\n- un\n- deux", "> Oui\n> — Anna", "::: key-figure\n43 %\nd’eux\n:::", "| a | b |\n|---|---|\n| 1 | 2 |"])("the caret keeps its place in %j", (markdown) => {
  const source = new Source(markdown);
  source.doc.descendants((node, pos) => {
    if (!node.isText) return;
    const offset = markdown.indexOf(node.text!) + 1;
    const place = placeFromText(source, source.doc, markdown, offset);
    expect(source.doc.resolve(place).parent.textContent).toContain(node.text);
    if (!/[>|]/.test(markdown)) expect(Math.abs(placeInText(source, source.doc, pos + 1) - offset)).toBeLessThanOrEqual(2);
  });
});
