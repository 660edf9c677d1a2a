// The entry as readers will get it: rendered by the server as it renders everything, in a frame with the readers' stylesheet, so
// that a phone's width is a phone's width.
import { local } from "../../../shared/storage";
import { word } from "../../words";
import { button } from "./fields";

export interface Preview {
  readonly isOpen: boolean;
  /** Told when it was opened or closed. */
  changed: () => void;
  toggle(opener: HTMLElement): void;
  close(): void;
}

const waitMs = 400;
const widthKey = "liveblog.preview";

/** @returns null where the form does not say its event */
export function previewOf(textarea: HTMLTextAreaElement): Preview | null {
  const form = textarea.form;
  const [, slug, entry] = /^\/api\/v1\/events\/([^/]+)\/entries(?:\/([0-9a-f-]{36}))?/.exec(form?.dataset.api ?? "") ?? [];
  return form === null || !slug ? null : new PreviewPanel(form, `/desk/${slug}/preview${entry ? `?entry=${entry}` : ""}`);
}

class PreviewPanel implements Preview {
  changed: () => void = () => {};
  private panel: HTMLElement | null = null;
  private frame: HTMLIFrameElement | null = null;
  private state: HTMLElement | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private opener: HTMLElement | null = null;
  private turn = 0;
  private listening: AbortController | null = null;

  constructor(private readonly form: HTMLFormElement, private readonly address: string) {}

  get isOpen(): boolean {
    return this.panel !== null;
  }

  toggle(opener: HTMLElement): void {
    if (this.panel !== null) return this.close();
    this.opener = opener;
    const panel = document.createElement("section");
    panel.className = "rich-preview";
    panel.setAttribute("aria-label", word("text-preview"));
    const head = Object.assign(document.createElement("div"), { className: "buttons" });
    const width = (phone: boolean) => {
      panel.dataset.width = phone ? "phone" : "full";
      phoneButton.ariaPressed = String(phone);
      fullButton.ariaPressed = String(!phone);
      local.set(widthKey, phone ? "phone" : "full");
    };
    const phoneButton = button(word("text-preview-phone"), () => width(true));
    const fullButton = button(word("text-preview-full"), () => width(false));
    const state = Object.assign(document.createElement("p"), { className: "state" });
    state.setAttribute("role", "status");
    head.append(Object.assign(document.createElement("h2"), { textContent: word("text-preview") }), phoneButton, fullButton, button(word("text-preview-close"), () => this.close()));
    const frame = document.createElement("iframe");
    frame.title = word("text-preview");
    frame.src = this.address;
    frame.addEventListener("load", () => {
      // It is only looked at.
      frame.contentDocument?.addEventListener("click", (click) => click.preventDefault());
      void this.refresh();
    });
    panel.append(head, state, frame);
    panel.addEventListener("keydown", (key) => {
      if (key.key !== "Escape") return;
      key.stopPropagation();
      this.close();
    });
    Object.assign(this, { panel, frame, state });
    width(local.get(widthKey) !== "full");
    document.body.append(panel);
    document.body.classList.add("previewing");
    this.listening = new AbortController();
    for (const type of ["input", "change"]) {
      this.form.addEventListener(type, () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.refresh(), waitMs);
      }, { signal: this.listening.signal });
    }
    this.changed();
  }

  close(): void {
    if (this.panel === null) return;
    const hadFocus = this.panel.contains(document.activeElement);
    clearTimeout(this.timer);
    this.listening?.abort();
    this.panel.remove();
    this.panel = this.frame = this.state = null;
    document.body.classList.remove("previewing");
    if (hadFocus) this.opener?.focus();
    this.changed();
  }

  private async refresh(): Promise<void> {
    const turn = ++this.turn;
    let html: string | null = null;
    try {
      const answer = await fetch(this.address, { method: "POST", body: new FormData(this.form), headers: { Accept: "text/html" } });
      if (answer.ok && !answer.redirected) html = await answer.text();
    } catch {
      // Said below.
    }
    if (turn !== this.turn || this.panel === null) return;
    this.state!.textContent = html === null ? word("text-preview-failed") : "";
    const place = this.frame?.contentDocument?.querySelector("#entries");
    const made = html === null ? null : new DOMParser().parseFromString(html, "text/html").querySelector("#entries");
    if (place && made) place.replaceChildren(...[...made.childNodes].map((node) => place.ownerDocument.adoptNode(node)));
  }
}
