// HTML of the clipboard, as Word, Google Docs, Outlook, mail programs and pages put it there, made plain: only what the editor's
// schema knows is left, and nothing that runs or loads.
import { cleanLink } from "./links";
import { wordLists } from "./word-lists";

const dropped = "script,style,link,meta,title,base,template,noscript,iframe,frame,object,embed,svg,math,canvas,map,img,picture,video,audio,source,track,"
  + "form input,form select,form button,form textarea,input,select,button,textarea,dialog,nav,[role=button],[role=navigation],[hidden],xml";
const blocks = new Set(["ADDRESS", "ARTICLE", "ASIDE", "BLOCKQUOTE", "CENTER", "DD", "DETAILS", "DIV", "DL", "DT", "FIELDSET", "FIGCAPTION", "FIGURE",
  "FOOTER", "FORM", "H1", "H2", "H3", "H4", "H5", "H6", "HEADER", "HGROUP", "HR", "LI", "MAIN", "OL", "P", "PRE", "SECTION", "SUMMARY", "TABLE", "TBODY", "TD", "TFOOT",
  "TH", "THEAD", "TR", "UL"]);
const isBlock = (node: Node | null): boolean => node !== null && blocks.has(node.nodeName);

/** The body of a document of its own, in which nothing has run or loaded. */
export function clean(html: string): HTMLElement {
  const { body } = new DOMParser().parseFromString(quiet(fragmentOf(html)), "text/html");
  removeHidden(body);
  wordLists(body);
  for (const element of body.querySelectorAll("figure")) {
    // The caption of a photo that is not taken along says nothing.
    if (element.querySelector("img,picture,video,iframe,svg") && !element.querySelector("blockquote,table")) element.remove();
  }
  for (const element of body.querySelectorAll(dropped)) element.remove();
  withoutComments(body);
  for (const element of [...body.querySelectorAll<HTMLElement>("*")]) {
    if (element.localName.includes(":")) unwrap(element);
  }
  stylesToMarks(body);
  tidyText(body);
  for (const anchor of body.querySelectorAll<HTMLAnchorElement>("a")) tidyLink(anchor);
  for (const element of body.querySelectorAll<HTMLElement>("p.MsoQuote, p.MsoIntenseQuote")) rename(rewrap(element, "blockquote"), "p");
  for (const element of body.querySelectorAll<HTMLElement>("p.MsoTitle")) rename(element, "h3");
  tidyHeadings(body);
  for (const table of [...body.querySelectorAll("table")].reverse()) tidyTable(table);
  for (const list of body.querySelectorAll("ul,ol")) tidyList(list);
  for (const caption of body.querySelectorAll("figure > blockquote + figcaption")) caption.previousElementSibling!.append(rename(caption, "footer"));
  // The editor's own blocks are known by their classes, which nobody else may give.
  for (const pre of body.querySelectorAll("pre")) {
    pre.removeAttribute("class");
    pre.textContent = pre.textContent;
  }
  paragraphs(body);
  return body;
}

// What is not between these two stands only for the application that reads it.
function fragmentOf(html: string): string {
  return /<!--\s*StartFragment\s*-->([\s\S]*?)<!--\s*EndFragment\s*-->/i.exec(html)?.[1] ?? html;
}

// A page that forbids inline styles and handlers says so for each that is parsed, in whatever document: none may reach a parser.
export function quiet(html: string): string {
  return html.replace(/<style\b[^>]*>[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^\s/>]*(?:[^>"']|"[^"]*"|'[^']*')*>/gi, (tag) => tag.replace(/([\s"'/])(style|on[a-z]+)(?=\s*=)/gi, "$1data-$2"));
}

