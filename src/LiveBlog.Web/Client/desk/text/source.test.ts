import fc from "fast-check";
import { expect, test } from "vitest";
import { blockToMarkdown } from "./markdown/serialize";
import { docOf, parsePieces } from "./markdown/parse";
import { schema } from "./schema";
import { Source } from "./source";

const runs = { numRuns: Number(process.env.LIVEBLOG_CHECKS ?? 500) };
const bits = ["mot", "Otan", "élu", " ", " ", "\n", "\n\n", "**", "*", "_", "~~", "`", "[", "](/x)", "(", ")", "!", "?", ":", "«", "»", "# ", "### ", "- ", "* ",
  "1. ", "2) ", "> ", "— ", "-- ", "| a | b |\n|---|--:|\n| 1 | 2 |", "|", "---", "===", "```\n", "::: key-figure\n", "::: known-unknown\n", ":::", "\n:::\n",
  "https://exemple.fr/a_b?c=d", "<https://exemple.fr>", "www.exemple.fr", "\\", "&amp;", "&", "<b>", "    ", "  ", "1", "[1]: https://exemple.fr", "![image](/i)"];
const markdown = fc.array(fc.constantFrom(...bits), { maxLength: 24 }).map((parts) => parts.join(""));
const document = (text: string) => docOf(parsePieces(text).pieces);

test("a text that nobody changed is written as it was typed", () => {
  fc.assert(fc.property(markdown, (text) => {
    const source = new Source(text);
    expect(source.write(source.doc)).toBe(text);
    expect(source.write(schema.nodeFromJSON(source.doc.toJSON()))).toBe(text);
  }), runs);
});

test("a block that is written anew is read as it was", () => {
  fc.assert(fc.property(markdown, (text) => {
    for (const { node } of parsePieces(text).pieces) {
      const written = blockToMarkdown(node);
      const again = parsePieces(written).pieces;
      if (node.type.name === "verbatim") expect(written).toBe(node.textContent);
      else expect(document(written).toString()).toBe(`doc(${node.toString()})`);
      expect(again.length).toBeLessThanOrEqual(node.type.name === "verbatim" ? Infinity : 1);
    }
  }), runs);
});

test("changing one block leaves the others as they were typed", () => {
  fc.assert(fc.property(markdown, fc.nat(), (text, seed) => {
    const source = new Source(text);
    const at = seed % source.doc.childCount;
    const added = schema.nodes.paragraph.create(null, schema.text("Nouveau"));
    const children = [...source.doc.children];
    children.splice(at, 0, added);
    const written = source.write(schema.nodes.doc.create(null, children));
    expect(written).toContain("Nouveau");
    const again = document(written).children.filter((node) => node.textContent !== "Nouveau").map(String);
    const verbatim = source.doc.children.some((node) => node.type.name === "verbatim");
    if (!verbatim) expect(again).toEqual(source.doc.children.map(String).filter((node) => node !== "paragraph"));
  }), runs);
});

test.each([
  ["Un __mot__\nligne\n\n* un\n* deux\n\n[a][1]\n\n[1]: https://exemple.fr\n", 0, "Nouveau\n\nUn __mot__\nligne\n\n* un\n* deux\n\n[a][1]\n\n[1]: https://exemple.fr\n"],
  ["Titre\n===\ntexte", 1, "Titre\n===\n\nNouveau\n\ntexte"],
  ["- a\n- b", 1, "- a\n- b\n\nNouveau"],
  ["```\nouvert", 1, "```\nouvert\n```\n\nNouveau"],
])("%j with a block at %i", (text, at, expected) => {
  const source = new Source(text);
  const children = [...source.doc.children];
  children.splice(at, 0, schema.nodes.paragraph.create(null, schema.text("Nouveau")));
  expect(source.write(schema.nodes.doc.create(null, children))).toBe(expected);
});
