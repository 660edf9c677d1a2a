// Plain text of the clipboard: as it stands, unless it shows that its lines were broken by a page (a PDF).

const ligatures: Record<string, string> = { "\uFB00": "ff", "\uFB01": "fi", "\uFB02": "fl", "\uFB03": "ffi", "\uFB04": "ffl", "\uFB05": "st", "\uFB06": "st" };
/** Words that keep their hyphen: « porte-parole », « ex-ministre ». */
const kept = /(?:^|[\s'’(«-])(?:porte|vice|ex|non|sous|avant|après|demi|semi|mi|quasi|grand|arrière|contre|co|anti|inter|celui|celle|ceux|celles|est|dit|peut|au|par|ci|là|self|well|so|de|vingt|trente|quarante|cinquante|soixante|quatre|dix)$/iu;
const pronoun = /^(?:ci|là|il|ils|elle|elles|on|je|tu|nous|vous|ce|t|y|en|le|la|les|moi|toi|lui|leur|même|mêmes)(?![\p{L}])/iu;
const bullet = /^[•◦▪‣●○·–—-]\s+/u;
const numbered = /^\d{1,3}[.)]\s+/;

/** The text as Markdown is to read it. */
export function plainToMarkdown(text: string): string {
  const tidy = normal(text);
  const blocks = tidy.split(/\n[ \t]*(?:\n[ \t]*)+/).map((block) => block.split("\n").map((line) => line.trimEnd()));
  return blocks.map((lines) => (isBroken(lines) ? joined(lines, tidy) : lines.map(unindented).join("\n"))).filter((block) => block.trim() !== "").join("\n\n");
}

/** Line ends of one kind, no ligatures, no marks that show nothing. */
export function normal(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029\f\v]/g, "\n").replace(/[\uFB00-\uFB06]/g, (sign) => ligatures[sign]!).replace(/[\u200B\u2060\uFEFF\0]/g, "");
}

// Four spaces would be code, which a copied text never means; bullets are lists.
const unindented = (line: string) => line.replace(/^[ \t]{4,}(?![-*+]|\d+[.)])/, "").replace(/^(\s*)[•◦▪‣●○·]\s+/u, "$1- ");

/** Whether a page broke the lines: they end at about the same width, in the middle of sentences. */
function isBroken(all: readonly string[]): boolean {
  const lines = all.filter((line) => line.trim() !== "");
  const inner = lines.slice(0, -1);
  if (lines.length < 2) return false;
  const longest = Math.max(...lines.map((line) => line.length));
  if (longest < 40) return false;
  if (lines.some((line) => /^\s*(?:#{1,6}\s|>|```|\||:::)/.test(line))) return false;
  const soft = inner.filter((line, at) => breaksInside(line, lines[at + 1]!, longest)).length;
  const hard = inner.filter((line, at) => !breaksInside(line, lines[at + 1]!, longest) && !startsItem(lines[at + 1]!)).length;
  return soft > 0 && soft >= hard * 2;
}

const startsItem = (line: string) => bullet.test(line.trim()) || numbered.test(line.trim());

function breaksInside(line: string, next: string, longest: number): boolean {
  if (startsItem(next)) return false;
  if (/[\p{L}][-\u2010\u00AD]$/u.test(line)) return true;
  return line.length >= longest * 0.7 || !/[.!?…:;»"”)]$/u.test(line) && /^[\p{Ll}]/u.test(next.trim()) && line.length >= longest * 0.5;
}

function joined(lines: readonly string[], whole: string): string {
  const longest = Math.max(...lines.map((line) => line.length));
  let out = "";
  let previous = "";
  for (const raw of lines) {
    const line = raw.trim();
    if (line === "") continue;
    if (out === "") out = line;
    else if (startsItem(line)) out += (startsItem(previous) || out.split("\n").some(startsItem) ? "\n" : "\n\n") + line;
    else if (isParagraphEnd(previous, line, longest)) out += `\n\n${line}`;
    else out = glued(out, line, whole);
    previous = line;
  }
  return out.replace(/^[•◦▪‣●○·–—]\s+/gmu, "- ").replace(/\u00AD/g, "");
}

// A short line that ends a sentence ends the paragraph.
const isParagraphEnd = (previous: string, line: string, longest: number) =>
  /[.!?…»”]$/u.test(previous) && previous.length < longest * 0.7 && /^[\p{Lu}«“"\d]/u.test(line);

function glued(before: string, line: string, whole: string): string {
  const hyphen = /([\p{L}\p{N}]+)([-\u2010\u00AD])$/u.exec(before);
  if (hyphen === null) return `${before} ${line}`;
  const [, head, sign] = hyphen;
  const rest = /^[\p{L}\p{N}]+/u.exec(line)?.[0] ?? "";
  const bare = before.slice(0, -1);
  if (sign === "\u00AD") return bare + line;
  // What the text itself says elsewhere decides first.
  const says = (word: string) => new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, "iu").test(whole);
  if (says(`${head}-${rest}`)) return `${bare}-${line}`;
  if (says(`${head}${rest}`)) return bare + line;
  const keep = /^[\p{Lu}\p{N}]/u.test(line) || /\p{N}$/u.test(head!) || kept.test(bare) || pronoun.test(line);
  return `${bare}${keep ? "-" : ""}${line}`;
}
