import fc from "fast-check";
import { expect, test } from "vitest";
import { merge } from "./three-way";
import { wordDifferences, type Piece } from "./words";

const base = { headline: "Deux heures", body: "Le texte.", key: false, publishedAt: "2026-01-12T10:00:00Z", media: [] };

test("what only one side changed is taken from that side without asking", () => {
  const theirs = { ...base, version: 3, body: "Leur texte." };
  expect(merge(base, { headline: "Trois heures", body: "Le texte.", version: 2 }, theirs)).toEqual({ changes: { headline: "Trois heures" }, conflicts: [] });
});

test("what both changed is asked, unless both say the same", () => {
  const theirs = { ...base, headline: "Quatre heures", body: "Pareil.", version: 3 };
  expect(merge(base, { headline: "Trois heures", body: "Pareil." }, theirs)).toEqual({ changes: { headline: "Trois heures" }, conflicts: ["headline"] });
});

test("a mark is set on whatever stands, and one that was not touched is left as the others set it", () => {
  const theirs = { ...base, headline: "Quatre heures", key: true, version: 3 };
  expect(merge(undefined, { pinned: true, version: 2 }, theirs)).toEqual({ changes: { pinned: true }, conflicts: [] });
  expect(merge(base, { key: false }, theirs)).toEqual({ changes: {}, conflicts: [] });
});

test("without knowing where the edit began every text that differs is asked, and so is a status", () => {
  expect(merge(undefined, { headline: "A", status: "published" }, { headline: "B", status: "draft" }).conflicts).toEqual(["headline", "status"]);
});

test("a time is the same in every way of writing it, a text with or without white space at its end", () => {
  const theirs = { headline: "Deux heures", publishedAt: "2026-01-12T10:00:00.000+00:00", body: "Leur texte." };
  expect(merge(base, { headline: "Deux heures\r\n", publishedAt: "2026-01-12T11:00:00+01:00" }, theirs)).toEqual({ changes: {}, conflicts: [] });
});

test("photos are the same whatever the order of what is said of them, and with or without what is empty", () => {
  const mine = { media: [{ path: "a", kind: "photo", alt: "" }] };
  expect(merge({ media: [] }, mine, { media: [{ kind: "photo", path: "a", caption: null }] })).toEqual({ changes: {}, conflicts: [] });
});

test("the words that differ are marked, and nothing else", () => {
  const { a, b } = wordDifferences("La séance ouvre à deux heures.", "La séance ferme à trois heures.");
  const marked = (pieces: Piece[]) => pieces.filter((piece) => piece.differs).map((piece) => piece.text);
  expect([marked(a), marked(b)]).toEqual([["ouvre", "deux"], ["ferme", "trois"]]);
});

test("both texts are whole, and what is not marked is the same in both", () => {
  const text = fc.array(fc.constantFrom("un", "deux", " ", ",", "\n", "é"), { maxLength: 30 }).map((words) => words.join(""));
  fc.assert(fc.property(text, text, (one, two) => {
    const { a, b } = wordDifferences(one, two);
    const same = (pieces: Piece[]) => pieces.filter((piece) => !piece.differs).map((piece) => piece.text).join("");
    expect([a.map((piece) => piece.text).join(""), b.map((piece) => piece.text).join("")]).toEqual([one, two]);
    expect(same(a)).toBe(same(b));
  }));
});
