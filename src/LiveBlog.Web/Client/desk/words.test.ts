// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { refusal, word } from "./words";

beforeEach(() => {
  globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS;
  document.documentElement.lang = "fr";
  document.body.innerHTML = `<div id="desk-words">
    <span data-word="retry">nouvel essai dans {0} s</span>
    <span data-word="refused-text-too-long">Ce texte a {1} signes, {2} au plus.</span>
    <span data-word="refused-entry-in-future">Le {0:d MMMM yyyy 'à' HH:mm} est encore à venir.</span>
    <span data-word="refused-time-skipped">{0:HH:mm} n’existait pas dans le fuseau {1}.</span></div>`;
});

test("a word is filled with its values, whatever they hold", () => {
  expect(word("retry", 3)).toBe("nouvel essai dans 3 s");
  expect(word("retry", "{0} $&")).toBe("nouvel essai dans {0} $& s");
});

test("a refusal says what the server named, by number", () => {
  expect(refusal("text-too-long", ["body", 30_001, 30_000])).toBe("Ce texte a 30001 signes, 30000 au plus.");
  expect(refusal("unheard-of", [1])).toBeNull();
});

test.each([
  ["fr", "2022-01-12T17:38:00+00:00", "Le 12 janvier 2022 à 18:38 est encore à venir."],
  ["ru", "2022-01-12T23:30:00Z", "Le 13 января 2022 à 00:30 est encore à venir."],
])("a time stands in the zone of the form and the language of the page: %s", (language, moment, said) => {
  document.documentElement.lang = language;
  expect(refusal("entry-in-future", [moment], "Europe/Paris")).toBe(said);
});

test("what a clock showed stays what it showed", () => {
  expect(refusal("time-skipped", ["2022-03-27T02:30:00", "Europe/Paris"], "Asia/Tokyo")).toBe("02:30 n’existait pas dans le fuseau Europe/Paris.");
});
