// The rich editor over a textarea that always holds the Markdown. The textarea is there at once and works without it; the editor
// comes when it has been loaded, and takes over text, caret and focus.

export interface EditorOptions {
  /** The language of the text, for spelling checkers and for what is inserted. */
  readonly language: string;
  /** Answers what is found among our own events, entries and articles; without it there is no search. */
  readonly search?: (query: string) => Promise<readonly Found[]>;
}

/** What a search found. */
export interface Found {
  readonly kind: "event" | "entry" | "article";
  readonly headline: string;
  readonly url: string;
  readonly publishedOn?: string | null;
  readonly image?: string | null;
}

export interface Editor {
  focus(): void;
  /** Replaces the text. */
  setMarkdown(markdown: string): void;
  /** Leaves the textarea as it was. */
  destroy(): void;
}

export function mountEditor(textarea: HTMLTextAreaElement, options: EditorOptions): Editor {
  let rich: Editor | undefined;
  let destroyed = false;
  // Where it can't be loaded the textarea goes on as it is.
  void import("./rich").then(({ mountRich }) => whenSettled(textarea, () => {
    if (!destroyed && textarea.isConnected) rich = mountRich(textarea, options);
  })).catch(() => {});
  return {
    focus: () => textarea.focus(),
    setMarkdown(markdown) {
      textarea.value = markdown;
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
    destroy() {
      destroyed = true;
      rich?.destroy();
    },
  };
}

/** Never in the middle of a word that an input method composes. */
function whenSettled(textarea: HTMLTextAreaElement, act: () => void): void {
  if (textarea.dataset.composing !== "true") act();
  else textarea.addEventListener("compositionend", () => setTimeout(act), { once: true });
}

/** The search of the API. */
export async function searchOwn(query: string): Promise<readonly Found[]> {
  const answer = await fetch(`/api/v1/search?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The search answered ${answer.status}.`);
  return await answer.json() as Found[];
}

/** All texts of that kind in a page or a part of it, once each. */
export function mountEditors(root: ParentNode = document): void {
  for (const textarea of root.querySelectorAll<HTMLTextAreaElement>('textarea[name="Entry.Body"]:not([data-rich]), [data-rich-field] textarea:not([data-rich])')) {
    textarea.dataset.rich = "true";
    textarea.addEventListener("compositionstart", () => { textarea.dataset.composing = "true"; });
    textarea.addEventListener("compositionend", () => { delete textarea.dataset.composing; });
    mountEditor(textarea, { language: textarea.lang || "fr", search: searchOwn });
  }
}
