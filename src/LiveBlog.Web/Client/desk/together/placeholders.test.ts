import { describe, expect, test } from "vitest";
import { called, placeAfter, placeBefore, places } from "./placeholders";

describe("the places a template leaves", () => {
  const text = "But de {{joueur}} à la {{minute}}e : {{ }}";
  test("are found in order, with their names", () => {
    expect(places(text).map(({ name }) => name)).toEqual(["joueur", "minute", ""]);
    expect(text.slice(places(text)[0]!.start, places(text)[0]!.end)).toBe("{{joueur}}");
    expect(places("{a} {{a\nb}} {{{x}}}").map(({ name }) => name)).toEqual(["x"]);
  });

  test("are walked through forwards and backwards", () => {
    const [first, second] = places(text);
    expect(placeAfter(text, 0)).toEqual(first);
    expect(placeAfter(text, first!.end)).toEqual(second);
    expect(placeBefore(text, second!.start)).toEqual(first);
    expect(placeBefore(text, first!.start)).toBeNull();
    expect(placeAfter(text, text.length)).toBeNull();
  });
});

test("a template is called by the beginning of its name, accents and case apart, at the start of a text only", () => {
  const all = [{ name: "But" }, { name: "Météo" }, { name: "Mise à jour" }];
  const names = (text: string) => called(text, all)?.map(({ name }) => name);
  expect(names(";")).toEqual(["But", "Météo", "Mise à jour"]);
  expect(names(";METE")).toEqual(["Météo"]);
  expect(names(";mise à")).toEqual(["Mise à jour"]);
  expect(names(";x")).toEqual([]);
  expect(names("a ;but")).toBeUndefined();
  expect(names(";but\nfini")).toBeUndefined();
});
