// A search among our own events, entries and articles, which adds their addresses to a field of related links.
interface Found {
  readonly headline: string;
  readonly url: string;
}

const afterMs = 250;

export function related(root: ParentNode = document): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-related]")) mount(place, place.querySelector("textarea")!);
}

function mount(place: HTMLElement, lines: HTMLTextAreaElement): void {
  const input = Object.assign(document.createElement("input"), { type: "search", autocomplete: "off", placeholder: place.dataset.label! });
  input.ariaLabel = place.dataset.label!;
  const list = Object.assign(document.createElement("ul"), { className: "found" });
  const state = Object.assign(document.createElement("p"), { className: "hint" });
  state.setAttribute("role", "status");
  place.append(input, state, list);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;
  const search = async (): Promise<void> => {
    const asked = ++latest;
    const query = input.value.trim();
    if (query.length < 2) {
      list.replaceChildren();
      state.textContent = "";
      return;
    }
    let found: readonly Found[] | null = null;
    try {
      const answer = await fetch(`/api/v1/search?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } });
      if (answer.ok) found = await answer.json() as Found[];
    } catch {
      // Said below.
    }
    if (asked !== latest) return;
    state.textContent = found === null ? place.dataset.failed! : found.length === 0 ? place.dataset.none! : "";
    list.replaceChildren(...(found ?? []).slice(0, 8).map((one) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = one.headline;
      button.addEventListener("click", () => {
        lines.value = withLine(lines.value, one.url);
        lines.dispatchEvent(new Event("input", { bubbles: true }));
        input.value = "";
        list.replaceChildren();
        input.focus();
      });
      const item = document.createElement("li");
      item.append(button);
      return item;
    }));
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void search(), afterMs);
  });
  input.addEventListener("keydown", (key) => {
    if (key.key === "Enter") key.preventDefault();
  });
}

/** The lines with that one at their end, once. */
export function withLine(lines: string, line: string): string {
  const all = lines.split("\n").map((one) => one.trim()).filter((one) => one !== "");
  return (all.some((one) => one.split(" ")[0] === line) ? all : [...all, line]).join("\n");
}
