// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { arrangeDays, arrangePlaces } from "./arrange";

function entries(...days: string[]): HTMLElement[] {
  document.body.innerHTML = days.map((day) =>
    `<article ${day.endsWith("!") ? "data-pinned" : ""} data-day="${day.slice(0, 2)}"><p class="day" hidden>${day}</p></article>`).join("");
  return [...document.querySelectorAll("article")];
}
const days = (shown: HTMLElement[]) => shown.map((entry) => !entry.querySelector<HTMLElement>(".day")!.hidden);

describe("the day above entries", () => {
  test.each([
    [["12", "12", "11", "11"], [true, false, true, false]],
    [["12!", "12", "12"], [false, true, false]],
    [["13", "12!", "13"], [true, false, false]],
    [["12"], [true]],
  ])("of %j", (given, expected) => {
    const shown = entries(...given);
    arrangeDays(shown, (entry) => entry.dataset.day ?? "");
    arrangeDays(shown, (entry) => entry.dataset.day ?? "");
    expect(days(shown)).toEqual(expected);
  });

  test("moves when an entry of the same day comes above", () => {
    const [first, second] = entries("12", "12") as [HTMLElement, HTMLElement];
    arrangeDays([second], (entry) => entry.dataset.day ?? "");
    arrangeDays([first, second], (entry) => entry.dataset.day ?? "");
    expect(days([first, second])).toEqual([true, false]);
  });
});

describe("the place in the feed", () => {
  test.each([[true, "3"], [false, "-1"]])("is told, and of how many if that is known (%s)", (whole, size) => {
    const shown = entries("12", "12", "11");
    arrangePlaces(shown, whole);
    expect(shown.map((entry) => [entry.getAttribute("aria-posinset"), entry.getAttribute("aria-setsize")])).toEqual([["1", size], ["2", size], ["3", size]]);
  });

  test("leaves one stop for the Tab key, whatever comes", () => {
    const shown = entries("12", "12", "11");
    arrangePlaces(shown.slice(1), true);
    arrangePlaces(shown, true);
    expect(shown.map((entry) => entry.tabIndex)).toEqual([-1, 0, -1]);
    arrangePlaces([shown[0]!, shown[2]!], true);
    expect(shown[0]!.tabIndex).toBe(0);
  });
});