/** What its style says of one property. */
function styleOf(element: HTMLElement, property: string): string {
  return new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]+)`, "i").exec(element.dataset.style ?? "")?.[1]!.trim().toLowerCase() ?? "";
}

/** Words set in bold by a style are bold; <b> with a style that says it is not, isn't. */
function stylesToMarks(body: HTMLElement): void {
  for (const element of [...body.querySelectorAll<HTMLElement>("[data-style]")]) {
    const weight = styleOf(element, "font-weight");
    const slant = styleOf(element, "font-style");
    if (element.localName === "b" && /^(?:normal|400)$/.test(weight) || element.localName === "i" && slant === "normal") {
      unwrap(element);
      continue;
    }
    if (isBlock(element) || element.localName === "a") continue;
    if (/^(?:bold(?:er)?|[6-9]\d\d)$/.test(weight)) wrapInner(element, "strong");
    if (/^(?:italic|oblique)/.test(slant)) wrapInner(element, "em");
    if (/line-through/.test(styleOf(element, "text-decoration(?:-line)?"))) wrapInner(element, "s");
  }
}

function wrapInner(element: HTMLElement, name: string): void {
  const inner = element.ownerDocument.createElement(name);
  inner.append(...element.childNodes);
  element.append(inner);
}

function removeHidden(body: HTMLElement): void {
  for (const element of [...body.querySelectorAll<HTMLElement>("[data-style]")]) {
    const style = element.dataset.style!;
    if (/mso-hide\s*:\s*all|(?:^|;)\s*display\s*:\s*none/i.test(style)) element.remove();
    else if (/mso-spacerun\s*:\s*yes/i.test(style)) element.replaceWith(" ");
    else if (/mso-tab-count/i.test(style)) element.replaceWith(" ");
  }
}

function withoutComments(body: HTMLElement): void {
  for (const node of nodesOf(body, NodeFilter.SHOW_COMMENT)) (node as Comment).remove();
}

// No-break spaces stay, for numbers; several in a row were only for looks.
function tidyText(body: HTMLElement): void {
  for (const node of nodesOf(body, NodeFilter.SHOW_TEXT)) {
    const text = node as Text;
    if (text.parentElement?.closest("pre")) continue;
    text.data = text.data.replace(/[\u200B\u2060\uFEFF\u00AD]/g, "").replace(/[ \t\r\n\f]*\u00A0(?:[ \t\r\n\f\u00A0])+|[ \t\r\n\f]+\u00A0/g, " ").replace(/[ \t\r\n\f]+/g, " ");
    if (text.nextSibling?.nodeName === "BR") text.data = text.data.replace(/ $/, "");
    if (text.previousSibling?.nodeName === "BR") text.data = text.data.replace(/^ /, "");
  }
}

function tidyLink(anchor: HTMLAnchorElement): void {
  const href = cleanLink(anchor.getAttribute("href") ?? "");
  const empty = anchor.textContent!.trim() === "";
  if (href === null || empty) unwrap(anchor);
  else {
    for (const { name } of [...anchor.attributes]) anchor.removeAttribute(name);
    anchor.setAttribute("href", href);
  }
}

// The highest heading stands right below an entry's headline; bold in a heading says nothing.
function tidyHeadings(body: HTMLElement): void {
  const headings = [...body.querySelectorAll<HTMLElement>("h1,h2,h3,h4,h5,h6")];
  const highest = Math.min(...headings.map((heading) => Number(heading.localName[1])));
  for (const heading of headings) {
    for (const bold of heading.querySelectorAll<HTMLElement>("b,strong")) unwrap(bold);
    for (const br of heading.querySelectorAll("br")) br.replaceWith(" ");
    const level = Math.min(Number(heading.localName[1]) - highest + 3, 5);
    if (heading.closest("td,th,li")) rename(heading, "p");
    else rename(heading, `h${level}`);
  }
}

// Tables of data stay; those that only place things give what is in them.
function tidyTable(table: HTMLTableElement): void {
  const rows = [...table.rows].filter((row) => row.textContent!.trim() !== "");
  const width = Math.max(0, ...rows.map((row) => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0)));
  if (table.getAttribute("role") === "presentation" || rows.length < 2 || width < 2 || width > 12 || table.querySelector("table,ul,ol,blockquote,h3,h4,h5") || table.closest("li,blockquote")) {
    const inner = rows.flatMap((row) => [...row.cells]).map((cell) => rename(cell, "div"));
    table.replaceWith(...inner);
    return;
  }
  const made = table.ownerDocument.createElement("table");
  rows.forEach((row, at) => {
    const line = made.insertRow();
    if (at === 0) line.className = "header";
    for (const cell of row.cells) {
      const written = table.ownerDocument.createElement(at === 0 ? "th" : "td");
      const align = styleOf(cell, "text-align") || cell.getAttribute("align") || cell.querySelector<HTMLElement>("[align]")?.getAttribute("align");
      for (const block of cell.querySelectorAll("p,div,br")) block.before(" ");
      for (const br of cell.querySelectorAll("br")) br.remove();
      written.append(...cell.childNodes);
      for (const block of written.querySelectorAll<HTMLElement>("p,div")) unwrap(block);
      trim(written);
      if (align === "right" || align === "center") written.dataset.align = align;
      line.append(written);
      for (let extra = 1; extra < cell.colSpan; extra++) line.append(table.ownerDocument.createElement(at === 0 ? "th" : "td"));
    }
    while (line.cells.length < width) line.append(table.ownerDocument.createElement(at === 0 ? "th" : "td"));
  });
  const caption = table.caption?.textContent?.trim();
  if (caption) table.before(Object.assign(table.ownerDocument.createElement("p"), { textContent: caption }));
  table.replaceWith(made);
}

// Google Docs and Outlook put the inner list beside the item that it belongs to.
function tidyList(list: Element): void {
  for (const child of [...list.children]) {
    if (child.localName === "li") continue;
    const item = child.previousElementSibling ?? list.insertBefore(list.ownerDocument.createElement("li"), child);
    item.append(child);
  }
  for (const item of list.children) if (item.textContent!.trim() === "") item.remove();
  if (list.childElementCount === 0) list.remove();
}

// Every run of text between blocks is a paragraph, and two line ends in a row begin another.
function paragraphs(container: HTMLElement): void {
  const made: Node[] = [];
  let run: Node[] = [];
  const flush = () => {
    const lines = splitAtEmptyLines(run);
    for (const line of lines) {
      const paragraph = container.ownerDocument.createElement("p");
      paragraph.append(...line);
      trim(paragraph);
      if (paragraph.textContent!.trim() !== "") made.push(paragraph);
    }
    run = [];
  };
  for (const node of [...container.childNodes]) {
    if (!isBlock(node) && !hasBlock(node)) {
      run.push(node);
      continue;
    }
    flush();
    const element = node as HTMLElement;
    if (/^(?:UL|OL)$/.test(element.nodeName)) {
      for (const item of element.children) paragraphs(item as HTMLElement);
      made.push(element);
    } else if (element.nodeName === "BLOCKQUOTE") {
      const speaker = element.querySelector(":scope > footer, :scope > cite, :scope > p > cite:only-child");
      const name = speaker?.textContent?.trim().replace(/^[—–-]+\s*/, "") ?? "";
      (speaker?.parentElement?.localName === "p" ? speaker.parentElement : speaker)?.remove();
      paragraphs(element);
      if (name !== "" && element.childElementCount > 0) element.append(Object.assign(element.ownerDocument.createElement("footer"), { textContent: name }));
      if (element.childElementCount > 0) made.push(element);
    } else if (element.nodeName === "P") {
      for (const line of splitAtEmptyLines([...element.childNodes])) {
        const paragraph = element.cloneNode(false) as HTMLElement;
        paragraph.removeAttribute("class");
        paragraph.append(...line);
        trim(paragraph);
        if (paragraph.textContent!.trim() !== "") made.push(paragraph);
      }
    } else if (/^(?:H\d|TABLE|PRE|HR)$/.test(element.nodeName)) {
      if (element.nodeName === "HR" || element.textContent!.trim() !== "") made.push(element);
    } else {
      paragraphs(element);
      made.push(...element.childNodes);
    }
  }
  flush();
  container.replaceChildren(...made);
}

function hasBlock(node: Node): boolean {
  return [...node.childNodes].some((child) => isBlock(child) || hasBlock(child));
}

function splitAtEmptyLines(run: Node[]): Node[][] {
  const lines: Node[][] = [[]];
  let breaks = 0;
  for (const node of run) {
    if (node.nodeName === "BR") {
      breaks++;
      if (breaks === 2) {
        lines.at(-1)!.pop();
        lines.push([]);
      } else if (breaks === 1) lines.at(-1)!.push(node);
    } else {
      if (node.textContent!.trim() !== "") breaks = 0;
      lines.at(-1)!.push(node);
    }
  }
  return lines.filter((line) => line.some((node) => node.textContent!.trim() !== ""));
}

function trim(element: HTMLElement): void {
  const isEmptyEdge = (node: ChildNode | null) => node !== null && (node.nodeName === "BR" || node.nodeType === 3 && node.textContent!.trim() === "");
  while (isEmptyEdge(element.firstChild)) element.firstChild!.remove();
  while (isEmptyEdge(element.lastChild)) element.lastChild!.remove();
}

function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}

function rename(element: Element, name: string): HTMLElement {
  const renamed = element.ownerDocument.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
  return renamed;
}

function rewrap(element: HTMLElement, name: string): HTMLElement {
  const outer = element.ownerDocument.createElement(name);
  element.before(outer);
  outer.append(element);
  return element;
}

function nodesOf(body: HTMLElement, what: number): Node[] {
  const walker = body.ownerDocument.createTreeWalker(body, what);
  const found: Node[] = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}
