import { word } from "./words";

/** A line beside a form that says how things stand, and what can be done about it. */
export class StateLine {
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly element: HTMLElement | null) {}

  /** Says it; saying the same again is not announced again. */
  say(text: string, ...actions: { readonly label: string; act(): void }[]): void {
    clearInterval(this.timer);
    if (this.element === null || (actions.length === 0 && this.element.textContent === text)) return;
    this.element.replaceChildren(text, ...actions.flatMap(({ label, act }) => [" ", button(label, act)]));
  }

  /** Says how long something will take, counting down to the eye only. */
  countDown(name: string, ms: number, ...actions: { readonly label: string; act(): void }[]): void {
    const end = Date.now() + ms;
    const left = () => Math.max(1, Math.ceil((end - Date.now()) / 1000));
    this.say("");
    const spoken = document.createElement("span");
    spoken.className = "unseen";
    spoken.textContent = word(name, left());
    const seen = document.createElement("span");
    seen.ariaHidden = "true";
    const show = () => { seen.textContent = word(name, left()); };
    show();
    this.timer = setInterval(show, 1000);
    this.element?.replaceChildren(spoken, seen, ...actions.flatMap(({ label, act }) => [" ", button(label, act)]));
  }
}

/** A button that submits nothing. */
export function button(label: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}
