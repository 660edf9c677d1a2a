// Where a link leads.
import type { EditorView } from "prosemirror-view";
import { word } from "../../words";
import { cleanLink, isSafe } from "../paste/links";
import { linkAt, removeLink, setLink } from "./commands";
import { button, labelled } from "./fields";

export function linkPanel(view: EditorView): { element: HTMLElement; open(): void } {
  const element = document.createElement("div");
  element.className = "rich-panel";
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", word("text-link"));
  const [label, input] = labelled(word("text-address"), "url");
  const error = Object.assign(document.createElement("p"), { className: "error", hidden: true, textContent: word("text-address-wrong") });
  error.setAttribute("role", "alert");
  const close = () => element.dispatchEvent(new Event("close"));
  const set = () => {
    const typed = input.value.trim();
    const address = /^(?:[a-z][a-z0-9+.-]*:|[/#])/i.test(typed) ? typed : typed.includes("@") ? `mailto:${typed}` : `https://${typed}`;
    error.hidden = isSafe(address) && typed !== "";
    if (!error.hidden) return input.focus();
    setLink(cleanLink(address) ?? address)(view.state, view.dispatch);
    close();
  };
  input.addEventListener("keydown", (key) => {
    if (key.key !== "Enter" || key.ctrlKey || key.metaKey) return;
    key.preventDefault();
    set();
  });
  const remove = button(word("text-link-remove"), () => {
    removeLink(view.state, view.dispatch);
    close();
  });
  const row = Object.assign(document.createElement("div"), { className: "buttons" });
  row.append(button(word("text-link-set"), set), remove);
  element.append(label, row, error);
  return {
    element,
    open() {
      const present = linkAt(view.state);
      input.value = present?.href ?? "";
      remove.hidden = present === null;
      error.hidden = true;
      input.focus();
      input.select();
    },
  };
}
