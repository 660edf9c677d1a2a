// A field of names separated by commas gets a second one, which offers those that there are.
export function names(root: ParentNode = document): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-names]")) {
    const input = place.querySelector<HTMLInputElement>("input");
    if (!input) continue;
    const adder = document.createElement("input");
    adder.type = "text";
    adder.className = "add-name";
    adder.setAttribute("list", place.dataset.namesList!);
    adder.setAttribute("aria-label", place.dataset.names!);
    adder.placeholder = place.dataset.names!;
    adder.autocomplete = "off";
    const add = (): void => {
      input.value = withName(input.value, adder.value);
      adder.value = "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    };
    adder.addEventListener("change", add);
    adder.addEventListener("keydown", (key) => {
      if (key.key !== "Enter") return;
      // It adds a name; the form is sent by its button.
      key.preventDefault();
      add();
    });
    place.append(adder);
  }
}

/** The list with that name at its end, once. */
export function withName(list: string, name: string): string {
  const all = list.split(",").map((one) => one.trim()).filter((one) => one !== "");
  const added = name.replace(/,/g, " ").trim();
  return (added === "" || all.includes(added) ? all : [...all, added]).join(", ");
}
