// The media of a text as its form holds them: a list in JSON. What is on the server is a medium as the API knows it; what is
// still on its way carries the id under which this browser keeps it (`local`), so that it stays with its text wherever that is kept.

export type Kind = "photo" | "audio" | "video";

export interface Medium {
  readonly kind: Kind;
  readonly path: string;
  readonly widths?: string;
  readonly formats?: string;
  readonly aspectRatio?: number;
  readonly poster?: string;
  readonly alt?: string;
  readonly caption?: string;
  readonly credit?: string;
}

export interface Item extends Medium {
  /** The id of what is not on the server yet. */
  readonly local?: string;
}

export type Texts = Pick<Medium, "alt" | "caption" | "credit">;

/** What an item is known by. */
export const keyOf = (item: Item) => item.local ?? item.path;

/** What the field holds; nothing, where it can't be read. A single one stands for a list of one. */
export function read(field: string): Item[] {
  if (field.trim() === "") return [];
  try {
    const found = JSON.parse(field) as unknown;
    return (Array.isArray(found) ? found : [found])
      .filter((item): item is Item => typeof item === "object" && item !== null && Boolean((item as Item).path || (item as Item).local))
      .filter((item, at, all) => all.findIndex((other) => keyOf(other) === keyOf(item)) === at)
      // The server leaves out what a medium is where that is a photo.
      .map((item) => ({ ...item, kind: item.kind ?? "photo" }));
  } catch {
    return [];
  }
}

/** The media as the API takes them: without those that are not there yet. Null where the form says nothing of media. */
export function sendable(field: string): Medium[] | null {
  if (field.trim() === "") return null;
  return read(field).filter((item) => item.local === undefined);
}

/** The list with one item at another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, at) => at !== from);
  rest.splice(Math.max(0, Math.min(rest.length, to)), 0, list[from]!);
  return rest;
}

/** How many photos say nothing to a reader who can't see them. */
export function withoutAlt(list: readonly Item[]): number {
  return list.filter((item) => item.kind === "photo" && !item.alt?.trim()).length;
}

/** The item that a medium from the server becomes: what was typed meanwhile stays. */
export function arrived(item: Item, medium: Medium): Item {
  const { local: _, ...typed } = item;
  return { ...medium, alt: typed.alt ?? "", caption: typed.caption ?? "", credit: typed.credit ?? "" };
}
