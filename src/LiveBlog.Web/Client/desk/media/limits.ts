// What may be chosen: by what the browser says of a file. The server looks into it and has the last word.
import type { Kind } from "./items";

export interface Limits {
  readonly photoBytes: number;
  readonly audioBytes: number;
  readonly videoBytes: number;
  readonly perEntry: number;
}

/** A refusal in the server's words: its code, and what its sentence names. */
export interface Refusal {
  readonly code: string;
  readonly args: readonly string[];
}

const photos = ["image/jpeg", "image/png", "image/webp", "image/avif", "image/heic", "image/heif"];
const names: Readonly<Record<string, string>> = {
  "image/gif": "GIF", "image/svg+xml": "SVG", "image/tiff": "TIFF", "image/bmp": "BMP", "application/pdf": "PDF", "text/html": "HTML",
};

/** What a file is to an entry, or why it can't be shown. */
export function kindOf(file: { readonly type: string; readonly size: number }, limits: Limits): Kind | Refusal {
  if (file.size === 0) return { code: "media-empty", args: [] };
  if (photos.includes(file.type)) return "photo";
  const name = names[file.type];
  if (name !== undefined) return { code: "media-type", args: [name] };
  const kind = file.type.startsWith("audio/") ? "audio" : file.type.startsWith("video/") ? "video" : null;
  if (kind === null) return { code: "media-unknown", args: [] };
  const most = kind === "audio" ? limits.audioBytes : limits.videoBytes;
  return file.size > most ? { code: "media-too-large", args: [String(Math.floor(most / 1_000_000))] } : kind;
}
