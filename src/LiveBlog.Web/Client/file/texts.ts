/** A text on its way. */
export interface Text {
  readonly id: string;
  /** The version that an edit began with; "0" for a new text. */
  readonly version: string;
  readonly headline: string;
  readonly body: string;
}

/** What this browser keeps of a correspondent's texts: what is typed, by form, and what waits to be sent, in order. */
export class Texts {
  private readonly prefix: string;

  constructor(private readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null, page: string) {
    this.prefix = `liveblog.file.${page}.`;
  }

  /** Whether anything can be kept here. */
  get works(): boolean {
    return this.write("probe", 1) && (this.storage!.removeItem(this.prefix + "probe"), true);
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
    return this.read<Text[]>("queue") ?? [];
  }

  /** A text that is sent again takes the place of what waits of it. */
  queue(text: Text): void {
    this.write("queue", [...this.waiting().filter((other) => other.id !== text.id), text]);
  }

  sent(id: string): void {
    this.write("queue", this.waiting().filter((other) => other.id !== id));
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
