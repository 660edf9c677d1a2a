// Reads Markdown as LiveBlog.Core's Markdig does: CommonMark without HTML, tables, strikethrough, and the two blocks of our own.
import MarkdownIt, { type StateBlock, type Token } from "markdown-it";

export type { Token };

const names = ["key-figure", "known-unknown"];

function frame(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const lineAt = (line: number) => state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]);
  if (state.sCount[startLine]! - state.blkIndent >= 4) return false;
  const open = /^(:{3,})[ \t]*(.*?)[ \t]*$/.exec(lineAt(startLine));
  if (open === null || !names.includes(open[2]!)) return false;
  if (silent) return true;
  let next = startLine + 1;
  let closed = false;
  for (; next < endLine; next++) {
    const close = /^(:{3,})[ \t]*$/.exec(lineAt(next));
    if (state.sCount[next]! < state.blkIndent && lineAt(next) !== "") break;
    if (close !== null && close[1]!.length >= open[1]!.length && state.sCount[next]! - state.blkIndent < 4) {
      closed = true;
      break;
    }
  }
  const { parentType, lineMax } = state;
  state.lineMax = next;
  const opening = state.push("frame_open", "div", 1);
  opening.info = open[2]!;
  opening.map = [startLine, next + (closed ? 1 : 0)];
  opening.meta = { closed };
  state.md.block.tokenize(state, startLine + 1, next);
  state.push("frame_close", "div", -1);
  state.parentType = parentType;
  state.lineMax = lineMax;
  state.line = next + (closed ? 1 : 0);
  return true;
}

const markdownIt = new MarkdownIt("commonmark", { html: false }).enable(["table", "strikethrough"]);
markdownIt.block.ruler.before("fence", "frame", frame, { alt: ["paragraph", "reference", "blockquote", "list"] });
// The server judges links; here they are only kept.
markdownIt.validateLink = () => true;
markdownIt.normalizeLink = (address: string) => address;
markdownIt.normalizeLinkText = (address: string) => address;

/** The text's tokens; those of blocks know their lines. */
export function tokensOf(markdown: string): Token[] {
  return markdownIt.parse(markdown, {});
}
