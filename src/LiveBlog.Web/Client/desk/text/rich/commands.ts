// What the toolbar, the menu and the keys do to the document.
import { lift, setBlockType, splitBlockAs, toggleMark } from "prosemirror-commands";
import { Fragment, type Node, type NodeType, type ResolvedPos } from "prosemirror-model";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { type Command, type EditorState, Selection, TextSelection, type Transaction } from "prosemirror-state";
import { schema } from "../schema";

const { nodes, marks } = schema;

export const bold = toggleMark(marks.strong);
export const italic = toggleMark(marks.em);
export const strike = toggleMark(marks.strike);

/** The nearest node of that type around a position, and how deep it stands. */
export function around($pos: ResolvedPos, ...types: NodeType[]): { node: Node; depth: number; pos: number } | null {
  for (let depth = $pos.depth; depth > 0; depth--) {
    const node = $pos.node(depth);
    if (types.includes(node.type)) return { node, depth, pos: $pos.before(depth) };
  }
  return null;
}

export const isIn = (state: EditorState, ...types: NodeType[]) => around(state.selection.$from, ...types) !== null;

export const heading: Command = (state, dispatch) =>
  isIn(state, nodes.heading) ? setBlockType(nodes.paragraph)(state, dispatch) : setBlockType(nodes.heading, { level: 3 })(state, dispatch);

export const list = (type: NodeType): Command => (state, dispatch) => {
  const found = around(state.selection.$from, nodes.bullet_list, nodes.ordered_list);
  if (found === null) return wrapInList(type)(state, dispatch);
  if (found.node.type === type) return liftListItem(nodes.list_item)(state, dispatch);
  dispatch?.(state.tr.setNodeMarkup(found.pos, type, { tight: found.node.attrs.tight as boolean }));
  return true;
};

/** Quotes the paragraphs, with a line for who said it; or takes the quote away. */
export const quote: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  const found = around($from, nodes.blockquote);
  if (found !== null) {
    if (dispatch) {
      const inner: Node[] = [];
      found.node.forEach((node) => {
        if (node.type !== nodes.speaker) inner.push(node);
        else if (node.textContent.trim() !== "") inner.push(nodes.paragraph.create(null, node.content));
      });
      const tr = state.tr.replaceWith(found.pos, found.pos + found.node.nodeSize, inner);
      dispatch(tr.setSelection(Selection.near(tr.doc.resolve(Math.min($from.pos - 1, tr.doc.content.size)))).scrollIntoView());
    }
    return true;
  }
  const range = $from.blockRange($to);
  if (range === null) return false;
  const content = Array.from({ length: range.endIndex - range.startIndex }, (_, at) => range.parent.child(range.startIndex + at));
  if (!nodes.blockquote.validContent(Fragment.fromArray(content))) return false;
  const index = range.startIndex;
  if (!range.parent.canReplaceWith(index, range.endIndex, nodes.blockquote)) return false;
  if (dispatch) {
    const tr = state.tr.replaceWith(range.start, range.end, nodes.blockquote.create(null, [...content, nodes.speaker.create()]));
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve($from.pos + 1))).scrollIntoView());
  }
  return true;
};

/** Puts a block where the caret is: in the place of an empty paragraph, else behind the block. */
export const insert = (make: () => Node): Command => (state, dispatch) => {
  if (!dispatch) return true;
  const { $from } = state.selection;
  const block = make();
  const top = $from.depth === 0 ? null : $from.node(1);
  const tr = state.tr;
  let start: number;
  if (top === null) start = $from.pos;
  else if (top.type === nodes.paragraph && top.content.size === 0) {
    start = $from.before(1);
    tr.delete(start, start + top.nodeSize);
  } else {
    start = $from.after(1);
  }
  tr.insert(Math.min(start, tr.doc.content.size), block);
  // The caret must find a way behind it.
  if (start + block.nodeSize >= tr.doc.content.size) tr.insert(tr.doc.content.size, nodes.paragraph.create());
  // Deleting the only block leaves an empty one in its place.
  dispatch(tr.setSelection(Selection.near(tr.doc.resolve(start + 1))).scrollIntoView());
  return true;
};

export const keyFigure = insert(() => nodes.key_figure.create(null, [nodes.figure_number.create(), nodes.figure_measure.create(), nodes.figure_source.create()]));

export const knownUnknown = (known: string, unknown: string): Command => insert(() => {
  const part = (title: string) => [
    nodes.heading.create({ level: 3 }, title === "" ? null : schema.text(title)),
    nodes.bullet_list.create(null, nodes.list_item.create(null, nodes.paragraph.create())),
  ];
  return nodes.known_unknown.create(null, [...part(known), ...part(unknown)]);
});

/** Moves on to the next part of a block with parts; behind the block after its last. */
export const nextPart: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const part = $from.parent.type;
  if (part === nodes.figure_number || part === nodes.figure_measure) {
    dispatch?.(state.tr.setSelection(TextSelection.near(state.doc.resolve($from.after() + 1))).scrollIntoView());
    return true;
  }
  return part === nodes.figure_source || part === nodes.speaker ? leave(state, dispatch) : false;
};

