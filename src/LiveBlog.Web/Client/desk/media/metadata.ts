// What a photo says of itself, read before it is reduced (which takes all of it away): EXIF (CIPA DC-008) and IPTC-IIM 4.2
// in a JPEG file. Only who made it and what it shows; where it was taken is not even looked at.

export interface Described {
  readonly caption?: string;
  readonly credit?: string;
}

/** How much of a file's beginning is enough, in bytes. */
export const enough = 512 * 1024;

/** @param file the beginning of a file; of one that is no JPEG nothing is known */
export function describe(file: ArrayBuffer): Described {
  try {
    const exif: Fields = {};
    const iptc: Fields = {};
    for (const { marker, data } of segments(new DataView(file))) {
      if (marker === 0xe1 && ascii(data, 0, 6) === "Exif\0\0") readExif(sub(data, 6), exif);
      else if (marker === 0xed && ascii(data, 0, 14) === "Photoshop 3.0\0") readPhotoshop(sub(data, 14), iptc);
    }
    const caption = iptc.caption ?? (isMachine(exif.description) ? undefined : exif.description);
    const maker = iptc.byline ?? exif.artist;
    const credit = maker && iptc.credit && maker !== iptc.credit ? `${maker} / ${iptc.credit}` : maker ?? iptc.credit ?? plain(exif.copyright);
    return { ...(caption && { caption }), ...(credit && { credit }) };
  } catch {
    // A damaged head says nothing; whether the photo can be read is another question.
    return {};
  }
}

type Fields = Record<string, string | undefined>;

function* segments(view: DataView): Generator<{ readonly marker: number; readonly data: DataView }> {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return;
  for (let at = 2; at + 4 <= view.byteLength && view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    // From here on there are pixels.
    if (marker === 0xda || marker === 0xd9) return;
    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > view.byteLength) return;
    yield { marker, data: sub(view, at + 4, length - 2) };
    at += 2 + length;
  }
}

function readExif(tiff: DataView, into: Fields): void {
  const little = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, little);
  const names: Record<number, string> = { 0x010e: "description", 0x013b: "artist", 0x8298: "copyright" };
  for (let left = tiff.getUint16(directory, little), at = directory + 2; left > 0; left--, at += 12) {
    const name = names[tiff.getUint16(at, little)];
    if (name === undefined || tiff.getUint16(at + 2, little) !== 2) continue;
    const length = tiff.getUint32(at + 4, little);
    into[name] = text(sub(tiff, length <= 4 ? at + 8 : tiff.getUint32(at + 8, little), length), true);
  }
}

function readPhotoshop(blocks: DataView, into: Fields): void {
  for (let at = 0; at + 12 <= blocks.byteLength && ascii(blocks, at, 4) === "8BIM";) {
    const id = blocks.getUint16(at + 4);
    const name = blocks.getUint8(at + 6) + 1;
    const start = at + 6 + name + (name % 2) + 4;
    const length = blocks.getUint32(start - 4);
    if (id === 0x0404) readIptc(sub(blocks, start, length), into);
    at = start + length + (length % 2);
  }
}

function readIptc(records: DataView, into: Fields): void {
  let isUtf8 = false;
  const names: Record<number, string> = { 80: "byline", 110: "credit", 120: "caption" };
  for (let at = 0; at + 5 <= records.byteLength && records.getUint8(at) === 0x1c;) {
    const [record, dataset, length] = [records.getUint8(at + 1), records.getUint8(at + 2), records.getUint16(at + 3)];
    const data = sub(records, at + 5, length);
    if (record === 1 && dataset === 90) isUtf8 = ascii(data, 0, 3) === "\u001b%G";
    const name = record === 2 ? names[dataset] : undefined;
    if (name !== undefined) into[name] ??= text(data, isUtf8);
    at += 5 + length;
  }
}

// Old programs wrote their country's letters without saying so; most wrote those of Western Europe.
function text(data: DataView, isUtf8: boolean): string | undefined {
  let read: string;
  try {
    read = new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    if (isUtf8 && data.byteLength > 2_000) return undefined;
    read = new TextDecoder("windows-1252").decode(data);
  }
  return read.replace(/[\p{Cc}\s]+/gu, " ").trim().slice(0, 1_000) || undefined;
}

const isMachine = (description: string | undefined) => description !== undefined && /^[A-Z0-9 _.:-]+$/.test(description);
const plain = (copyright: string | undefined) => copyright?.replace(/^(©|\(c\)|copyright)[\s:]*/i, "").trim() || undefined;

function ascii(view: DataView, at: number, length: number): string {
  return at + length <= view.byteLength ? String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, length)) : "";
}

const sub = (view: DataView, at: number, length = view.byteLength - at) => new DataView(view.buffer, view.byteOffset + at, length);
