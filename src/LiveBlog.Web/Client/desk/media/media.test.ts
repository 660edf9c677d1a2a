import { describe as group, expect, it } from "vitest";
import type { SafeStorage } from "../../shared/storage";
import { arrived, moved, read, sendable, withoutAlt, type Medium } from "./items";
import { kindOf } from "./limits";
import { describe } from "./metadata";
import { Sources, sourceOf } from "./sources";
import { heightFor, widthsFor } from "./widths";

const photo: Medium = { kind: "photo", path: "/media/2026/11/a", widths: "480 960", alt: "" };

group("the list of media in a form's field", () => {
  it("keeps what is on its way with its text, and sends only what has arrived", () => {
    const field = JSON.stringify([{ kind: "photo", path: "", local: "x", alt: "Une table" }, photo]);
    expect(read(field)).toHaveLength(2);
    expect(sendable(field)).toEqual([photo]);
  });

  it("says nothing of media when it is empty, and takes all away when it is an empty list", () => {
    expect(sendable("")).toBeNull();
    expect(sendable("[]")).toEqual([]);
  });

  it("survives what can't be read, and the same medium twice", () => {
    expect(read("{oops")).toEqual([]);
    expect(read("[null, 3, {}]")).toEqual([]);
    expect(read(JSON.stringify([photo, photo]))).toHaveLength(1);
    expect(read(JSON.stringify(photo))).toEqual([photo]);
  });

  it("keeps what was typed while the file was sent", () => {
    const item = arrived({ kind: "photo", path: "", local: "x", alt: "Une table", credit: "AFP" }, { ...photo, credit: "" });
    expect(item).toEqual({ ...photo, alt: "Une table", caption: "", credit: "AFP" });
  });

  it("is put in another order without losing any", () => {
    expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
    expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
    expect(moved(["a", "b", "c"], 1, 9)).toEqual(["a", "c", "b"]);
  });

  it("counts the photos that say nothing to who can't see them", () => {
    expect(withoutAlt([photo, { ...photo, alt: " " }, { ...photo, alt: "Une table" }, { kind: "audio", path: "/x.mp3" }])).toBe(2);
  });
});

group("the widths of a photo", () => {
  it("are never larger than it", () => {
    expect(widthsFor(4000)).toEqual([480, 960, 1600]);
    expect(widthsFor(1600)).toEqual([480, 960, 1600]);
    expect(widthsFor(1200)).toEqual([480, 960, 1200]);
    expect(widthsFor(300)).toEqual([300]);
    expect(heightFor(480, { width: 4000, height: 3000 })).toBe(360);
    expect(heightFor(480, { width: 9000, height: 2 })).toBe(1);
  });
});

group("what may be chosen", () => {
  const limits = { photoBytes: 25e6, audioBytes: 50e6, videoBytes: 200e6, perEntry: 30 };
  it("is told by kind and size, in the server's words", () => {
    expect(kindOf({ type: "image/png", size: 1 }, limits)).toBe("photo");
    expect(kindOf({ type: "video/mp4", size: 1 }, limits)).toBe("video");
    expect(kindOf({ type: "audio/mpeg", size: 51e6 }, limits)).toEqual({ code: "media-too-large", args: ["50"] });
    expect(kindOf({ type: "image/svg+xml", size: 1 }, limits)).toEqual({ code: "media-type", args: ["SVG"] });
    expect(kindOf({ type: "application/zip", size: 1 }, limits)).toEqual({ code: "media-unknown", args: [] });
    expect(kindOf({ type: "image/png", size: 0 }, limits)).toEqual({ code: "media-empty", args: [] });
  });
});

group("what a photo says of itself", () => {
  const bytes = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
  const segment = (marker: number, data: number[]) => [0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255, ...data];
  const jpeg = (...segments: number[][]) => new Uint8Array([0xff, 0xd8, ...segments.flat(), 0xff, 0xda]).buffer;
  const iptc = (...sets: [number, number[]][]) => {
    const records = sets.flatMap(([dataset, data]) => [0x1c, 2, dataset, data.length >> 8, data.length & 255, ...data]);
    return segment(0xed, [...bytes("Photoshop 3.0\0"), ...bytes("8BIM"), 4, 4, 0, 0, 0, 0, records.length >> 8, records.length & 255, ...records]);
  };
  const exif = (tag: number, text: string) => {
    const data = [...bytes(text), 0];
    return segment(0xe1, [...bytes("Exif\0\0II*\0"), 8, 0, 0, 0, 1, 0, tag & 255, tag >> 8, 2, 0, data.length, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0, ...data]);
  };

  it("is who made it and what it shows", () => {
    expect(describe(jpeg(iptc([80, bytes("Jean Dupont")], [110, bytes("AFP")], [120, bytes("Une table ronde")]))))
      .toEqual({ caption: "Une table ronde", credit: "Jean Dupont / AFP" });
    expect(describe(jpeg(exif(0x013b, "Jean Dupont")))).toEqual({ credit: "Jean Dupont" });
    expect(describe(jpeg(exif(0x8298, "(c) La Redaction")))).toEqual({ credit: "La Redaction" });
  });

  it("reads letters of Western Europe and UTF-8 alike", () => {
    expect(describe(jpeg(iptc([80, [0xc3, 0x89, 0x6c, 0x69, 0x65]])))).toEqual({ credit: "Élie" });
    expect(describe(jpeg(iptc([80, [0xc9, 0x6c, 0x69, 0x65]])))).toEqual({ credit: "Élie" });
  });

  it("is nothing where only the camera speaks, or where it is damaged", () => {
    expect(describe(jpeg(exif(0x010e, "OLYMPUS DIGITAL CAMERA")))).toEqual({});
    expect(describe(jpeg(iptc([80, bytes("x")])).slice(0, 30))).toEqual({});
    expect(describe(new Uint8Array([1, 2]).buffer)).toEqual({});
    expect(describe(jpeg([0xff, 0xe1, 0, 40, ...bytes("Exif\0\0II*\0"), 255, 255, 255, 255, ...new Array<number>(30).fill(0)]))).toEqual({});
  });
});

group("where photos come from", () => {
  const storage = (): SafeStorage => {
    const kept = new Map<string, string>();
    return { get: (key) => kept.get(key) ?? null, set: (key, value) => void kept.set(key, value), remove: (key) => void kept.delete(key) };
  };

  it("is told by their maker, or by how they are named", () => {
    expect(sourceOf("x.jpg", { credit: "AFP" })).toBe("by:afp");
    expect(sourceOf("IMG_2041.jpg", {})).toBe("name:img");
    expect(sourceOf("image.png", {})).toBeNull();
    expect(sourceOf("2041.jpg", {})).toBeNull();
  });

  it("brings back the credit that was given last to the same source", () => {
    const kept = storage();
    new Sources(kept).remember("name:img", { credit: "Claire Martin" });
    new Sources(kept).remember("name:dsc", { credit: "Jean Dupont" });
    new Sources(kept).remember("name:img", { credit: "Claire Martin / AFP" });
    expect(new Sources(kept).creditFor("name:img")).toBe("Claire Martin / AFP");
    expect(new Sources(kept).creditFor("name:other")).toBeUndefined();
    expect(new Sources(kept).credits).toEqual(["Claire Martin / AFP", "Jean Dupont", "Claire Martin"]);
  });
});