/** Behind the block that the caret is in. */
const leave: Command = (state, dispatch) => {
  const after = state.selection.$from.after(1);
  if (dispatch) {
    const { tr } = state;
    if (state.doc.nodeAt(after)?.type !== nodes.paragraph) tr.insert(after, nodes.paragraph.create());
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(after + 1))).scrollIntoView());
  }
  return true;
};

/** Enter in the last, empty paragraph of a quote goes on to who said it. */
export const toSpeaker: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const found = around($from, nodes.blockquote);
  if (!empty || found === null || $from.depth !== found.depth + 1 || $from.parent.content.size > 0) return false;
  const at = $from.index(found.depth);
  if (found.node.maybeChild(at + 1)?.type !== nodes.speaker || at === 0) return false;
  if (dispatch) {
    const tr = state.tr.delete($from.before(), $from.after());
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve($from.before() + 1))).scrollIntoView());
  }
  return true;
};

/** Enter in a quote's paragraph makes another; ProseMirror would take the speaker for what comes next. */
export const splitQuoted: Command = (state, dispatch, view) => {
  const { $from } = state.selection;
  return $from.depth > 1 && $from.node(-1).type === nodes.blockquote && $from.parent.type === nodes.paragraph && $from.parent.content.size > 0
    && splitBlockAs(() => ({ type: nodes.paragraph }))(state, dispatch, view);
};

/** Enter in the last, empty item of what is known goes on behind it. */
export const leaveList: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const found = around($from, nodes.known_unknown);
  if (!empty || found === null || $from.parent.content.size > 0 || $from.parent.type !== nodes.paragraph || $from.depth !== found.depth + 3) return false;
  const inList = $from.node(found.depth + 1);
  if ($from.index(found.depth + 1) !== inList.childCount - 1 || inList.childCount < 2) return false;
  if (!dispatch) return true;
  const tr = state.tr.delete($from.before(found.depth + 2), $from.after(found.depth + 2));
  const at = $from.index(found.depth);
  if (at < found.node.childCount - 1) {
    // The next heading's first item.
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(tr.mapping.map($from.after(found.depth + 1)) + 1))).scrollIntoView());
  } else {
    const after = tr.mapping.map($from.after(1));
    if (tr.doc.nodeAt(after)?.type !== nodes.paragraph) tr.insert(after, nodes.paragraph.create());
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(after + 1))).scrollIntoView());
  }
  return true;
};

/** Takes away a block of ours that is empty, at its start. */
export const removeEmpty: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const found = around($from, nodes.key_figure, nodes.known_unknown, nodes.table);
  if (!empty || $from.parentOffset > 0) return false;
  if ($from.parent.type === nodes.speaker) {
    dispatch?.(state.tr.setSelection(Selection.near(state.doc.resolve($from.before()), -1)));
    return true;
  }
  if (found === null || found.node.textContent !== "") return false;
  dispatch?.(replaced(state, found.pos, found.node));
  return true;
};

function replaced(state: EditorState, pos: number, node: Node): Transaction {
  const tr = state.tr.replaceWith(pos, pos + node.nodeSize, nodes.paragraph.create());
  return tr.setSelection(TextSelection.near(tr.doc.resolve(pos + 1))).scrollIntoView();
}

/** Takes away the block of ours that the caret is in. */
export const removeBlock: Command = (state, dispatch) => {
  const found = around(state.selection.$from, nodes.table, nodes.key_figure, nodes.known_unknown);
  if (found === null) return false;
  dispatch?.(replaced(state, found.pos, found.node));
  return true;
};

export function setLink(href: string): Command {
  return (state, dispatch) => {
    const { from, to, empty } = state.selection;
    if (dispatch) {
      const { tr } = state;
      const range = empty ? linkAt(state) : { from, to };
      const mark = marks.link.create({ href });
      if (range === null) tr.insert(from, schema.text(href, [mark]));
      else tr.removeMark(range.from, range.to, marks.link).addMark(range.from, range.to, mark);
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}

export const removeLink: Command = (state, dispatch) => {
  const { from, to, empty } = state.selection;
  const range = empty ? linkAt(state) : { from, to };
  if (range === null) return false;
  dispatch?.(state.tr.removeMark(range.from, range.to, marks.link));
  return true;
};

/** The link around the caret. */
export function linkAt(state: EditorState): { from: number; to: number; href: string } | null {
  const { $from } = state.selection;
  const mark = marks.link.isInSet($from.marks()) ?? marks.link.isInSet($from.nodeAfter?.marks ?? []);
  if (!mark) return null;
  let from: number | null = null;
  let to = 0;
  $from.parent.forEach((node, offset) => {
    const start = $from.start() + offset;
    if (!mark.isInSet(node.marks)) return;
    if (from === null || start > to) {
      if (from !== null && $from.pos <= to) return;
      from = start;
    }
    to = start + node.nodeSize;
  });
  return from === null ? null : { from, to, href: mark.attrs.href as string };
}

export const outdent: Command = (state, dispatch) => liftListItem(nodes.list_item)(state, dispatch) || lift(state, dispatch);
