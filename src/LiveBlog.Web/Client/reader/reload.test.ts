import { expect, test } from "vitest";
import { reloadDelay } from "./reload";

const now = Date.UTC(2022, 0, 12);

test.each([[0, 0], [0.5, 1_500], [0.999, 2_997]])("readers told together reload within three seconds, not at once (random %d)", (random, expected) => {
  expect(reloadDelay(null, now, () => random)).toBeCloseTo(expected);
  expect(reloadDelay(now - 10_000, now, () => random)).toBeCloseTo(expected);
});

test.each([[0, 5_000], [0.999, 14_990]])("a page that was loaded anew just now waits longer (random %d)", (random, expected) => {
  expect(reloadDelay(now, now, () => random)).toBeCloseTo(expected);
  expect(reloadDelay(now - 9_999, now, () => random)).toBeCloseTo(expected);
});

test("a clock that was set back does not hold the reload up", () => {
  expect(reloadDelay(now + 60_000, now, () => 0.5)).toBe(1_500);
});
