/** A text on its way. */
export interface Text {
  readonly id: string;
  /** The version that an edit began with; "0" for a new text. */
  readonly version: string;
  readonly headline: string;
  readonly body: string;
  /** Its photos, as the form's field holds them. */
  readonly media?: string;
  /** Why the newsroom did not take it; empty if it only made room for another. It is sent no more by itself. */
  readonly refused?: string;
}

/** What this browser keeps of a correspondent's texts: what is typed, by form, and what waits to be sent, in order. */
export class Texts {
  private readonly prefix: string;

  constructor(private readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null, page: string) {
    this.prefix = `liveblog.file.${page}.`;
  }

  keep(form: string, text: Text): boolean {
    return this.write(form, text);
  }

  typed(form: string): Text | null {
    return this.read<Text>(form);
  }

  forget(form: string): void {
    this.storage?.removeItem(this.prefix + form);
  }

  waiting(): readonly Text[] {
    return this.all().filter((text) => text.refused === undefined);
  }

  /** What was not taken, or made room for another. */
  refused(): readonly Text[] {
    return this.all().filter((text) => text.refused !== undefined);
  }

  /**
   * A text that is sent again takes the place of what waits of it.
   * @returns whether it is kept; else it must stay where it is
   */
  queue(text: Text): boolean {
    return this.write("queue", [...this.all().filter((other) => other.id !== text.id), text]);
  }

  /** Nothing is to be done for it any more. */
  remove(id: string): void {
    this.write("queue", this.all().filter((other) => other.id !== id));
  }

  private all(): readonly Text[] {
    return this.read<Text[]>("queue") ?? [];
  }

  private read<T>(key: string): T | null {
    try {
      return JSON.parse(this.storage?.getItem(this.prefix + key) ?? "null") as T | null;
    } catch {
      return null;
    }
  }

  private write(key: string, value: unknown): boolean {
    try {
      if (this.storage === null) return false;
      this.storage.setItem(this.prefix + key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }
}
