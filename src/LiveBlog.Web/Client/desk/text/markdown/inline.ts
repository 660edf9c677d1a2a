// The text of one block with its marks, as Markdown.
import { Fragment, type Mark, type Node } from "prosemirror-model";
import { schema } from "../schema";
import { escapeStart, escapeText } from "./escape";

const { marks } = schema;
const delimiters: Record<string, string> = { strong: "**", em: "*", strike: "~~" };

interface Run {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** @param inTable in a cell, where `|` ends it even in code */
export function inlineToMarkdown(content: Fragment, inTable = false): string {
  let runs = runsOf(content, inTable);
  for (const name of Object.keys(delimiters)) runs = withSpaceOutside(runs, name);
  return trimmed(write(merged(runs)));
}

function runsOf(content: Fragment, inTable: boolean): Run[] {
  const runs: Run[] = [];
  content.forEach((node: Node) => {
    const text = node.isText ? node.text!.replace(/\n/g, " ") : "\n";
    runs.push({ text, marks: inTable && text.includes("|") ? node.marks.filter((mark) => mark.type !== marks.code) : node.marks });
  });
  return runs;
}

const has = (run: Run | undefined, name: string) => run?.marks.some((mark) => mark.type.name === name) ?? false;
const isCode = (run: Run | undefined) => has(run, "code");
const without = (run: Run, name: string): Run => ({ text: run.text, marks: run.marks.filter((mark) => mark.type.name !== name) });

// Emphasis may not begin or end with a space, and beside punctuation on the inside there must be a space or punctuation on the
// outside (CommonMark 6.2): such signs are left out of it, which nobody can see.
function withSpaceOutside(runs: Run[], name: string): Run[] {
  const result = [...runs];
  for (let i = 0; i < result.length; i++) {
    if (!has(result[i], name) || has(result[i - 1], name)) continue;
    let start = i;
    for (;;) {
      const run = result[start];
      if (!has(run, name)) break;
      const count = isCode(run) ? (isBad("`", before(result, start)) ? run!.text.length : 0) : badStart(run!.text, before(result, start));
      if (count === 0) break;
      split(result, start, count, name, true);
      start++;
    }
  }
  for (let i = result.length - 1; i >= 0; i--) {
    if (!has(result[i], name) || has(result[i + 1], name)) continue;
    let end = i;
    for (;;) {
      const run = result[end];
      if (!has(run, name)) break;
      const after = result[end + 1]?.text[0] ?? " ";
      const count = isCode(run) ? (isBad("`", after) ? run!.text.length : 0) : badStart([...run!.text].reverse().join(""), after);
      if (count === 0) break;
      // What is left of it, if anything, stays at the same place.
      if (!split(result, end, run!.text.length - count, name, false)) end--;
    }
  }
  return result.filter((run) => run.text !== "");
}

const before = (runs: Run[], at: number) => [...(runs[at - 1]?.text ?? " ")].at(-1)!;

function badStart(text: string, outside: string): number {
  let count = 0;
  let neighbour = outside;
  for (const sign of text) {
    if (!isBad(sign, neighbour)) break;
    count += sign.length;
    neighbour = sign;
  }
  return count;
}

const isSpace = (sign: string) => /\s/u.test(sign);
const isSign = (sign: string) => /[\p{P}\p{S}]/u.test(sign);
const isBad = (inside: string, outside: string) => isSpace(inside) || isSign(inside) && !isSpace(outside) && !isSign(outside);

/** Splits the run and takes the mark off the first or the second part; answers whether there are two. */
function split(runs: Run[], at: number, count: number, name: string, first: boolean): boolean {
  const run = runs[at]!;
  const head = { text: run.text.slice(0, count), marks: run.marks };
  const tail = { text: run.text.slice(count), marks: run.marks };
  const parts = [first ? without(head, name) : head, first ? tail : without(tail, name)].filter((part) => part.text !== "");
  runs.splice(at, 1, ...parts);
  return parts.length === 2;
}

function merged(runs: Run[]): Run[] {
  const result: Run[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last && last.marks.length === run.marks.length && last.marks.every((mark, at) => mark.eq(run.marks[at]!))) result[result.length - 1] = { ...run, text: last.text + run.text };
    else result.push(run);
  }
  return result;
}

function write(runs: Run[]): string {
  let out = "";
  const open: Mark[] = [];
  const closeTo = (count: number) => {
    while (open.length > count) out += closing(open.pop()!);
  };
  runs.forEach((run, at) => {
    const wanted = run.marks.filter((mark) => mark.type !== marks.code);
    let kept = 0;
    while (kept < open.length && wanted.some((mark) => mark.eq(open[kept]!))) kept++;
    closeTo(kept);
    // What lasts longest is opened first, so that it need not be closed in between.
    const opening = wanted.filter((mark) => !open.some((other) => other.eq(mark)))
      .map((mark) => ({ mark, end: endOf(runs, at, mark) })).sort((a, b) => b.end - a.end);
    for (const { mark } of opening) {
      // "!" and a link would be an image.
      if (mark.type === marks.link && out.endsWith("!")) out = `${out.slice(0, -1)}\\!`;
      out += mark.type === marks.link ? "[" : delimiters[mark.type.name]!;
      open.push(mark);
    }
    out += isCode(run) ? code(run.text) : text(runs, at, out);
  });
  closeTo(0);
  return out;
}

function endOf(runs: Run[], at: number, mark: Mark): number {
  let end = at;
  while (end < runs.length && runs[end]!.marks.some((other) => other.eq(mark))) end++;
  return end;
}

function closing(mark: Mark): string {
  if (mark.type !== marks.link) return delimiters[mark.type.name]!;
  const { href, title } = mark.attrs as { href: string; title: string | null };
  const safe = href.replace(/&(?=#?\w+;)/g, "&amp;").replace(/[\\<>]/g, "\\$&");
  const target = safe === "" || /[\s()\p{Cc}]/u.test(safe) ? `<${safe.replace(/\n/g, "%0A")}>` : safe;
  return `](${target}${title === null ? "" : ` "${title.replace(/[\\"]/g, "\\$&").replace(/&(?=#?\w+;)/g, "&amp;")}"`})`;
}

function code(text: string): string {
  const line = text.replace(/\n/g, " ");
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = /^`|`$|^ .*[^ ].* $/.test(line) ? " " : "";
  return fence + pad + line + pad + fence;
}

function text(runs: Run[], at: number, out: string): string {
  const links = !has(runs[at], "link");
  const lines = runs[at]!.text.split("\n");
  return lines.map((line, i) => {
    const before = i > 0 || out === "" ? " " : out.at(-1) === "\n" ? " " : out.at(-1)!;
    const after = i < lines.length - 1 || at === runs.length - 1 || runs[at + 1]!.text.startsWith("\n") ? " " : "*";
    return escapeText(line, links, before, after);
  }).join("\n");
}

// White space at the ends of lines goes, and so do empty lines, which would end the paragraph.
function trimmed(markdown: string): string {
  return markdown.split("\n").map((line) => escapeStart(line.replace(/^[ \t]+|[ \t]+$/g, ""))).filter((line) => line !== "").join("\n");
}
