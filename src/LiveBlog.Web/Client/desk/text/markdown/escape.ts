// Plain text so that Markdown shows it as it is; the rules are those of PlainToMarkdown in LiveBlog.Core.
import { parsed } from "../paste/links";

const address = /(?<![\p{L}\p{N}])https?:\/\/[^\s<>\\"«»\p{C}]+/giu;
const simple = /^https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/?#][A-Za-z0-9/?#=&%+._-]*)?$/;
const scheme = /(?<![\p{L}\p{N}])(?:www\.|mailto:|tel:)[^\s<>\\"«»|*[\]`]+/giu;
const wordChar = /[\p{L}\p{N}]/u;

/**
 * A part of a line.
 * @param links whether addresses stay links
 * @param before the character before it; a space at the start of a line
 * @param after the character after it; a space at the end of a line
 */
export function escapeText(text: string, links: boolean, before: string, after: string): string {
  if (!links) return escapeRange(text, 0, text.length, before, after);
  let escaped = "";
  let copied = 0;
  for (const match of text.matchAll(address)) {
    const url = match[0].replace(/[!?;:.,)\]'*_~…]+$/u, "");
    if (parsed(url) === null) continue;
    const end = match.index + url.length;
    escaped += escapeSchemes(text, copied, match.index, before, after);
    // Between spaces and without special characters it is a link as it stands, which is nicer to edit.
    const bare = (text[match.index - 1] ?? before) === " " && /^[.,!?:]?(?:\s|$)/.test(text.slice(end) + (after === " " ? "" : after)) && simple.test(url) && !/_(?![a-z0-9])|(?<![a-z0-9])_/i.test(url);
    escaped += bare ? url : `<${url}>`;
    copied = end;
  }
  return escaped + escapeSchemes(text, copied, text.length, before, after);
}

// "www.", "mailto:" and "tel:" are links as they stand; an underscore in them is no emphasis.
function escapeSchemes(text: string, start: number, end: number, before: string, after: string): string {
  let escaped = "";
  let copied = start;
  for (const match of text.slice(start, end).matchAll(scheme)) {
    const from = start + match.index;
    const to = from + match[0].length;
    if (/[_~&]/.test(match[0])) continue;
    escaped += escapeRange(text, copied, from, before, after) + match[0];
    copied = to;
  }
  return escaped + escapeRange(text, copied, end, before, after);
}

function escapeRange(text: string, start: number, end: number, before: string, after: string): string {
  let escaped = "";
  for (let i = start; i < end; i++) {
    if (needsEscape(text, i, before, after)) escaped += "\\";
    escaped += text[i];
  }
  return escaped;
}

function needsEscape(text: string, i: number, before: string, after: string): boolean {
  const previous = text[i - 1] ?? before;
  const next = text[i + 1] ?? after;
  switch (text[i]) {
    case "\\": case "`": case "*": case "[": case "]": case "|": case "<": return true;
    // Inside a word an underscore is only a letter (CommonMark 6.2, rule 2).
    case "_": return !wordChar.test(previous) || !wordChar.test(next);
    case "~": return previous === "~" || next === "~";
    case "&": return /^&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/i.test(text.slice(i));
    default: return false;
  }
}

/** A line, escaped against being read as the start of a heading, list, quote, rule, table or block of our own. */
export function escapeStart(line: string): string {
  const numbered = /^(\d{1,9})[.)](?:\s|$)/.exec(line);
  if (numbered) return `${numbered[1]}\\${line.slice(numbered[1]!.length)}`;
  return /^(?:#{1,6}(?:\s|$)|>|[-+](?:\s|$)|-{2,}|(?:- *){3,}$|=+\s*$|:?-+:?\s*$|:{3})/.test(line) ? `\\${line}` : line;
}
