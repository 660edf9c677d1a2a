// Small services of every form of the desk: what was refused goes when its field changes, long texts say what is left.
import { word } from "../words";

/** A count is shown from that share of the limit on. */
const nearly = 0.8;

export function fields(): void {
  document.addEventListener("input", (input) => {
    const field = input.target instanceof Element ? input.target.closest<HTMLElement>(".field") : null;
    if (field === null) return;
    accept(field);
    count(field, input.target as HTMLInputElement);
  });
  document.addEventListener("change", (change) => {
    const field = change.target instanceof Element ? change.target.closest<HTMLElement>(".field") : null;
    if (field) accept(field);
  });
}

function accept(field: HTMLElement): void {
  const error = field.querySelector(":scope > .error");
  if (error === null) return;
  error.remove();
  for (const input of field.querySelectorAll("[aria-invalid]")) {
    input.removeAttribute("aria-invalid");
    const kept = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id !== error.id && id !== "").join(" ");
    if (kept === "") input.removeAttribute("aria-describedby");
    else input.setAttribute("aria-describedby", kept);
  }
}

function count(field: HTMLElement, input: HTMLInputElement): void {
  const most = Number(input.dataset?.most ?? 0);
  let shown = field.querySelector<HTMLElement>(".left");
  const left = most - (input.value?.length ?? 0);
  if (most === 0 || left > most * (1 - nearly)) {
    shown?.remove();
    return;
  }
  if (shown === null) {
    shown = Object.assign(document.createElement("p"), { className: "left" });
    field.append(shown);
  }
  shown.textContent = left >= 0 ? word("chars-left", left) : word("chars-over", -left);
  shown.classList.toggle("over-limit", left < 0);
}
