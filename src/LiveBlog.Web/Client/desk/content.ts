// The fields of an entry's form as the API wants them.
import { sendable } from "./media/items";
import { equal } from "./merge/three-way";
import type { Value } from "./words";
import { momentIn } from "./zone";

type Fields = Readonly<Record<string, string>>;
export type Content = Record<string, unknown>;

/** A time that can't be read. */
export interface Unreadable {
  readonly unreadable: { readonly field: string; readonly code: string; readonly args: readonly Value[] };
}

const moments: readonly (readonly [field: string, name: string])[] = [
  ["publishedAt", "Entry.PublishedAt"], ["happenedAt", "Entry.HappenedAt"], ["dueAt", "Entry.DueAt"], ["embargoUntil", "Entry.EmbargoUntil"],
];

/**
 * All that the fields say.
 * @param zone in which its times are typed
 * @param shown the time of publication that the form began with: left alone, it is not sent
 */
export function contentOf(fields: Fields, zone: string, shown = ""): Content | Unreadable {
  const content: Content = {
    headline: fields["Entry.Headline"] ?? "",
    body: fields["Entry.Body"] ?? "",
    key: fields["Entry.Key"] === "true",
    breaking: fields["Entry.Breaking"] === "true",
    wire: fields["Entry.Wire"] === "true",
    pinned: fields["Entry.Pinned"] === "true",
  };
  if (fields["Entry.Author"]?.trim()) content.author = fields["Entry.Author"];
  if (fields["Entry.Correction"] !== undefined) content.correction = fields["Entry.Correction"];
  if (fields["Entry.Certainty"] !== undefined) content.certainty = fields["Entry.Certainty"] || "none";
  if (fields["Entry.Media"] !== undefined) content.media = sendable(fields["Entry.Media"]) ?? [];
  // A card without headline takes the card away.
  if (fields["Entry.Related"] !== undefined) content.related = json(fields["Entry.Related"]) ?? { headline: "" };
  for (const [field, name] of moments) {
    const typed = fields[name] ?? "";
    if (typed === "" || (field === "publishedAt" && typed === shown)) continue;
    const moment = momentIn(typed, zone);
    if (moment === null) return { unreadable: { field, code: "time-unreadable", args: [typed] } };
    if (moment === "skipped") return { unreadable: { field, code: "time-skipped", args: [typed, zone] } };
    content[field] = moment;
  }
  return content;
}

/** What a new entry is made of: what was left empty is left out. */
export function posted(content: Content): Content {
  const { media, related, certainty, ...rest } = content;
  return {
    ...rest,
    ...(Array.isArray(media) && media.length > 0 && { media }),
    ...((related as { headline?: string } | undefined)?.headline && { related }),
    ...(certainty !== undefined && certainty !== "none" && { certainty }),
  };
}

/** Only what an edit changed: the rest is left to whoever changes it meanwhile. */
export function changed(base: Content, content: Content): Content {
  const changes = Object.fromEntries(Object.entries(content).filter(([name, value]) => !equal(value, base[name])));
  // What was emptied is not in the content at all; the API takes these back in its own ways.
  if ("happenedAt" in base && !("happenedAt" in content)) changes.happenedAt = content.publishedAt ?? base.publishedAt;
  if ("embargoUntil" in base && !("embargoUntil" in content)) changes.embargoUntil = new Date().toISOString();
  return changes;
}

/** Whether readers would see nothing at all. */
export const isEmpty = ({ headline, body, media }: Content): boolean =>
  !`${headline as string}${body as string}`.trim() && !(Array.isArray(media) && media.length > 0);

function json(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
