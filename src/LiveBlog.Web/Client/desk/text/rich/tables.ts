// Tables: rows and columns, and the way of the caret through the cells. GFM has neither spans nor blocks in cells.
import type { Node } from "prosemirror-model";
import { type Command, Plugin, TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { schema } from "../schema";
import { around, insert } from "./commands";

const { nodes } = schema;

const rowOf = (width: number, header: boolean) => (header ? nodes.header_row : nodes.table_row)
  .create(null, Array.from({ length: width }, () => (header ? nodes.header_cell : nodes.cell).create()));

export const insertTable: Command = insert(() => nodes.table.create(null, [rowOf(2, true), rowOf(2, false), rowOf(2, false)]));

interface Place {
  readonly table: Node;
  readonly pos: number;
  readonly row: number;
  readonly column: number;
}

export function placeIn(state: EditorState): Place | null {
  const found = around(state.selection.$from, nodes.table);
  if (found === null) return null;
  const { $from } = state.selection;
  return { table: found.node, pos: found.pos, row: $from.index(found.depth), column: $from.index(found.depth + 1) };
}

const command = (change: (place: Place) => { rows: Node[]; row: number; column: number } | null): Command => (state, dispatch) => {
  const place = placeIn(state);
  const changed = place && change(place);
  if (!place || !changed) return false;
  dispatch?.(withRows(state.tr, place, changed.rows, changed.row, changed.column));
  return true;
};

function withRows(tr: Transaction, { table, pos }: Place, rows: Node[], row: number, column: number): Transaction {
  const made = nodes.table.create(table.attrs, rows);
  tr.replaceWith(pos, pos + table.nodeSize, made);
  return tr.setSelection(TextSelection.create(tr.doc, cellPos(made, pos, row, column))).scrollIntoView();
}

function cellPos(table: Node, pos: number, row: number, column: number): number {
  let at = pos + 1;
  for (let i = 0; i < row; i++) at += table.child(i).nodeSize;
  at++;
  for (let i = 0; i < column; i++) at += table.child(row).child(i).nodeSize;
  return at + 1;
}

const rowsOf = (table: Node) => [...table.children];
const width = (table: Node) => table.firstChild!.childCount;

export const addRow = command(({ table, row, column }) => {
  const rows = rowsOf(table);
  rows.splice(row + 1, 0, rowOf(width(table), false));
  return { rows, row: row + 1, column };
});

export const addColumn = command(({ table, row, column }) => ({
  rows: rowsOf(table).map((line) => {
    const cells = [...line.children];
    cells.splice(column + 1, 0, (line.type === nodes.header_row ? nodes.header_cell : nodes.cell).create());
    return line.type.create(null, cells);
  }),
  row, column: column + 1,
}));

/** The head of a table can't go: the first row takes its place. */
export const removeRow = command(({ table, row, column }) => {
  const rows = rowsOf(table);
  if (rows.length < 2) return null;
  rows.splice(row, 1);
  if (row === 0) rows[0] = nodes.header_row.create(null, rows[0]!.children.map((cell) => nodes.header_cell.create(cell.attrs, cell.content)));
  return { rows, row: Math.min(row, rows.length - 1), column };
});

export const removeColumn = command(({ table, row, column }) => width(table) < 2 ? null : {
  rows: rowsOf(table).map((line) => line.type.create(null, line.children.filter((_, at) => at !== column))),
  row, column: Math.min(column, width(table) - 2),
});

/** Sets the column's numbers under each other, or back. */
export const alignRight = command(({ table, row, column }) => {
  const right = table.firstChild!.child(column).attrs.align === "right";
  return {
    rows: rowsOf(table).map((line) => line.type.create(null, line.children.map((cell, at) => at === column ? cell.type.create({ align: right ? null : "right" }, cell.content) : cell))),
    row, column,
  };
});

export const nextCell = (step: 1 | -1): Command => (state, dispatch, view) => {
  const place = placeIn(state);
  if (place === null) return false;
  const { table, row, column, pos } = place;
  const index = row * width(table) + column + step;
  if (index < 0) return false;
  if (index >= width(table) * table.childCount) {
    const rows = [...rowsOf(table), rowOf(width(table), false)];
    dispatch?.(withRows(state.tr, place, rows, rows.length - 1, 0));
    return true;
  }
  const to = cellPos(table, pos, Math.floor(index / width(table)), index % width(table));
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, to, to + state.doc.resolve(to).parent.content.size)).scrollIntoView());
  view?.focus();
  return true;
};

/** Enter goes down, and out behind the last row. */
export const cellBelow: Command = (state, dispatch) => {
  const place = placeIn(state);
  if (place === null) return false;
  if (place.row === place.table.childCount - 1) {
    const after = place.pos + place.table.nodeSize;
    if (dispatch) {
      const { tr } = state;
      if (state.doc.nodeAt(after)?.type !== nodes.paragraph) tr.insert(after, nodes.paragraph.create());
      dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(after + 1))).scrollIntoView());
    }
    return true;
  }
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, cellPos(place.table, place.pos, place.row + 1, place.column))).scrollIntoView());
  return true;
};

/** Whatever was cut out of a table: all its rows are as wide as the widest. */
export const evenRows = new Plugin({
  appendTransaction(transactions, _, state) {
    if (!transactions.some((tr) => tr.docChanged)) return null;
    const { tr } = state;
    state.doc.descendants((node, pos) => {
      if (node.type !== nodes.table) return node.type.isBlock && !node.isTextblock;
      const widest = Math.max(...node.children.map((row) => row.childCount));
      let end = pos + 1;
      for (const row of node.children) {
        end += row.nodeSize;
        const type = row.type === nodes.header_row ? nodes.header_cell : nodes.cell;
        for (let missing = row.childCount; missing < widest; missing++) tr.insert(tr.mapping.map(end - 1), type.create());
      }
      return false;
    });
    return tr.docChanged ? tr : null;
  },
});
