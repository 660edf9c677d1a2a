// What an empty place is for.
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { schema } from "../schema";
import { word } from "../../words";

const { nodes } = schema;
const names: Record<string, string> = {
  speaker: "text-speaker", figure_number: "text-number", figure_measure: "text-measure", figure_source: "text-source",
};

export const placeholders = new Plugin({
  props: {
    decorations({ doc }) {
      const found: Decoration[] = [];
      if (doc.childCount === 1 && doc.firstChild!.type === nodes.paragraph && doc.firstChild!.content.size === 0) {
        found.push(Decoration.node(0, 2, { "data-placeholder": word("text-empty") }));
      }
      doc.descendants((node, pos) => {
        const name = names[node.type.name];
        if (name && node.content.size === 0) found.push(Decoration.node(pos, pos + node.nodeSize, { "data-placeholder": word(name) }));
        if (node.type === nodes.verbatim) found.push(Decoration.node(pos, pos + node.nodeSize, { "data-label": word("text-verbatim") }));
        return !node.isTextblock;
      });
      return DecorationSet.create(doc, found);
    },
  },
});
