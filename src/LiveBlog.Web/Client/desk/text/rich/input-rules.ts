// Markdown as it is typed: signs at the start of a line, and stars around words.
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import type { MarkType } from "prosemirror-model";
import { type EditorState, TextSelection } from "prosemirror-state";
import { schema } from "../schema";
import { around, quote } from "./commands";

const { nodes, marks } = schema;

const $fromOf = (state: EditorState) => state.selection.$from;

function marked(pattern: RegExp, mark: MarkType): InputRule {
  return new InputRule(pattern, (state, match, start, end) => {
    const [whole, lead = "", text = ""] = match;
    if (state.doc.resolve(start).parent.type.spec.code) return null;
    const from = start + lead.length;
    const { tr } = state;
    tr.replaceWith(from, end, schema.text(text, [...state.doc.resolve(from).marks(), mark.create()]));
    return whole === "" ? null : tr.removeStoredMark(mark);
  });
}

export const rules = inputRules({ rules: [
  textblockTypeInputRule(/^(#{1,6})\s$/, nodes.heading, (match) => ({ level: match[1]!.length })),
  wrappingInputRule(/^\s*([-*])\s$/, nodes.bullet_list),
  wrappingInputRule(/^(\d{1,4})[.)]\s$/, nodes.ordered_list, (match) => ({ order: Number(match[1]) }), (match, node) => node.childCount + (node.attrs.order as number) === Number(match[1])),
  new InputRule(/^>\s$/, (state, _, start, end) => {
    const without = state.apply(state.tr.delete(start, end));
    if (around($fromOf(without), nodes.blockquote)) return null;
    const { tr } = state;
    const $start = state.doc.resolve(start);
    // The same as the command, in one step with what was typed.
    let made = false;
    quote(without, (wrapped) => {
      tr.delete(start, end);
      for (const step of wrapped.steps) tr.step(step);
      tr.setSelection(TextSelection.near(tr.doc.resolve($start.pos + 1)));
      made = true;
    });
    return made ? tr : null;
  }),
  textblockTypeInputRule(/^```$/, nodes.code_block),
  marked(/(^|[\s(«])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, marks.strong),
  marked(/(^|[\s(«])\*([^*\s](?:[^*]*[^*\s])?)\*$/, marks.em),
  marked(/(^|[\s(«])~~([^~\s](?:[^~]*[^~\s])?)~~$/, marks.strike),
] });
