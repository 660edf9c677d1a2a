// Pasting into the plain Markdown.
import { pastedMarkdown } from ".";

/** @returns whether it was done; else the browser does what it always does */
export function insertPasted(textarea: HTMLTextAreaElement, event: ClipboardEvent, literal: boolean): boolean {
  const data = event.clipboardData;
  if (!data || literal || textarea.readOnly) return false;
  const text = data.getData("text/plain");
  const copied = data.getData("text/html");
  // A programmer's editor and ours give Markdown as text; their HTML only shows it.
  const html = data.types.includes("vscode-editor-data") || copied.includes("data-pm-slice") ? "" : copied;
  const markdown = pastedMarkdown({ html, text });
  if (markdown === null || markdown === text) return false;
  // The one way that the browser's own undo knows.
  if (!document.execCommand("insertText", false, markdown)) {
    textarea.setRangeText(markdown, textarea.selectionStart, textarea.selectionEnd, "end");
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return true;
}
