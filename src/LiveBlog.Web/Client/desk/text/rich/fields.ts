/** An input without a name of its own: no form sends it. */
export function labelled(text: string, type: string): [HTMLLabelElement, HTMLInputElement] {
  const label = document.createElement("label");
  const input = Object.assign(document.createElement("input"), { type, autocomplete: "off" });
  // What is typed here is not the form's text.
  input.addEventListener("input", (typed) => typed.stopPropagation());
  label.append(text, input);
  return [label, input];
}

export function button(text: string, act: () => void): HTMLButtonElement {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.addEventListener("click", act);
  return made;
}
