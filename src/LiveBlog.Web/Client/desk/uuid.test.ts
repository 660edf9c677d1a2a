import { expect, test } from "vitest";
import { uuid7 } from "./uuid";

const ones = (array: Uint8Array) => array.fill(0xff);

test("has the form, version and variant of RFC 9562", () => {
  expect(uuid7()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  // The example of RFC 9562, appendix A.6.
  expect(uuid7(0x017f22e279b0, ones)).toBe("017f22e2-79b0-7fff-bfff-ffffffffffff");
});

test("sorts as it was made", () => {
  const start = Date.UTC(2026, 0, 12);
  const made = [0, 1, 255, 256, 65_536, 2 ** 31].map((ms) => uuid7(start + ms));
  expect([...made].sort()).toEqual(made);
});

test("is another each time in the same millisecond", () => {
  expect(new Set(Array.from({ length: 1000 }, () => uuid7(0))).size).toBe(1000);
});
